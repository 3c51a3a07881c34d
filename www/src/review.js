// What a repair of the whole text did, place by place: it moves with the text, and each place can be taken back. Whether one is
// repaired is seen from the text itself, so that undo, redo and what the writer does there by hand all count.

import { StateEffect, StateField } from "@codemirror/state";
import { changesOf } from "./many-edits.js";

/** @typedef {import("unglue").Diagnostic} Diagnostic */
/** @typedef {import("unglue").Edit} Edit */
/** @typedef {import("@codemirror/state").EditorState} EditorState */

/**
 * @typedef {object} Place what was repaired, which is the same object as long as it is looked through
 * @property {Diagnostic} repair at offsets of the text before the repair
 *
 * @typedef {object} Placed
 * @property {Place} place
 * @property {number} from where it stands now
 * @property {number} to
 */

/** Begins to look through repairs, whose edits the same transaction makes. Without any: ends it. */
export const reviewed = /** @type {import("@codemirror/state").StateEffectType<readonly Diagnostic[]>} */ (
  StateEffect.define()
);

/** @type {StateField<readonly Placed[]>} */
export const review = StateField.define({
  create: () => /** @type {readonly Placed[]} */ ([]),
  update(before, tr) {
    const begun = tr.effects.find((effect) => effect.is(reviewed));
    const placed = begun
      ? /** @type {readonly Diagnostic[]} */ (begun.value).map((repair) => ({
          place: { repair },
          from: repair.from,
          to: repair.to,
        }))
      : before;
    return tr.docChanged && placed.length > 0 ? moved(placed, changesOf(tr)) : placed;
  },
});

/**
 * Returns where places are after changes: what is put in at the edge of one belongs to it. Both are walked once, side by side,
 * since a repair of a long text has thousands of each.
 * @param {readonly Placed[]} placed in the order of the text, apart
 * @param {import("@codemirror/state").ChangeDesc} changes
 * @returns {Placed[]}
 */
export function moved(placed, changes) {
  /** @type {{ fromA: number, toA: number, fromB: number, toB: number }[]} */
  const changed = [];
  changes.iterChangedRanges((fromA, toA, fromB, toB) => changed.push({ fromA, toA, fromB, toB }), true);
  const start = mapping(changed, false);
  const end = mapping(changed, true);
  return placed.map(({ place, from, to }) => {
    const at = start(from);
    return { place, from: at, to: Math.max(at, end(to)) };
  });
}

/**
 * Returns what maps positions that ascend from call to call.
 * @param {readonly { fromA: number, toA: number, fromB: number, toB: number }[]} changed
 * @param {boolean} isEnd whether a position stays behind what is put in there
 * @returns {(at: number) => number}
 */
function mapping(changed, isEnd) {
  let nth = 0;
  return (at) => {
    const isBefore = /** @param {{ fromA: number, toA: number }} change */ ({ fromA, toA }) =>
      fromA < at ? isEnd || toA <= at : isEnd && toA === at;
    while (nth < changed.length && isBefore(changed[nth])) nth += 1;
    const last = changed[nth - 1];
    const next = changed[nth];
    if (!isEnd && next && next.fromA < at) return next.fromB;
    if (!last) return at;
    return at < last.toA ? last.toB : at - last.toA + last.toB;
  };
}

/** What is seen of a place in the text: "repaired", "as it was", or neither, since the writer has gone on there. */
export const REPAIRED = "repaired";
export const BEFORE = "before";

/** @param {EditorState} state @param {Placed} placed */
export function statusOf(state, { place, from, to }) {
  const { token, suggestions } = place.repair;
  const text = state.sliceDoc(from, to);
  return text === suggestions[0].text ? REPAIRED : text === token ? BEFORE : undefined;
}

/**
 * Returns the edits that take a repair back, at offsets of the text as it stands; or that make it once more.
 * @param {EditorState} state
 * @param {Placed} placed
 * @returns {Edit[]} none where the text there is another one by now
 */
export function toggled(state, placed) {
  const status = statusOf(state, placed);
  if (status === undefined) return [];
  const { token, from: start, suggestions } = placed.place.repair;
  const [{ edits }] = suggestions;
  let grown = 0;
  return edits.map(({ from, to, insert }) => {
    const at = from - start + placed.from;
    if (status === BEFORE) return { from: at, to: at + to - from, insert };
    const edit = { from: at + grown, to: at + grown + insert.length, insert: token.slice(from - start, to - start) };
    grown += insert.length - (to - from);
    return edit;
  });
}
