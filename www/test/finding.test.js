// What is shown of a diagnostic, whatever its edits do.

import assert from "node:assert/strict";
import { test } from "node:test";
import { done, toFinding } from "../src/finding.js";

/** A mark at offset 7 whose suggestion makes these edits of its token. */
const markOf = (token, text, edits) => ({
  from: 7,
  token,
  rule: "merged-words",
  message: token,
  confidence: 0.9,
  suggestions: [
    { text, confidence: 0.9, edits: edits.map(([from, to, insert]) => ({ from: from + 7, to: to + 7, insert })) },
  ],
});

for (const [name, mark, gaps, told] of [
  ["Insert space", markOf("thereare", "there are", [[5, 5, " "]]), [" "], "Put in 1 space."],
  ["Insert space", markOf("Well,", "Well, ", [[5, 5, " "]]), [" "], "Put in 1 space."],
  [
    "Insert spaces",
    markOf("thatanyof", "that any of", [
      [4, 4, " "],
      [7, 7, " "],
    ]),
    [" ", " "],
    "Put in 2 spaces.",
  ],
  ["Remove space", markOf("g oing", "going", [[1, 2, ""]]), [""], "Took out 1 space."],
  ["Correct space", markOf("up\non", "up on", [[2, 3, " "]]), [" "], "Corrected 1 place."],
  [
    "Correct spaces",
    markOf("thef eedback", "the feedback", [
      [3, 3, " "],
      [4, 5, ""],
    ]),
    [" ", ""],
    "Corrected 2 places.",
  ],
]) {
  test(`“${name}” shows what is put in in “${mark.suggestions[0].text}”`, () => {
    const { token, repair } = toFinding(mark);
    assert.deepEqual([token, repair.name], [mark.token, name]);
    assert.deepEqual(
      repair.gaps.map(([from, to]) => repair.text.slice(from, to)),
      gaps,
    );
    assert.equal(done(mark.suggestions[0].edits), told);
  });
}
