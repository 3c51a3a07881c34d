// Finding and replacing in the whole text: the browser's own search knows only what is drawn of it. What it takes is loaded once
// the rest of the page is at work.

import { Compartment, EditorState } from "@codemirror/state";
import { keymap } from "@codemirror/view";
import { byId } from "./dom.js";
import { alarm } from "./notice.js";

/** @typedef {import("@codemirror/view").EditorView} EditorView */

/** What an alert is about. */
const FIND = "find";

/** The panel's words. They are there from the beginning: where they change, CodeMirror makes all of its view anew. */
const PHRASES = {
  next: "Next",
  previous: "Previous",
  "match case": "Match case",
  "by word": "Whole words",
  regexp: "Pattern",
  replace: "Replace",
  "replace all": "Replace all",
  close: "Close the search",
};

const slot = new Compartment();

/** Until the search is loaded, its key loads it. */
export const find = [
  EditorState.phrases.of(PHRASES),
  slot.of(keymap.of([{ key: "Mod-f", run: (view) => (open(view), true) }])),
];

/** Opens the search from the button, and by its key from anywhere on the page. @param {EditorView} view */
export function connectFind(view) {
  byId("find").addEventListener("click", () => open(view));
  addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, shiftKey, altKey, target } = event;
    if (key.toLowerCase() !== "f" || ctrlKey === metaKey || shiftKey || altKey) return;
    if (event.defaultPrevented || view.dom.contains(/** @type {Node} */ (target))) return;
    event.preventDefault();
    open(view);
  });
}

/** Opens the search in an editor, once that is loaded. @type {Promise<(view: EditorView) => boolean> | undefined} */
let loading;

/** Loads the search into the editor, if it is not there already. @param {EditorView} view */
export function loadFind(view) {
  loading ??= import("./search.js").then(({ extension, openSearchPanel }) => {
    view.dispatch({ effects: slot.reconfigure(extension) });
    return openSearchPanel;
  });
  loading.catch(() => (loading = undefined));
  return loading;
}

/** @param {EditorView} view */
async function open(view) {
  // What is typed until the search is there is meant for it, and not for the text.
  view.contentDOM.blur();
  try {
    const openPanel = await loadFind(view);
    openPanel(view);
  } catch (error) {
    console.info(error);
    alarm("The search could not be loaded. Check the network, and try again.", FIND);
  }
}
