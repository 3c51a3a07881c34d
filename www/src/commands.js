// What a writer does with what was found. Each is one transaction, and so one step of undo.

import { isolateHistory } from "@codemirror/commands";
import { EditorView } from "@codemirror/view";
import { openCard } from "./card.js";
import { checkingOf } from "./checking.js";
import { manyChanges } from "./many-edits.js";

/** @typedef {import("./checking.js").Mark} Mark */

const oneStep = isolateHistory.of("full");

/**
 * Puts spaces in.
 * @param {EditorView} view
 * @param {readonly import("unglue").Edit[]} edits
 */
export function insert(view, edits) {
  if (edits.length > 0) view.dispatch({ ...manyChanges(view, edits), userEvent: "input.fix", annotations: oneStep });
}

/**
 * The mark at the caret: what is underlined there, or what would be if the word were not still being typed. It may not
 * be checked yet.
 * @param {EditorView} view
 */
export async function markAtCaret(view) {
  const checking = checkingOf(view);
  const { state } = view;
  const at = state.selection.main.head;
  const known = checking.foundAt(at);
  if (known) return known;
  await checking.session.checked();
  // What was meant is there no more when the writer has gone on.
  return view.state.doc.eq(state.doc) ? checking.foundAt(at) : undefined;
}

/** Selects a mark, brings it into view and opens its tooltip. @param {EditorView} view @param {Mark} mark */
export function jumpTo(view, mark) {
  view.dispatch({
    selection: { anchor: mark.from, head: mark.to },
    effects: EditorView.scrollIntoView(mark.from, { y: "center" }),
    userEvent: "select",
  });
  view.focus();
  openCard(view, mark);
}

/** Goes to the next mark, or the one before. @param {EditorView} view @param {-1 | 1} direction */
export function jumpOn(view, direction) {
  const mark = checkingOf(view).next(direction);
  if (mark) jumpTo(view, mark);
  return mark !== undefined;
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
