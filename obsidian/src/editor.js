// What an editor of a note gets: the package's checking of CodeMirror, and a tooltip with what can be done. The package's own tooltip
// needs a newer CodeMirror than Obsidian has.

import { EditorView, hoverTooltip } from "@codemirror/view";
import { buttonOf } from "../../pkg/editor/action-button.js";
import { actionsOf, checking, checkingOf } from "../../pkg/editor/codemirror-checking.js";
import { theme } from "../../pkg/editor/codemirror-decorations.js";
import { protect } from "./protect.js";

/** @import { Editor } from "obsidian" */
/** @import { CodeMirrorOptions } from "unglue/codemirror" */
/** @import { Mark } from "unglue/worker" */

/** @param {CodeMirrorOptions} options */
export function extensionOf(options) {
  return [checking.of({ ...options, protect }), theme, hover];
}

/** Obsidian's editor of a note as CodeMirror has it. @param {Editor} editor */
const viewOf = (editor) => /** @type {Editor & { cm: EditorView }} */ (editor).cm;

/** The checking of an editor. @param {Editor} editor */
export const checkingIn = (editor) => checkingOf(viewOf(editor));

/** What can be done about the fault at the caret. @param {Editor} editor */
export function actionsAt(editor) {
  const view = viewOf(editor);
  const mark = checkingOf(view)?.at(view.state.selection.main.head);
  return mark ? actionsOf(mark, view) : [];
}

const hover = hoverTooltip(
  (view, position, side) => {
    const mark = checkingOf(view)
      ?.near(position)
      .at(side < 0 ? 0 : -1);
    if (!mark) return null;
    return { pos: mark.from, end: mark.to, above: true, create: () => ({ dom: contentOf(view, mark) }) };
  },
  { hideOnChange: true },
);

/** @param {EditorView} view @param {Mark} mark */
function contentOf(view, mark) {
  const { ownerDocument: document } = view.dom;
  const content = document.createElement("div");
  content.className = "unglue-tooltip";
  const text = document.createElement("div");
  text.textContent = mark.message;
  content.append(text);
  for (const action of actionsOf(mark, view)) {
    const button = buttonOf(document, action);
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => {
      view.focus();
      action.run();
    });
    content.append(button);
  }
  return content;
}
