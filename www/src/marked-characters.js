// Marks on characters of the text: they move with it, go when their first character is deleted or something comes between them,
// and come back with an undo.

import { invertedEffects } from "@codemirror/commands";
import { RangeSet, RangeSetBuilder, StateEffect, StateField } from "@codemirror/state";
import { changesOf } from "./many-edits.js";

/**
 * `RangeSet.map` searches the changes from their beginning for every mark, which is quadratic: 2 s for the 16,000 spaces of a
 * text of 4 MB. With more changes than this, both are walked once, side by side.
 */
const MANY_CHANGES = 16;

/** @typedef {import("@codemirror/state").RangeValue} RangeValue */

/**
 * Returns the marks that a change leaves, where they stand afterwards, and those that it deletes, where they stood before.
 * @template {RangeValue} T
 * @param {RangeSet<T>} marks each on one character or two, or on both halves of one
 * @param {import("@codemirror/state").ChangeDesc} changes
 */
export function divide(marks, changes) {
  /** @type {RangeSetBuilder<T>} */
  const kept = new RangeSetBuilder();
  /** @type {RangeSetBuilder<T>} */
  const gone = new RangeSetBuilder();
  const cursor = marks.iter();
  let shift = 0;
  /** @param {number} end */
  const keepUntil = (end) => {
    for (; cursor.value && cursor.from < end; cursor.next()) {
      // What spans the place of the change is parted by it.
      if (cursor.to > end) gone.add(cursor.from, cursor.to, cursor.value);
      else kept.add(cursor.from + shift, cursor.to + shift, cursor.value);
    }
  };
  changes.iterChangedRanges((fromA, toA, _, toB) => {
    keepUntil(fromA);
    for (; cursor.value && cursor.from < toA; cursor.next()) gone.add(cursor.from, cursor.to, cursor.value);
    shift = toB - toA;
  }, true);
  keepUntil(Infinity);
  return { kept: kept.finish(), gone: gone.finish() };
}

/**
 * The same as `divide(marks, changes).kept`; few changes, such as those of a key, leave most of the set as it is.
 * @template {RangeValue} T
 * @param {RangeSet<T>} marks
 * @param {import("@codemirror/state").ChangeDesc} changes
 */
function keep(marks, changes) {
  /** @type {[from: number, to: number][]} */
  const changed = [];
  changes.iterChangedRanges((from, to) => changed.push([from, to]), true);
  if (changed.length > MANY_CHANGES) return divide(marks, changes).kept;
  let left = marks;
  for (const [start, end] of changed) {
    // `RangeSet.map` would move them to what was put in their place, or between their characters.
    const filter = /** @param {number} from @param {number} to */ (from, to) =>
      from >= end ? true : from < start && to <= start;
    left = left.update({ filterFrom: start, filterTo: end, filter });
  }
  return left.map(changes);
}

/**
 * @template {RangeValue} T
 * @param {object} options
 * @param {(tr: import("@codemirror/state").Transaction) => RangeSet<T>} options.added the marks that a transaction adds, in the text that it leaves
 * @param {(field: StateField<RangeSet<T>>) => import("@codemirror/state").Extension} [options.provide]
 */
export function markedCharacters({ added, provide }) {
  const again = /** @type {import("@codemirror/state").StateEffectType<RangeSet<T>>} */ (
    StateEffect.define({ map: keep })
  );
  /** @type {StateField<RangeSet<T>>} */
  const field = StateField.define({
    create: () => /** @type {RangeSet<T>} */ (RangeSet.empty),
    update(marks, tr) {
      const kept = tr.docChanged && marks.size > 0 ? keep(marks, changesOf(tr)) : marks;
      const more = tr.effects.flatMap((effect) => (effect.is(again) ? [effect.value] : []));
      const all = [kept, added(tr), ...more].filter(({ size }) => size > 0);
      return all.length < 2 ? (all[0] ?? RangeSet.empty) : RangeSet.join(all);
    },
    provide,
  });
  const restored = invertedEffects.of((tr) => {
    const marks = tr.startState.field(field);
    if (!tr.docChanged || marks.size === 0) return [];
    const { gone } = divide(marks, changesOf(tr));
    return gone.size === 0 ? [] : [again.of(gone)];
  });
  return { field, extension: [field, restored] };
}
