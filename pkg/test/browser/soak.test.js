// A short run of `cargo xtask soak`, always with the same choices.

import assert from "node:assert/strict";
import { test } from "node:test";
import { grown, soak } from "../soak/run.js";

test("edited at random, with crashes and new words, a text stays what it should be, and what is found is what is there", {
  timeout: 120_000,
}, async () => {
  const { counts, sizes } = await soak({
    seed: 5,
    goesOn: (round) => round <= 3,
    crashEvery: 1,
    each: { actions: 500 },
    length: 150_000,
  });
  for (const name of [
    "type",
    "paste",
    "undo",
    "redone",
    "fix",
    "addWord",
    "ignore",
    "removeWord",
    "trap",
    "throw",
    "kill",
    "restarts",
    "marks",
    "compared",
  ]) {
    assert.ok(counts[name] > 0, `${name}: ${JSON.stringify(counts)}`);
  }
  assert.equal(grown(sizes), null);
});
