// Marks that move with a text while its check is under way, beside a plain account of the same.

import assert from "node:assert/strict";
import { test } from "node:test";
import { applied, growth, mapped } from "../edits.js";
import { Marks } from "../worker/marks.js";
import { PlainMarks } from "./support/plain-marks.js";
import { randomFrom } from "./support/random.js";

const PIECES = ["a ", "b", " ", "XY", "XYZ ", "W1W ", ".", "no XX", "\n", "QQQQ"];
const apply = (text, edit) => applied(text, [edit]);

/** Where a run of capitals is to have a space: in it, or at its edge. */
const GAPS = { XX: 0, XY: 2 };

/** A checker that finds each run of capitals; all of it is new each time. */
function found(text) {
  return [...text.matchAll(/[A-Z]{2,}/g)].map(({ index, 0: token }) => {
    const gap = GAPS[token] ?? 1;
    const edits = [{ from: index + gap, to: index + gap, insert: " " }];
    return {
      from: index,
      to: index + token.length,
      token,
      rule: token.includes("Q") ? "merged-number" : "merged-words",
      message: token,
      confidence: 0.9,
      suggestions: [{ text: `${token.slice(0, gap)} ${token.slice(gap)}`, edits }],
    };
  });
}

/** Both accounts of one text, and the checker's own, which lags behind. */
class Trial {
  #random;
  #marks = new Marks();
  #plain = new PlainMarks();
  /** The plain mark of each. */
  #pairs = new Map();
  #text;
  #checked;
  /** How much of the checked text has been looked at: the rest is told of later. */
  #seen;
  #pending = [];

  constructor(random) {
    this.#random = random;
    this.#text = this.#checked = Array.from({ length: random(30) }, () => this.#piece()).join("");
    this.#seen = random(2) ? this.#text.length : random(this.#text.length + 1);
    this.#both("replace", this.#known(), 0);
  }

  #piece() {
    return PIECES[this.#random(PIECES.length)];
  }

  #known() {
    return found(this.#checked).filter(({ to }) => to <= this.#seen);
  }

  step() {
    const steps = [
      () => this.#edit(),
      () => this.#edit(),
      () => this.#answer(),
      () => this.#replace(),
      () => this.#look(),
    ];
    steps[this.#random(steps.length)]();
  }

  /** All is answered for. */
  finish() {
    while (this.#pending.length > 0) this.#answer();
    this.#look();
    assert.deepEqual(
      this.#marks.live.map((mark) => mark.toJSON()),
      found(this.#text),
    );
    assert.equal(this.#marks.clear().removed.length, found(this.#text).length);
    assert.deepEqual(this.#marks.live, []);
  }

  #edit() {
    const edits = Array.from({ length: 1 + this.#random(3) }, () => {
      const { length } = this.#text;
      const from = this.#random(length + 1);
      // Most are of a few characters, some of much.
      const to = this.#random(2) ? from : Math.min(length, from + this.#random(this.#random(6) ? 5 : length + 1));
      const edit = { from, to, insert: this.#random(3) ? this.#piece() : "" };
      this.#text = apply(this.#text, edit);
      return edit;
    });
    this.#pending.push(...edits);
    this.#both("edit", edits);
  }

  /** For each edit what stood at it and does not any more, with some that is found again. */
  #answer() {
    const changes = this.#pending.splice(0, 1 + this.#random(3)).map((edit) => {
      const before = this.#known();
      this.#pass(edit);
      const after = this.#known();
      const moved = (at) => mapped(at, edit);
      const isSame = (one, other) =>
        moved(one.from) === other.from && one.message === other.message && (one.to < edit.from || edit.to < one.from);
      const isKept = (one, list) => list.some((other) => isSame(one, other)) && this.#random(4) > 0;
      const kept = new Map(before.filter((one) => isKept(one, after)).map((one) => [moved(one.from), one]));
      const removed = before.filter((one) => kept.get(moved(one.from)) !== one);
      return { removed: [...removed, ...this.#unknown(before)], added: after.filter(({ from }) => !kept.has(from)) };
    });
    this.#both("answer", changes);
  }

  /** Sometimes a place where nothing was found. */
  #unknown(found) {
    const from = this.#random(this.#checked.length + 1);
    return this.#random(3) || found.some((one) => one.from === from) ? [] : [{ from }];
  }

  /** The checker reads an edit. */
  #pass(edit) {
    const isBehind = edit.from >= this.#seen;
    this.#checked = apply(this.#checked, edit);
    if (!isBehind) this.#seen = Math.max(mapped(edit.to, edit), this.#seen + growth(edit));
  }

  /** All is told anew, after some edits. */
  #replace() {
    const edits = this.#pending.splice(0, this.#random(3));
    for (const edit of edits) this.#pass(edit);
    this.#both("replace", this.#known(), edits.length);
  }

  /** The checker looks at the rest of the text. */
  #look() {
    const before = new Set(this.#known().map(({ from }) => from));
    this.#seen = this.#checked.length;
    this.#both("add", { removed: [], added: this.#known().filter(({ from }) => !before.has(from)) });
  }

  /** Does the same in both accounts, and compares them. */
  #both(what, ...how) {
    const update = this.#marks[what](...how);
    const plain = this.#plain[what](...how);
    if (update) this.#compareUpdates(update, plain);
    const { live } = this.#marks;
    assert.equal(this.#marks.live, live, "one array as long as nothing happens");
    assert.deepEqual(
      live.map(({ from, to }) => [from, to]),
      this.#plain.live.map(({ from, length }) => [from, from + length]),
    );
    assert.deepEqual(
      live.map((mark) => this.#pairs.get(mark)),
      this.#plain.live,
    );
    for (const [mark, { from, origin }] of this.#pairs) {
      assert.equal(mark.live, from !== null);
      assert.equal(mark.from, from ?? -1);
      if (mark.live) assert.equal(mark.origin, origin);
    }
    for (const { from, to, message } of live) assert.equal(this.#text.slice(from, to), message);
  }

  #compareUpdates({ removed, added }, plain) {
    assert.deepEqual(
      added.map(({ origin }) => origin),
      plain.added.map(({ origin }) => origin),
    );
    for (const [nth, mark] of added.entries()) this.#pairs.set(mark, plain.added[nth]);
    const paired = (mark) => this.#pairs.get(mark);
    // One that came and went in the same answer has no pair.
    assert.deepEqual(
      new Set(removed.map(paired).filter(Boolean)),
      new Set(plain.removed.filter((mark) => [...this.#pairs.values()].includes(mark))),
    );
    assert.equal(removed.length, plain.removed.length);
  }
}

test("marks stand where a plain account has them, whatever is edited when, and whenever answers come", () => {
  const random = randomFrom(3);
  for (let nth = 0; nth < 1_500; nth++) {
    const trial = new Trial(random);
    for (let steps = random(20); steps > 0; steps--) trial.step();
    trial.finish();
  }
});

test("an edit beside the last one alters no mark behind it", () => {
  const marks = new Marks();
  marks.replace(found("XY     ".repeat(50)));
  const { live } = marks;
  const offsets = () => live.map(({ _offset }) => _offset);
  const at = 25 * 7 + 4;
  marks.edit([{ from: at, to: at, insert: " " }]);
  const before = offsets();
  for (let nth = 1; nth <= 20; nth++) marks.edit([{ from: at + nth, to: at + nth, insert: "o" }]);
  assert.deepEqual(offsets(), before);
  assert.equal(marks.live, live);
  assert.deepEqual(
    live.slice(25, 27).map(({ from }) => from),
    [25 * 7, 26 * 7 + 21],
  );
});
