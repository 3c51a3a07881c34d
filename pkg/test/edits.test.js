// Edits of a text, in Node: beside slow accounts of the same.

import assert from "node:assert/strict";
import { test } from "node:test";
import { applied, areAlike, composed, growth, inverse, mapped, mapping, spanned, unmapped } from "../edits.js";
import { nearest, touching } from "../editor/nearby.js";
import { randomFrom } from "./support/random.js";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** An edit of a text of so many code units: an insertion, a deletion or a replacement. */
function randomEdit(random, length) {
  const from = random(length + 1);
  return { from, to: from + random(Math.min(5, length - from + 1)), insert: ["", " ", "xy", "\n", "xyz"][random(5)] };
}

/** Some edits of it, in its order and apart. */
function randomEdits(random, length) {
  const edits = [];
  for (let at = random(5); at <= length; at = edits.at(-1).to + 1 + random(5)) {
    const edit = randomEdit(random, length - at);
    if (edit.from === edit.to && edit.insert === "") edit.insert = " ";
    edits.push({ ...edit, from: edit.from + at, to: edit.to + at });
  }
  return edits;
}

/** A text with a marker in it, edited. */
function withMarker(text, at, { from, to, insert }, side) {
  const marked = `${text.slice(0, at)}|${text.slice(at)}`;
  if (at < from || (at === from && (from < to || side < 0)))
    return applied(marked, [{ from: from + 1, to: to + 1, insert }]);
  if (at >= to) return applied(marked, [{ from, to, insert }]);
  return text.slice(0, from) + (side < 0 ? `|${insert}` : `${insert}|`) + text.slice(to);
}

test("a position moves as a marker in the text does, and back", () => {
  const random = randomFrom(5);
  for (let round = 0; round < 5000; round++) {
    const text = LETTERS.slice(0, random(12));
    const edit = randomEdit(random, text.length);
    const at = random(text.length + 1);
    for (const side of [-1, 1]) {
      const marked = withMarker(text, at, edit, side);
      const about = JSON.stringify({ text, edit, at, side, marked });
      assert.equal(marked.replace("|", ""), applied(text, [edit]), about);
      assert.equal(mapped(at, edit, side), marked.indexOf("|"), about);
      if (at > edit.from && at < edit.to) continue;
      // Where something is taken out, the places at both its ends become one.
      const back = unmapped(mapped(at, edit, side), edit, side);
      assert.equal(mapped(back, edit, side), mapped(at, edit, side), about);
      if (at !== edit.from && at !== edit.to) assert.equal(back, at, about);
    }
    assert.equal(applied(text, [edit]).length, text.length + growth(edit));
    assert.equal(applied(applied(text, [edit]), [inverse(edit, text)]), text);
  }
});

test("a position moves through many edits as through one after the other", () => {
  const random = randomFrom(6);
  for (let round = 0; round < 2000; round++) {
    const edits = randomEdits(random, 26);
    for (const side of [-1, 1]) {
      const map = mapping(edits, side);
      for (let at = 0; at <= 26; at++)
        assert.equal(
          map(at),
          edits.reduceRight((now, edit) => mapped(now, edit, side), at),
          JSON.stringify({ edits, at, side }),
        );
    }
  }
  assert.equal(mapping([])(7), 7);
});

test("composed edits do what both lists do, and touch no other character", () => {
  const random = randomFrom(7);
  for (let round = 0; round < 5000; round++) {
    const first = randomEdits(random, 26);
    const middle = applied(LETTERS, first);
    const then = randomEdits(random, middle.length);
    const after = applied(middle, then);
    const both = composed(first, then);
    const about = JSON.stringify({ first, then, both });
    assert.equal(applied(LETTERS, both), after, about);
    // Each letter is there once: what is not there afterwards was taken out.
    const taken = both.map(({ from, to }) => LETTERS.slice(from, to)).join("");
    assert.equal(taken, [...LETTERS].filter((letter) => !after.includes(letter)).join(""), about);
    for (const [nth, { from, to, insert }] of both.entries()) {
      assert.ok(from < to || insert !== "", about);
      assert.ok(nth === 0 || both[nth - 1].to < from, about);
    }
  }
});

test("of equal characters it does not matter which one an edit takes out or is put beside", () => {
  const edit = (from, to, insert) => ({ from, to, insert });
  for (const [one, other, isAlike] of [
    [edit(1, 2, ""), edit(2, 3, ""), true],
    [edit(1, 1, " "), edit(3, 3, " "), true],
    [edit(1, 3, " "), edit(2, 3, ""), true],
    [edit(0, 1, ""), edit(1, 2, ""), false],
    [edit(1, 2, ""), edit(1, 2, "\n"), false],
  ]) {
    assert.equal(areAlike(one, other, "a  b"), isAlike, JSON.stringify([one, other]));
    assert.equal(applied("a  b", [one]) === applied("a  b", [other]), isAlike);
  }
});

test("an editor may tidy no-break spaces around what is put in, but not put in one for a space", () => {
  const edit = (from, to, insert) => ({ from, to, insert });
  for (const [one, isAlike] of [
    [edit(1, 3, " b "), true],
    [edit(1, 3, "\u00a0b "), false],
    [edit(1, 3, " c "), false],
  ])
    assert.equal(areAlike(one, edit(1, 1, " "), "ab\u00a0"), isAlike, JSON.stringify(one));
});

test("one edit that spans several leaves the same text", () => {
  const random = randomFrom(11);
  for (let round = 0; round < 2000; round++) {
    const before = LETTERS.slice(0, 1 + random(20));
    const edits = [];
    let text = before;
    for (let left = 1 + random(6); left > 0; left--) {
      edits.push(randomEdit(random, text.length));
      text = applied(text, edits.slice(-1));
    }
    assert.equal(applied(before, [spanned(edits, text)]), text, JSON.stringify({ before, edits }));
  }
});

test("the marks nearest to a range are those that touch it and those beside it, so many at most", () => {
  const marks = Array.from({ length: 100 }, (_, nth) => ({ from: 10 * nth, to: 10 * nth + 5 }));
  const names = (found) => found.map(({ from }) => from);
  assert.deepEqual(names(touching(marks, 25, 40)), [20, 30, 40]);
  assert.deepEqual(names(touching(marks, 26)), []);
  assert.equal(nearest(marks, 0, 0, 100), marks);
  for (const [from, to, most, found] of [
    [500, 520, 5, [490, 500, 510, 520, 530]],
    [0, 0, 3, [0, 10, 20]],
    [2000, 3000, 3, [970, 980, 990]],
    [500, 600, 3, [500, 510, 520]],
    [506, 508, 2, [500, 510]],
  ]) {
    assert.deepEqual(names(nearest(marks, from, to, most)), found, `${from}..${to}`);
  }
});
