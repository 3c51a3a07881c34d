// Which file the text of the editor comes from, and what is needed to write it back as it came. It goes with the text: when
// another one takes its place, and back again when that is undone.

import { invertedEffects } from "@codemirror/commands";
import { RangeSetBuilder, RangeValue, StateEffect, StateField } from "@codemirror/state";
import { changesOf } from "../many-edits.js";
import { markedCharacters } from "../marked-characters.js";
import { PLAIN } from "../text-file.js";

/** @typedef {import("../text-file.js").FileForm} FileForm */
/** @typedef {import("../text-file.js").LineEnds} LineEnds */
/** @typedef {import("./line-ends.js").LineEnd} LineEnd */
/** @typedef {{ form: FileForm, usual: LineEnd, handle?: FileSystemFileHandle | undefined }} Origin `handle`: the file itself, where it can be written */

/** @type {Origin} */
const NOWHERE = { form: PLAIN, usual: "\n" };

/** A line end that is another one than the file's usual. */
class OtherEnd extends RangeValue {
  // What is typed beside it is no part of it.
  startSide = 1;
  endSide = -1;
  /** @param {LineEnd} end */
  constructor(end) {
    super();
    this.end = end;
  }
  /** @param {OtherEnd} other */
  eq(other) {
    return this.end === other.end;
  }
}
const OTHER_ENDS = { "\n": new OtherEnd("\n"), "\r\n": new OtherEnd("\r\n"), "\r": new OtherEnd("\r") };

/** The text that a transaction leaves is that of a file, whole. @type {import("@codemirror/state").StateEffectType<{ form: FileForm, lineEnds: LineEnds, handle?: FileSystemFileHandle | undefined }>} */
export const opened = StateEffect.define();
/** The same text has another form from now on; so has a former one that is brought back. @type {import("@codemirror/state").StateEffectType<Origin>} */
export const reformed = StateEffect.define();

const others = markedCharacters({
  added(tr) {
    /** @type {RangeSetBuilder<OtherEnd>} */
    const ends = new RangeSetBuilder();
    for (const effect of tr.effects) {
      if (effect.is(opened))
        for (const [at, end] of effect.value.lineEnds.others) ends.add(at, at + 1, OTHER_ENDS[end]);
    }
    return /** @type {import("@codemirror/state").RangeSet<OtherEnd>} */ (ends.finish());
  },
});

/** @type {StateField<Origin>} */
const field = StateField.define({ create: () => NOWHERE, update: after });

/** @param {Origin} before @param {import("@codemirror/state").Transaction} tr @returns {Origin} */
function after(before, tr) {
  let origin = before;
  if (isAnother(tr)) origin = NOWHERE;
  for (const effect of tr.effects) {
    if (effect.is(opened)) {
      const { form, lineEnds, handle } = effect.value;
      origin = { form, usual: lineEnds.usual, handle };
    }
    if (effect.is(reformed)) origin = effect.value;
  }
  return origin;
}

/** Whether nothing is left of the former text. @param {import("@codemirror/state").Transaction} tr */
function isAnother(tr) {
  const { length } = tr.startState.doc;
  let all = false;
  changesOf(tr).iterChangedRanges((from, to) => (all ||= from === 0 && to === length && length > 0));
  return all;
}

export const origin = [
  field,
  others.extension,
  invertedEffects.of((tr) => {
    const before = tr.startState.field(field);
    return after(before, tr) === before ? [] : [reformed.of(before)];
  }),
];

/**
 * The origin of the text, as `writeBytes` wants it.
 * @param {import("@codemirror/state").EditorState} state
 * @returns {{ form: FileForm, lineEnds: LineEnds, handle?: FileSystemFileHandle | undefined }}
 */
export function originOf(state) {
  const { form, usual, handle } = state.field(field);
  /** @type {LineEnds["others"]} */
  const ends = [];
  for (const cursor = state.field(others.field).iter(); cursor.value; cursor.next())
    ends.push([cursor.from, cursor.value.end]);
  return { form, lineEnds: { usual, others: ends }, handle };
}

/** Whether two states have texts of the same file. @param {import("@codemirror/state").EditorState} a @param {import("@codemirror/state").EditorState} b */
export function haveOneOrigin(a, b) {
  return a.field(field) === b.field(field) && a.field(others.field) === b.field(others.field);
}
