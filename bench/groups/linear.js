// Whether time is linear in the text, whatever it is.

import { checkAnew } from "../lib/anew.js";
import { bytesOf, single } from "../lib/rows.js";
import { time } from "../lib/statistics.js";
import { HARD, prose } from "../lib/texts.js";

const SMALL = 1_000_000;
const LARGE = 10_000_000;

/** One sort of text, by its name in HARD; "prose" is what the others are compared with. */
export async function linear({ load, words, say, report }, name) {
  const { createChecker } = await load.unglue();
  const checker = await createChecker();
  const make = name === "prose" ? (bytes) => prose(words, bytes, 1) : HARD[name];
  // Code is compiled as it is first used.
  checker.check(prose(words, 100_000, 2));
  checker.check(make(10_000, words));
  for (const bytes of [SMALL, LARGE]) {
    const text = make(bytes, words);
    // The best of a few: what the machine does beside this only adds.
    const samples = [];
    const end = performance.now() + 2_000;
    do samples.push((time(() => checkAnew(checker, text)) * 1e6) / bytesOf(text));
    while (samples.length < 5 && performance.now() < end);
    report(single(name, "ns/byte", Math.min(...samples), { bytes }));
  }
  say(`linear: ${name}`);
  return [];
}
