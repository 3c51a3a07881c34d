// Thousands of edits in one transaction. CodeMirror's view takes each change by itself, in its height map and in its
// comparison of decorations, which for the 16,000 spaces of a text of 4 MB is more than a second in one task. Edits that
// nobody sees are therefore put together: one change replaces a stretch of text that has many of them. What the edits were
// goes with the transaction as an effect, and with its undo, so that what stands inside of such a stretch can be mapped.

import { invertedEffects } from "@codemirror/commands";
import { StateEffect } from "@codemirror/state";

/** Up to so many edits are left as they are; beyond, there are about as many changes. */
export const MANY = 100;

/** @typedef {import("@codemirror/state").ChangeSet} ChangeSet */
/** @typedef {import("unglue").Edit} Edit */

/** The edits that a transaction is made of, each by itself. It fits one text only. */
const exact = /** @type {import("@codemirror/state").StateEffectType<ChangeSet>} */ (
  StateEffect.define({ map: () => /** @type {any} */ (undefined) })
);

/**
 * What a transaction changes, edit by edit.
 * @param {import("@codemirror/state").Transaction} tr
 * @returns {ChangeSet}
 */
export function changesOf(tr) {
  return exactOf(tr) ?? tr.changes;
}

/** @param {import("@codemirror/state").Transaction} tr */
function exactOf(tr) {
  return tr.effects.find((effect) => effect.is(exact))?.value;
}

/** Keeps what the edits were for undo and redo. */
export const manyEdits = invertedEffects.of((tr) => {
  const changes = exactOf(tr);
  return changes ? [exact.of(changes.invert(tr.startState.doc))] : [];
});

/**
 * The part of a transaction that makes these edits.
 * @param {import("@codemirror/view").EditorView} view
 * @param {readonly Edit[]} edits in the order of the text, apart from each other
 * @returns {import("@codemirror/state").TransactionSpec}
 */
export function manyChanges({ state, viewport }, edits) {
  if (edits.length <= MANY) return { changes: edits };
  const changes = state.changes(edits);
  const after = changes.apply(state.doc);
  // What is seen keeps its place on the screen by the changes around it; and so does the selection.
  const kept = [viewport, ...state.selection.ranges];
  const isKept = /** @param {number} from @param {number} to */ (from, to) =>
    kept.some((range) => from <= range.to && range.from <= to);
  const most = Math.ceil(edits.length / MANY);
  /** @type {{ from: number, to: number, insert: import("@codemirror/state").Text }[]} */
  const grouped = [];
  let count = 0;
  let start = 0;
  changes.iterChangedRanges((from, to, fromB, toB) => {
    const last = grouped.at(-1);
    if (last && count < most && !isKept(last.from, to)) {
      count += 1;
      Object.assign(last, { to, insert: after.slice(start, toB) });
    } else {
      [count, start] = [1, fromB];
      grouped.push({ from, to, insert: after.slice(fromB, toB) });
    }
  }, true);
  return { changes: grouped, effects: exact.of(changes), selection: state.selection.map(changes) };
}
