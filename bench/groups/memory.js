// How much memory the module takes, and whether it gives it back.

import { single } from "../lib/rows.js";
import { prose } from "../lib/texts.js";

const MB = 1e6;
const LENGTH = 1_000_000;
const GOAL = { of: "median", most: 32 };
const NO_GROWTH = { of: "median", most: 0 };

export async function memory({ load, words, own, say }) {
  const { createChecker } = await load.unglue();
  const checker = await createChecker();
  const { memory } = await load.wasm();
  // It never shrinks: what was freed is used again.
  const taken = () => memory.buffer.byteLength / MB;
  const rows = [];
  checker.check("thereare no plans");
  rows.push(single("after the first answer", "MB", taken(), { goal: GOAL }));

  const text = (own ?? prose(words, LENGTH, 1)).slice(0, LENGTH);
  say(`memory: a document of ${text.length} characters`);
  const document = checker.open(text);
  document.edit({ from: 1000, to: 1000, insert: "a" });
  rows.push(single("with a document of 1 MB open, and edited", "MB", taken(), { goal: GOAL }));
  document.free();
  const again = () => {
    const document = checker.open(text);
    document.edit({ from: 1000, to: 1000, insert: "a" });
    document.free();
  };
  // What the caches keep of the first one lies between its parts, so that the second one finds fewer of its size free.
  again();
  const before = taken();
  for (let nth = 0; nth < 5; nth++) again();
  rows.push(
    single("growth when it is freed and opened again, five times", "MB", taken() - before, { goal: NO_GROWTH }),
  );

  // The checker keeps the text that it checked last.
  const other = prose(words, LENGTH, 2);
  const checked = () => [text, other].map((text) => checker.check(text));
  for (let nth = 0; nth < 3; nth++) checked();
  const kept = taken();
  rows.push(single("with 1 MB checked whole, and another before", "MB", kept, { goal: GOAL }));
  for (let nth = 0; nth < 5; nth++) checked();
  rows.push(single("growth when both are checked in turn, five times", "MB", taken() - kept, { goal: NO_GROWTH }));

  const short = prose(words, 1_000, 2);
  const cycles = (count) => {
    for (let nth = 0; nth < count; nth++) {
      const document = checker.open(short);
      document.edit({ from: nth % short.length, to: nth % short.length, insert: "thereare " });
      document.diagnostics();
      document.free();
    }
  };
  cycles(1_000);
  const settled = taken();
  cycles(10_000);
  rows.push(single("growth over 10,000 × open, edit, free", "MB", taken() - settled, { goal: NO_GROWTH }));
  return rows;
}
