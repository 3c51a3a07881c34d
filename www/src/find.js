// Finding and replacing in the whole text: the browser's own search knows only what is drawn of it.

import { openSearchPanel, search, searchKeymap } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import { byId } from "./dom.js";

/** Of CodeMirror's keys those that find; the others select in several places at once, or go to a line. */
const KEYS = new Set(["Mod-f", "F3", "Mod-g", "Escape"]);

/** The panel's words. */
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

export const findKeymap = searchKeymap.filter(({ key }) => key !== undefined && KEYS.has(key));
export const find = [search({ top: true }), EditorState.phrases.of(PHRASES)];

/** Opens the search from the button, and by its key from anywhere on the page. @param {import("@codemirror/view").EditorView} view */
export function connectFind(view) {
  byId("find").addEventListener("click", () => openSearchPanel(view));
  addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, shiftKey, altKey, target } = event;
    if (key.toLowerCase() !== "f" || ctrlKey === metaKey || shiftKey || altKey) return;
    if (event.defaultPrevented || view.dom.contains(/** @type {Node} */ (target))) return;
    event.preventDefault();
    openSearchPanel(view);
  });
}
