// What was changed: what was put in by fixes, marked in the text when the writer asks for it.

import { RangeSet, RangeSetBuilder } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";
import { changesOf } from "./many-edits.js";
import { markedCharacters } from "./marked-characters.js";

const inserted = Decoration.mark({ class: "inserted" });

const { field, extension } = markedCharacters({
  added(tr) {
    if (!tr.isUserEvent("input.fix")) return RangeSet.empty;
    /** @type {RangeSetBuilder<Decoration>} */
    const spaces = new RangeSetBuilder();
    changesOf(tr).iterChangedRanges((_fromA, _toA, from, to) => {
      // A mark needs a character.
      if (from < to) spaces.add(from, to, inserted);
    }, true);
    return spaces.finish();
  },
  provide: (field) => EditorView.decorations.from(field),
});

export const changes = extension;

/** How many spaces of the text were put in. @param {import("@codemirror/state").EditorState} state */
export function countChanges(state) {
  return state.field(field).size;
}
