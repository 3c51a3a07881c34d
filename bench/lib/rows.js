// What a measurement hands on: one row of a table.

import { ratios, summary } from "./statistics.js";

const MB = 1e6;
const encoder = new TextEncoder();

/** Bytes of UTF-8. */
export const bytesOf = (text) => encoder.encode(text).length;

/** Samples with their median and spread. */
export function row(what, unit, samples, more = {}) {
  return { what, unit, ...summary(samples), ...more };
}

/** One number, which has no spread. */
export function single(what, unit, value, more = {}) {
  return row(what, unit, [value], more);
}

/** Megabytes a second, from the bytes and the milliseconds of each round. */
export function speed(bytes, times) {
  return times.map((time, round) => bytes[round] / MB / (time / 1000));
}

/** How many times as quick one was as another, round by round. */
export function timesAsQuick(ours, theirs) {
  return summary(ratios(ours, theirs));
}
