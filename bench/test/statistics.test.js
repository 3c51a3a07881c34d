import assert from "node:assert/strict";
import { test } from "node:test";
import { timesAsQuick } from "../lib/rows.js";
import { quantile, race, ratios, summary } from "../lib/statistics.js";

test("quantiles lie between samples where they must", () => {
  const sorted = [10, 20, 30, 40];
  assert.deepEqual(
    [0, 0.25, 0.5, 0.75, 1].map((share) => quantile(sorted, share)),
    [10, 17.5, 25, 32.5, 40],
  );
  assert.equal(quantile([7], 0.99), 7);
});

test("a summary sorts numbers as numbers and leaves the samples alone", () => {
  const samples = [100, 9, 30];
  const { n, min, median, max } = summary(samples);
  assert.deepEqual({ n, min, median, max }, { n: 3, min: 9, median: 30, max: 100 });
  assert.deepEqual(samples, [100, 9, 30]);
  assert.throws(() => summary([]), RangeError);
});

test("the 99th percentile of many is not their worst", () => {
  const samples = Array.from({ length: 1001 }, (_, nth) => (nth === 1000 ? 1e6 : nth));
  const { p99, max } = summary(samples);
  assert.deepEqual([p99, max], [990, 1e6]);
});

test("a race goes round by round, and counts no warm-up", async () => {
  const calls = [];
  const times = await race(
    { a: (round) => calls.push(`a${round}`), b: async (round) => calls.push(`b${round}`) },
    { rounds: 2, warmUp: 1 },
  );
  assert.deepEqual(calls, ["a0", "b0", "a1", "b1", "a2", "b2"]);
  assert.deepEqual([times.a.length, times.b.length], [2, 2]);
});

test("a race that has taken too long ends with its round", async () => {
  const times = await race({ a: () => {}, b: () => {} }, { rounds: 1000, warmUp: 0, capMs: -1 });
  assert.deepEqual([times.a.length, times.b.length], [1, 1]);
});

test("ratios are those of the same round", () => {
  assert.deepEqual(ratios([10, 40], [5, 4]), [2, 10]);
  assert.equal(timesAsQuick([10, 40, 30], [5, 4, 10]).median, 3);
});
