// How long a keystroke takes in a large document.

import { randomFrom } from "../../pkg/test/support/random.js";
import { row } from "../lib/rows.js";
import { time } from "../lib/statistics.js";
import { prose } from "../lib/texts.js";
import { setLookup } from "../lib/yardsticks.js";

const LENGTH = 1_000_000;
const PASTED = 100_000;
const CAP_MS = 15_000;
/** What opens or ends something, and so may change how what follows is read. */
const MARKS = ["`", '"', "(", ")", "<", ">", "“", "”", ".", ",", "\n", "\n\n", "```\n", "'", "$", "👩‍👩‍👧"];
const KEY_GOAL = { of: "p99", most: 1, worst: 5 };

export async function edit({ load, words, own, say }) {
  const { createChecker } = await load.unglue();
  const checker = await createChecker();
  const text = (own ?? prose(words, LENGTH, 1)).slice(0, LENGTH);
  const pasted = prose(words, PASTED, 2).slice(0, PASTED);
  const random = randomFrom(3);
  const document = checker.open(text);
  say(`edit: a document of ${text.length} characters`);

  /** Inserts at places, and takes it away again: the document stays as long as it was. */
  const typed = (count, insert, place) => {
    const samples = [];
    const end = performance.now() + CAP_MS;
    for (let nth = 0; nth < count && (nth < 20 || performance.now() < end); nth++) {
      const from = place(nth);
      const what = insert(nth);
      samples.push(time(() => document.edit({ from, to: from, insert: what })));
      samples.push(time(() => document.edit({ from, to: from + what.length, insert: "" })));
    }
    return samples;
  };
  const anywhere = () => random(text.length);
  // Warm-up, not counted.
  typed(20, () => "a", anywhere);

  const start = random(text.length - 1000);
  const sentence = "There are no plansfor November, he said. “It could not be helped,” she wrote (in 1998).";
  const rows = [
    row("a letter, anywhere: typed, taken back", "ms", typed(1000, () => "etaoin"[random(6)], anywhere), { goal: KEY_GOAL }),
    row("a space, anywhere: typed, taken back", "ms", typed(500, () => " ", anywhere), { goal: KEY_GOAL }),
    row("a mark, anywhere: typed, taken back", "ms", typed(500, (nth) => MARKS[nth % MARKS.length], anywhere), { goal: KEY_GOAL }),
    row("a sentence, letter by letter", "ms", sentenceTyped(document, sentence, start), { goal: KEY_GOAL }),
    row("100 kB, anywhere: pasted, taken back", "ms", typed(30, () => pasted, anywhere), { goal: { of: "max", most: 20 } }),
    row("all diagnostics of the document", "ms", repeated(20, () => document.diagnostics())),
  ];
  document.free();
  rows.push(row("to open the document", "ms", repeated(10, () => checker.open(text).free())));
  const lookUp = setLookup(words.words);
  lookUp(text);
  rows.push(row("JavaScript Set: each word of the document looked up", "ms", repeated(10, () => lookUp(text))));
  return rows;
}

function sentenceTyped(document, sentence, start) {
  const samples = [];
  for (let from = start; from < start + sentence.length; from++) {
    samples.push(time(() => document.edit({ from, to: from, insert: sentence[from - start] })));
  }
  document.edit({ from: start, to: start + sentence.length, insert: "" });
  return samples;
}

function repeated(count, call) {
  return Array.from({ length: count }, () => time(call));
}
