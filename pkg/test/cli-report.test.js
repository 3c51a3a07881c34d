// What people read of long texts, compared with a slow and simple way to make it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { jsonArray, jsonString } from "../cli/json.js";
import { batched, PIECE } from "../cli/pieces.js";
import { places } from "../cli/places.js";
import { describe } from "../cli/report.js";
import { randomFrom } from "./support/random.js";

const joined = (pieces) => [...pieces].join("");

/** A diagnostic, as far as a report needs it. */
const diagnostic = (text, from, to) => ({
  from,
  to,
  rule: "merged-words",
  confidence: 0.999,
  suggestions: [{ text: text.slice(from, to), edits: [] }],
});

test("lines and columns are those that a slow count gives", () => {
  const random = randomFrom(3);
  for (let number = 0; number < 300; number++) {
    const text = Array.from(
      { length: random(60) },
      () => ["a", "b ", "\n", "\r", "\r\n", "🦀", "\u2028", "\ufeff"][random(8)],
    ).join("");
    const offsets = [...Array(text.length).keys()].filter((at) => random(3) === 0 && !/[\r\n]/.test(text[at]));
    const got = [
      ...places(
        text,
        offsets.map((from) => ({ from })),
      ),
    ].map(({ line, column, lineStart }) => ({ line, column, lineStart }));
    const expected = offsets.map((from) => {
      const lines = text.slice(0, from).split(/\r\n|\n|\r/);
      return { line: lines.length, column: lines.at(-1).length + 1, lineStart: from - lines.at(-1).length };
    });
    assert.deepEqual(got, expected, JSON.stringify(text));
  }
});

test("a text with many diagnostics is told in pieces, each as if it stood alone", () => {
  const COUNT = 3_000;
  const around = "Moscow said thereare no plans. ";
  for (const separator of ["\n", "\r\n", ""]) {
    const line = around + separator;
    const text = line.repeat(COUNT);
    const found = Array.from({ length: COUNT }, (_, nth) =>
      diagnostic(text, nth * line.length + 12, nth * line.length + 20),
    );
    const pieces = [...describe("a.txt", text, found)];
    assert.equal(pieces.length, COUNT);
    const lines = joined(pieces).split("\n");
    assert.equal(lines.length, 3 * COUNT + 1);
    const middle = COUNT >> 1;
    const [title, shown, carets] = lines.slice(3 * middle);
    assert.ok(
      title.startsWith(separator ? `a.txt:${middle + 1}:13: ` : `a.txt:1:${middle * line.length + 13}: `),
      title,
    );
    assert.equal(shown.slice(carets.indexOf("^"), carets.lastIndexOf("^") + 1), "thereare");
    assert.equal(
      shown,
      separator ? `  ${around}` : "  … thereare no plans. Moscow said thereare no plans. Moscow said thereare …",
    );
  }
});

/** The line around a token, with the token underlined. */
const CONTEXTS = [
  ["thereare", 0, 8, "  thereare", "  ^^^^^^^^"],
  ["a\rthereare\rb", 2, 10, "  thereare", "  ^^^^^^^^"],
  [
    `${"🦀".repeat(20)}thereare${"🦀".repeat(20)}`,
    40,
    48,
    `  …${"🦀".repeat(16)}thereare${"🦀".repeat(16)}…`,
    `  ${" ".repeat(33)}^^^^^^^^`,
  ],
  [
    `x${"🦀".repeat(20)}thereare y${"🦀".repeat(20)}`,
    41,
    49,
    `  …${"🦀".repeat(16)}thereare y${"🦀".repeat(15)}…`,
    `  ${" ".repeat(33)}^^^^^^^^`,
  ],
  [`${"ab".repeat(200)} end`, 0, 400, `  ${"ab".repeat(48)}…`, `  ${"^".repeat(96)}`],
  ["漢字thereare", 2, 10, "  漢字thereare", "      ^^^^^^^^"],
  ["e\u0301 thereare", 3, 11, "  e\u0301 thereare", "    ^^^^^^^^"],
];

test("a context shows no half of a character, and only what it has room for", () => {
  for (const [text, from, to, line, carets] of CONTEXTS) {
    const [, shown, under] = joined(describe("-", text, [diagnostic(text, from, to)])).split("\n");
    assert.deepEqual([shown, under], [line, carets], text);
  }
});

test("JSON in pieces is JSON", () => {
  const crabs = `a${"🦀".repeat(PIECE)}`; // every piece would end within a character
  for (const text of ["", '“\n"\\\0', crabs, "\ud83e \udd80", crabs.slice(0, -1)]) {
    const pieces = [...jsonString(text)];
    assert.equal(joined(pieces), JSON.stringify(text));
  }
  for (const items of [[], [1], Array.from({ length: 50_000 }, (_, nth) => ({ nth, text: "🦀" }))]) {
    const pieces = [...jsonArray(items)];
    assert.equal(joined(pieces), JSON.stringify(items));
    const batches = [...batched(pieces)];
    assert.equal(joined(batches), joined(pieces));
    assert.ok(batches.slice(0, -1).every((batch) => batch.length >= PIECE && batch.length < 2 * PIECE));
  }
});
