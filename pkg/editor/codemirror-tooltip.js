// The tooltip of a mark in CodeMirror: it opens under the pointer, by a click in the mark, and where a command leads to.

import { activateHover, closeHoverTooltip, EditorView, hoverTooltip, ViewPlugin } from "@codemirror/view";
import { buttonOf } from "./action-button.js";
import { actionsOf, checkingOf, marksChanged } from "./codemirror-checking.js";

/** @typedef {import("../worker.js").Mark} Mark */

const hover = hoverTooltip(
  (view, position, side) => {
    const checking = checkingOf(view);
    // Where one mark ends and the next begins, the one on the pointer's side.
    const mark = checking?.near(position).at(side < 0 ? 0 : -1);
    if (!checking || !mark) return null;
    const { from, to } = mark;
    const create = () => ({ dom: (checking.tooltip ?? contentOf)(mark, view) });
    return { pos: from, end: to, above: view.state.doc.lineAt(from).to < to, create };
  },
  {
    // It stays for as long as what it is about.
    hideOn: (tr, { pos }) =>
      tr.docChanged || tr.effects.some((effect) => effect.is(marksChanged) && !isMarked(effect.value, pos)),
  },
);

/** Whether a mark starts at a position. @param {import("./codemirror-checking.js").Checking} checking @param {number} position */
const isMarked = (checking, position) => checking.near(position).some(({ from }) => from === position);

/** Returns what the tooltip shows unless the host has something else: the message and what can be done. @param {Mark} mark @param {EditorView} view */
function contentOf(mark, view) {
  const { document } = view.dom.ownerDocument.defaultView ?? globalThis;
  const content = document.createElement("div");
  content.className = "unglue-tooltip";
  const text = document.createElement("p");
  text.textContent = checkingOf(view)?.session.message(mark) ?? mark.message;
  content.append(text);
  for (const action of actionsOf(mark, view)) {
    const button = buttonOf(document, action);
    // A click leaves the focus in the text; a key brings it back there.
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => {
      if (content.contains(view.root.activeElement)) view.focus();
      action.run();
    });
    content.append(button);
  }
  return content;
}

/**
 * Opens the tooltip of a mark until the caret leaves it.
 * @param {EditorView} view
 * @param {Mark} mark
 */
export function openTooltip(view, { from, to }) {
  const until = (/** @type {import("@codemirror/state").Transaction} */ { docChanged, newSelection: { main } }) =>
    docChanged || main.head < from || main.head > to;
  activateHover(view, from, 1, { tooltip: hover, until });
}

/** Closes the tooltip. Returns whether there was one. @param {EditorView} view */
export function closeTooltip(view) {
  if (!view.state.field(hover.active, false)?.length) return false;
  view.dispatch({ effects: closeHoverTooltip(hover) });
  return true;
}

/** Closes the tooltip by Escape also where one of its buttons has the focus: the keys of a keymap are those of the text. */
const escapeKey = ViewPlugin.define((view) => {
  const onKey = (/** @type {KeyboardEvent} */ { key, target }) => {
    if (key === "Escape" && !view.contentDOM.contains(/** @type {Node} */ (target)) && closeTooltip(view)) view.focus();
  };
  view.dom.addEventListener("keydown", onKey);
  return { destroy: () => view.dom.removeEventListener("keydown", onKey) };
});

/** Fingers cannot hover: a tap in a mark opens its tooltip. @param {MouseEvent} _ @param {EditorView} view */
function openAtClick(_, view) {
  const { main } = view.state.selection;
  const mark = main.empty ? checkingOf(view)?.at(main.head) : undefined;
  if (mark) openTooltip(view, mark);
}

const theme = EditorView.baseTheme({
  ".unglue-tooltip": { maxWidth: "24em", padding: "4px" },
  ".unglue-tooltip p": { margin: "4px 8px" },
  ".unglue-tooltip button": {
    display: "block",
    width: "100%",
    padding: "4px 8px",
    border: "0",
    borderRadius: "3px",
    background: "none",
    color: "inherit",
    font: "inherit",
    textAlign: "start",
    cursor: "pointer",
  },
  ".unglue-tooltip button:first-of-type": { fontWeight: "600" },
  ".unglue-tooltip button:hover, .unglue-tooltip button:focus-visible": {
    background: "color-mix(in srgb, currentColor 12%, transparent)",
  },
});

export const tooltips = [hover, escapeKey, EditorView.domEventHandlers({ click: openAtClick }), theme];
