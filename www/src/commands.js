// What a writer does with what was found. Each is one transaction, and so one step of undo.

import { isolateHistory } from "@codemirror/commands";
import { checkingOf } from "unglue/codemirror";
import { manyChanges } from "./many-edits.js";
import { reviewed } from "./review.js";

/** @typedef {import("unglue/worker").Mark} Mark */
/** @typedef {import("@codemirror/view").EditorView} EditorView */

const oneStep = isolateHistory.of("full");

/**
 * Makes edits of the text.
 * @param {EditorView} view
 * @param {readonly import("unglue").Edit[]} edits
 * @param {readonly import("./repairs.js").Repair[]} [repairs] what they repair, to be listed among the changes
 */
export function apply(view, edits, repairs = []) {
  dispatch(view, edits, "input.fix", repairs.length > 0 ? [reviewed.of(repairs)] : []);
}

/**
 * Takes edits back that were made, by others that are no fixes.
 * @param {EditorView} view
 * @param {readonly import("unglue").Edit[]} edits
 */
export function takeBack(view, edits) {
  dispatch(view, edits, "input.unfix");
}

/**
 * @param {EditorView} view
 * @param {readonly import("unglue").Edit[]} edits
 * @param {string} userEvent
 * @param {readonly import("@codemirror/state").StateEffect<any>[]} [more]
 */
function dispatch(view, edits, userEvent, more = []) {
  if (edits.length === 0) return;
  const { effects = [], ...changes } = manyChanges(view, edits);
  view.dispatch({ ...changes, effects: [effects, more].flat(), userEvent, annotations: oneStep });
}

/**
 * The mark at the caret: what is underlined there, or what would be if the word were not still being typed. It may not
 * be checked yet.
 * @param {EditorView} view
 * @param {(mark: Mark) => boolean} isShown
 */
export async function markAtCaret(view, isShown) {
  const session = checkingOf(view)?.session;
  if (!session) return undefined;
  const { state } = view;
  const find = () => session.at(state.selection.main.head, isShown);
  const known = find();
  if (known) return known;
  await session.checked();
  // What was meant is there no more when the writer has gone on.
  return view.state.doc.eq(state.doc) ? find() : undefined;
}

/**
 * Replaces the whole text, as one step that undo takes back.
 * @param {EditorView} view
 * @param {string} text
 * @param {import("@codemirror/state").StateEffect<any>} effects
 */
export function replaceText(view, text, effects) {
  view.dispatch({
    changes: { from: 0, to: view.state.doc.length, insert: view.state.toText(text) },
    effects,
    selection: { anchor: 0 },
    scrollIntoView: true,
    userEvent: "input.replace",
    annotations: oneStep,
  });
}
