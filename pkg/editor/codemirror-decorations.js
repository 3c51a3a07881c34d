// How marks are drawn in CodeMirror: an underline, the spaces that go, and the places of the edits in it and at its edges.

import { RangeSetBuilder } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";

/** The looks of the marks, unless the host has others. */
export const theme = EditorView.baseTheme({
  ".unglue-mark": {
    textDecoration: "underline wavy var(--unglue-color, #2f6fde) 1.5px",
    textUnderlineOffset: "0.2em",
    textDecorationSkipInk: "none",
  },
  ".unglue-removal": { backgroundColor: "color-mix(in srgb, var(--unglue-color, #2f6fde) 28%, transparent)" },
});

/** @type {Map<string, Decoration>} */
const made = new Map();

/** Returns the decoration with a class: one object for each, so that CodeMirror sees at once that it is the same. @param {string} name */
function decoration(name) {
  const known = made.get(name) ?? Decoration.mark({ class: name });
  made.set(name, known);
  return known;
}

/**
 * Returns the decorations of marks: those of the whole marks, and those of the spaces that go and of the characters behind which
 * one is put in.
 * @param {readonly import("../worker.js").Mark[]} marks in the order of the text
 * @param {import("@codemirror/state").Text} doc
 */
export function decorationsOf(marks, doc) {
  /** @type {RangeSetBuilder<Decoration>} */
  const faults = new RangeSetBuilder();
  /** @type {RangeSetBuilder<Decoration>} */
  const edits = new RangeSetBuilder();
  for (const { from, to, rule, suggestions } of marks) {
    faults.add(from, to, decoration(`unglue-mark unglue-${rule}`));
    for (const { from: at, to: end } of suggestions[0].edits) {
      const start = startOfCharacter(doc, at);
      if (at < end) edits.add(at, end, decoration(`unglue-removal unglue-${rule}`));
      else if (start < at) edits.add(start, at, decoration(`unglue-edit unglue-${rule}`));
    }
  }
  return { faults: faults.finish(), edits: edits.finish() };
}

/**
 * Returns where the character before a position starts: one of two code units is drawn in one piece. At the start of a line,
 * there is none.
 * @param {import("@codemirror/state").Text} doc
 * @param {number} at
 */
function startOfCharacter(doc, at) {
  const before = doc.sliceString(Math.max(0, at - 2), at);
  if (before === "" || before.endsWith("\n")) return at;
  return at - (/[\ud800-\udbff][\udc00-\udfff]$/.test(before) ? 2 : 1);
}
