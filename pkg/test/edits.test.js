// Several edits of one text, in Node.

import assert from "node:assert/strict";
import { test } from "node:test";
import { moving, spanned } from "../editor/edits.js";
import { nearest, touching } from "../editor/nearby.js";
import { randomFrom } from "./support/random.js";

const after = (text, { from, to, insert }) => text.slice(0, from) + insert + text.slice(to);

test("one edit that spans several leaves the same text", () => {
  const random = randomFrom(11);
  for (let round = 0; round < 2000; round++) {
    const before = "abcdefghijklmnopqrst".slice(0, 1 + random(20));
    const edits = [];
    let text = before;
    for (let left = 1 + random(6); left > 0; left--) {
      const from = random(text.length + 1);
      const edit = { from, to: from + random(text.length - from + 1), insert: "XYZ".slice(0, random(4)) };
      edits.push(edit);
      text = after(text, edit);
    }
    assert.equal(after(before, spanned(edits, text)), text, JSON.stringify({ before, edits }));
  }
});

test("a place moves behind the insertions before it and at it", () => {
  const moved = moving([
    { from: 2, to: 2, insert: " " },
    { from: 5, to: 5, insert: "  " },
  ]);
  assert.deepEqual([0, 1, 2, 4, 5, 9].map(moved), [0, 1, 3, 5, 8, 12]);
  assert.equal(moving([])(7), 7);
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
