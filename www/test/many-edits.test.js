// Thousands of edits put together: the same text, the same marks, the same undo, by a number of changes that does not grow.

import assert from "node:assert/strict";
import { test } from "node:test";
import { history, isolateHistory, redo, undo } from "@codemirror/commands";
import { EditorSelection, EditorState } from "@codemirror/state";
import { changes, countChanges } from "../src/changes.js";
import { opened, origin, originOf } from "../src/file/origin.js";
import { MANY, changesOf, manyChanges, manyEdits } from "../src/many-edits.js";
import { PLAIN } from "../src/text-file.js";

const LINE = "They said that thereare plans.\n";

/** Edits of a line: they put something in, take out or replace. */
const INSERTION = { from: 20, to: 20, insert: " " };
const REMOVAL = { from: 4, to: 5, insert: "" };
const REPLACEMENT = { from: 4, to: 5, insert: "\u00a0\u00a0" };

/**
 * A text of so many lines with other line ends in every third, and the edits that repair it.
 * @param {number} lines
 * @param {typeof INSERTION[]} kinds of which each line has the next one
 */
function repairOf(lines, kinds) {
  const ends = {
    usual: "\r\n",
    others: Array.from({ length: Math.floor(lines / 3) }, (_, nth) => [3 * nth * LINE.length + LINE.length - 1, "\n"]),
  };
  const state = EditorState.create({ doc: LINE.repeat(lines), extensions: [history(), changes, manyEdits, origin] });
  const edits = Array.from({ length: lines }, (_, nth) => {
    const { from, to, insert } = kinds[nth % kinds.length];
    return { from: nth * LINE.length + from, to: nth * LINE.length + to, insert };
  });
  const selection = EditorSelection.range(5 * LINE.length + 22, 6 * LINE.length + 21);
  const effects = opened.of({ form: { ...PLAIN, name: "a.txt" }, lineEnds: ends });
  return { state: state.update({ effects, selection }).state, edits };
}

for (const [lines, kinds] of [
  [MANY, [INSERTION]],
  [MANY + 1, [INSERTION]],
  [5000, [INSERTION]],
  [5001, [INSERTION, REMOVAL, REPLACEMENT]],
]) {
  test(`${lines} edits of ${kinds.length === 1 ? "one kind" : "every kind"}`, () => {
    let { state, edits } = repairOf(lines, kinds);
    const before = state;
    const viewport = { from: 40 * LINE.length, to: 60 * LINE.length };
    const plain = state.update({
      changes: edits,
      userEvent: "input.fix",
      annotations: isolateHistory.of("full"),
    }).state;
    const tr = state.update({
      ...manyChanges({ state, viewport }, edits),
      userEvent: "input.fix",
      annotations: isolateHistory.of("full"),
    });
    assert.equal(changesOf(tr) !== tr.changes, lines > MANY);
    let count = 0;
    const single = new Set(edits.map(({ from, to }) => `${from}–${to}`));
    tr.changes.iterChanges((from, to) => {
      count++;
      // What is seen is changed edit by edit.
      const range = `${from}–${to}`;
      if (!single.has(range)) assert.ok(to <= viewport.from || from >= viewport.to, range);
    }, true);
    assert.ok(count <= 2 * MANY, String(count));
    state = tr.state;
    const same = (a, b, what) => {
      assert.ok(a.doc.eq(b.doc), what);
      assert.ok(a.selection.eq(b.selection), `${what}: selection`);
      assert.equal(countChanges(a), countChanges(b), what);
      assert.deepEqual(originOf(a), originOf(b), what);
    };
    same(state, plain, "fixed");
    assert.equal(countChanges(state), lines);
    const run = (command) => assert.ok(command({ state, dispatch: (tr) => (state = tr.state) }));
    for (let round = 0; round < 2; round++) {
      run(undo);
      same(state, before, "undone");
      run(redo);
      assert.ok(state.doc.eq(plain.doc));
      assert.equal(countChanges(state), lines);
      assert.deepEqual(originOf(state), originOf(plain));
    }
  });
}
