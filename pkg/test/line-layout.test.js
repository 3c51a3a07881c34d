// The blocks of a long text, beside a layout of the whole: lines of so many columns, filled as browsers fill them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { applied } from "../edits.js";
import { LineLayout } from "../editor/line-layout.js";
import { randomFrom } from "./support/random.js";

const COLUMNS = 40;

/** Where each line starts: words go to the next line where they do not fit, or are cut where no line is long enough; spaces hang. */
function lineStarts(text, columns) {
  const starts = [0];
  let column = 0;
  const start = (at) => {
    starts.push(at);
    column = 0;
  };
  for (const { 0: piece, index } of text.matchAll(/\n| +|[^ \n]+/g)) {
    if (piece === "\n") {
      start(index + 1);
      continue;
    }
    if (piece[0] !== " " && column > 0 && column + piece.length > columns) start(index);
    column += piece.length;
    for (let at = index + columns; piece[0] !== " " && column > columns; at += columns) {
      const left = column - columns;
      start(at);
      column = left;
    }
  }
  return starts;
}

/** The lines that a part of a text has when it stands alone. An empty one at its end belongs to what follows. */
const linesOf = (text, columns) => lineStarts(text, columns).filter((at) => at < Math.max(1, text.length));

/** A layout whose lines are one high, and how much it was asked to lay out. */
function layoutOf(text, columns = COLUMNS) {
  const state = { text, laidOut: 0 };
  const lines = (from, to) => {
    state.laidOut += to - from;
    return linesOf(state.text.slice(from, to), columns);
  };
  const layout = new LineLayout({
    height: (from, to) => lines(from, to).length,
    startsLine: (from, to, at) => lines(from, to).includes(at - from),
    lastLine: (from, to) => from + lines(from, to).at(-1),
  });
  layout.reset(text);
  return { layout, state };
}

function randomText(random, length) {
  let text = "";
  while (text.length < length) {
    const kind = random(200);
    const word = "x".repeat(kind === 0 ? 1 + random(150) : 1 + random(11));
    text += word + (kind < 8 && random(3) > 0 ? "\n" : " ".repeat(kind < 12 ? random(60) : 1));
  }
  return text;
}

/** Compares every block with the layout of the whole. */
function check({ layout, state }, columns = COLUMNS) {
  while (layout.step());
  const starts = linesOf(state.text, columns);
  let end = 0;
  for (const { block, from, to, top } of layout.between(-1, Infinity)) {
    assert.equal(from, end);
    assert.equal(starts[top], from, "a line of the whole starts with the block");
    assert.equal(starts[top + block.height] ?? state.text.length, to);
    end = to;
  }
  assert.equal(end, state.text.length);
  assert.ok(layout.isKnown());
}

test("blocks are where the layout of the whole text has them, after any edits", () => {
  for (let seed = 1; seed <= 12; seed++) {
    const random = randomFrom(seed);
    let text = randomText(random, 20_000 + random(20_000));
    if (seed % 4 === 0) text = text.replaceAll("\n", " ");
    if (seed % 6 === 0) text = text.replaceAll(" ", "");
    const all = layoutOf(text);
    check(all);
    for (let nth = 0; nth < 60; nth++) {
      // Often in the first word of a block, which may fit on the line before then.
      const starts = all.layout.between(-1, Infinity).map(({ from }) => from);
      const near =
        random(2) === 0 && starts.length > 0
          ? starts[random(starts.length)] + random(3)
          : random(all.state.text.length + 1);
      const from = Math.min(near, all.state.text.length);
      const to = Math.min(all.state.text.length, from + (random(2) === 0 ? random(random(5) === 0 ? 9000 : 30) : 0));
      const insert = random(4) === 0 ? "\n".repeat(random(3)) : randomText(random, random(random(8) === 0 ? 9000 : 20));
      all.state.text = applied(all.state.text, [{ from, to, insert }]);
      all.layout.edit({ from, to, insert }, all.state.text);
      if (random(5) > 0) check(all);
    }
    check(all);
  }
});

test("a key has a few lines laid out, however long the text is", () => {
  const random = randomFrom(3);
  for (const paragraphs of [true, false]) {
    const text = randomText(random, 1_000_000);
    const all = layoutOf(paragraphs ? text : text.replaceAll("\n", " "));
    check(all);
    for (const part of [0, 0.37, 0.99]) {
      const at = Math.floor(part * all.state.text.length);
      all.state.laidOut = 0;
      const edit = { from: at, to: at, insert: "x" };
      all.state.text = applied(all.state.text, [edit]);
      all.layout.edit(edit, all.state.text);
      while (all.layout.step());
      assert.ok(all.state.laidOut < 30_000, `${all.state.laidOut}`);
    }
    check(all);
  }
});
