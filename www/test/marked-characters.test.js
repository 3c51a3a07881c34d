// Marks on characters, against a text in which each character is an object that is marked or not.

import assert from "node:assert/strict";
import { test } from "node:test";
import { history, isolateHistory, redo, undo } from "@codemirror/commands";
import { EditorState, RangeSet, RangeSetBuilder, RangeValue, StateEffect } from "@codemirror/state";
import { divide, markedCharacters } from "../src/marked-characters.js";

const mark = new (class extends RangeValue {})();
mark.startSide = 1;
mark.endSide = -1;

const markAt = StateEffect.define();
const { field, extension } = markedCharacters({
  added: (tr) => setOf(tr.effects.flatMap((effect) => (effect.is(markAt) ? effect.value : []))),
});

function setOf(places) {
  const builder = new RangeSetBuilder();
  for (const at of places) builder.add(at, at + 1, mark);
  return builder.finish();
}
function placesOf(set) {
  const places = [];
  for (const cursor = set.iter(); cursor.value; cursor.next()) places.push(cursor.from);
  return places;
}

/** A random number below another one, the same for the same seed. */
function random(seed) {
  return (below) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
}

/** Changes of a text, few or many, in order and apart. */
function randomChanges(below, length) {
  const changes = [];
  for (let at = below(4); at <= length; at += 1 + below(below(2) ? 4 : 40)) {
    const to = Math.min(length, at + below(4));
    const insert = "x".repeat(below(3));
    if (to > at || insert) changes.push({ from: at, to, insert });
    at = to;
  }
  return changes;
}

test("marks stand where their characters stand, and what is deleted comes back with undo and goes with redo", () => {
  let mapped = 0;
  for (let seed = 1; seed <= 400; seed++) {
    const below = random(seed);
    let state = EditorState.create({ doc: "a".repeat(below(300)), extensions: [history(), extension] });
    const first = Array.from({ length: state.doc.length }, (_, at) => at).filter(() => below(3) === 0);
    state = state.update({ effects: markAt.of(first) }).state;
    /** For each step: what the marks were. */
    const steps = [placesOf(state.field(field))];
    assert.deepEqual(steps[0], first);
    for (let step = 0; step < 4; step++) {
      const changes = state.changes(randomChanges(below, state.doc.length));
      const expected = steps
        .at(-1)
        .filter((at) => {
          let deleted = false;
          changes.iterChangedRanges((from, to) => (deleted ||= from <= at && at < to), true);
          return !deleted;
        })
        .map((at) => changes.mapPos(at, 1));
      state = state.update({ changes, annotations: isolateHistory.of("full"), userEvent: "input" }).state;
      assert.deepEqual(placesOf(state.field(field)), expected, `seed ${seed}, step ${step}`);
      mapped += expected.length;
      if (!changes.empty) steps.push(expected);
    }
    const run = (command) => command({ state, dispatch: (tr) => (state = tr.state) });
    for (let nth = steps.length - 2; nth >= 0; nth--) {
      assert.ok(run(undo));
      assert.deepEqual(placesOf(state.field(field)), steps[nth], `seed ${seed}, undo to ${nth}`);
    }
    for (let nth = 1; nth < steps.length; nth++) {
      assert.ok(run(redo));
      assert.deepEqual(placesOf(state.field(field)), steps[nth], `seed ${seed}, redo to ${nth}`);
    }
  }
  assert.ok(mapped > 10_000);
});

test("many changes of many marks are one walk", () => {
  const length = 400_000;
  const places = Array.from({ length: length / 2 }, (_, nth) => 2 * nth);
  const state = EditorState.create({ doc: "a".repeat(length) });
  const changes = state.changes(places.map((at) => ({ from: at + 1, to: at + 2 })));
  let asked = 0;
  const counted = Object.create(changes, { mapPos: { value: (...args) => (asked++, changes.mapPos(...args)) } });
  const { kept, gone } = divide(setOf(places), counted);
  assert.equal(asked, 0);
  assert.deepEqual(
    placesOf(kept),
    places.map((at) => at / 2),
  );
  assert.equal(gone.size, 0);
  assert.deepEqual(placesOf(divide(RangeSet.empty, changes).kept), []);
});
