// What was changed by fixes, marked in the text when the writer asks for it: what was put in, and where something was taken out.

import { RangeSet } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";
import { changesOf } from "./many-edits.js";
import { markedCharacters } from "./marked-characters.js";

const inserted = Decoration.mark({ class: "inserted" });
/** On the characters between which something was taken out: whatever comes between them again takes the mark away. */
const removed = Decoration.mark({ class: "removed" });

const { field, extension } = markedCharacters({
  added(tr) {
    if (!tr.isUserEvent("input.fix")) return RangeSet.empty;
    /** @type {import("@codemirror/state").Range<Decoration>[]} */
    const marks = [];
    changesOf(tr).iterChangedRanges((_fromA, _toA, from, to) => {
      if (from < to) return marks.push(inserted.range(from, to));
      const [start, end] = [Math.max(0, from - 1), Math.min(tr.newDoc.length, to + 1)];
      return start < end && marks.push(removed.range(start, end));
    }, true);
    return RangeSet.of(marks, true);
  },
  provide: (field) => EditorView.decorations.from(field),
});

export const changes = extension;

/** At how many places spaces were put in or taken out. @param {import("@codemirror/state").EditorState} state */
export function countChanges(state) {
  return state.field(field).size;
}
