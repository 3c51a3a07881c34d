// What was changed: the spaces that were put in, marked in the text when the writer asks for it.

import { invertedEffects } from "@codemirror/commands";
import { RangeSet, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";

/** @typedef {{ from: number, to: number }} Range */

const inserted = Decoration.mark({ class: "inserted" });

/** Marks spaces again that an undo has taken away, and a redo brings back. */
const again = /** @type {import("@codemirror/state").StateEffectType<readonly Range[]>} */ (
  StateEffect.define({
    map: (ranges, changes) => ranges.map(({ from, to }) => ({ from: changes.mapPos(from, 1), to: changes.mapPos(to, -1) })),
  })
);

const field = StateField.define({
  create: () => /** @type {RangeSet<Decoration>} */ (RangeSet.empty),
  update(spaces, tr) {
    /** @type {Range[]} */
    const add = [];
    if (tr.isUserEvent("input.fix")) tr.changes.iterChangedRanges((_fromA, _toA, from, to) => add.push({ from, to }));
    for (const effect of tr.effects) if (effect.is(again)) add.push(...effect.value);
    // A mark over what is deleted is empty, and goes.
    const kept = tr.docChanged ? spaces.map(tr.changes) : spaces;
    return add.length === 0 ? kept : kept.update({ add: add.map(({ from, to }) => inserted.range(from, to)) });
  },
  provide: (spaces) => EditorView.decorations.from(spaces),
});

export const changes = [
  field,
  invertedEffects.of((tr) => {
    /** @type {Range[]} */
    const gone = [];
    tr.changes.iterChangedRanges((fromA, toA) => {
      tr.startState.field(field).between(fromA, toA, (from, to) => {
        if (fromA <= from && to <= toA) gone.push({ from, to });
      });
    });
    return gone.length === 0 ? [] : [again.of(gone)];
  }),
];

/** How many spaces of the text were put in. @param {import("@codemirror/state").EditorState} state */
export function countChanges(state) {
  return state.field(field).size;
}
