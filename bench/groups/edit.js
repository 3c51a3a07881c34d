// How long a keystroke takes in a large document.

import { randomFrom } from "../../pkg/test/support/random.js";
import { row } from "../lib/rows.js";
import { time } from "../lib/statistics.js";
import { everySecondSpaceGone, prose } from "../lib/texts.js";
import { setLookup } from "../lib/yardsticks.js";

const LENGTH = 1_000_000;
const PASTED = 100_000;
/** No row takes longer; slow ones have fewer samples. */
const CAP_MS = 8_000;
/** What opens or ends something, and so may change how what follows is read. */
const MARKS = ["`", '"', "(", ")", "<", ">", "“", "”", ".", ",", "\n", "\n\n", "```\n", "'", "$", "👩‍👩‍👧"];
const KEY_GOAL = { of: "p99", most: 1, worst: 5 };
const LOSSY_GOAL = { of: "p99", most: 8 };
/** Real texts, bench/texts/SOURCES.md: the last two are full of tokens that no list has, and no two are the same. */
const REAL = ["speeches.txt", "fiction.txt", "documentation.md", "reference.txt", "names.txt", "languages.txt"];

export async function edit({ load, words, own, say, report }) {
  const { createChecker } = await load.unglue();
  const checker = await createChecker();
  const text = (own ?? prose(words, LENGTH, 1)).slice(0, LENGTH);
  const pasted = prose(words, PASTED, 2).slice(0, PASTED);
  const random = randomFrom(3);
  say(`edit: a document of ${text.length} characters`);

  /** Inserts at places, and takes it away again: the document stays as long as it was. */
  const typed = (document, count, insert, place) => {
    const samples = [];
    const end = performance.now() + CAP_MS;
    for (let nth = 0; nth < count && (nth < 3 || performance.now() < end); nth++) {
      const from = place(nth);
      const what = insert(nth);
      samples.push(time(() => document.edit({ from, to: from, insert: what })));
      samples.push(time(() => document.edit({ from, to: from + what.length, insert: "" })));
    }
    return samples;
  };
  const anywhere = () => random(text.length);
  const letter = () => "etaoin"[random(6)];
  const document = checker.open(text);
  // Warm-up, not counted.
  typed(document, 20, letter, anywhere);

  const start = random(text.length - 1000);
  const sentence = "There are no plansfor November, he said. “It could not be helped,” she wrote (in 1998).";
  // Reported as they come: when the core is slow, this is the group that takes too long.
  report(
    row("a letter, anywhere: typed, taken back", "ms", typed(document, 1000, letter, anywhere), { goal: KEY_GOAL }),
  );
  report(
    row(
      "a space, anywhere: typed, taken back",
      "ms",
      typed(document, 500, () => " ", anywhere),
      { goal: KEY_GOAL },
    ),
  );
  const mark = (nth) => MARKS[nth % MARKS.length];
  report(row("a mark, anywhere: typed, taken back", "ms", typed(document, 500, mark, anywhere), { goal: KEY_GOAL }));
  report(row("a sentence, letter by letter", "ms", sentenceTyped(document, sentence, start), { goal: KEY_GOAL }));
  const paste = typed(document, 30, () => pasted, anywhere);
  report(row("100 kB, anywhere: pasted, taken back", "ms", paste, { goal: { of: "max", most: 20 } }));
  report(
    row(
      "all diagnostics of the document",
      "ms",
      repeated(20, () => document.diagnostics()),
    ),
  );
  document.free();
  report(
    row(
      "to open the document",
      "ms",
      repeated(10, () => checker.open(text).free()),
    ),
  );
  const lookUp = setLookup(words.words);
  lookUp(text);
  report(
    row(
      "JavaScript Set: each word of the document looked up",
      "ms",
      repeated(10, () => lookUp(text)),
    ),
  );

  const files = await Promise.all(REAL.map((file) => load.file(`bench/texts/${file}`)));
  const real = files.join("\n\n").repeat(2).slice(0, LENGTH);
  // What a host gives that knows no paragraphs, and a text in which nothing is quick.
  for (const [what, hard, goal] of [
    ["a letter, in one paragraph of 1 MB", text.replace(/\n+/g, " "), KEY_GOAL],
    ["a letter, in 1 MB of real text of six kinds", real, { ...KEY_GOAL, worst: 4 }],
    ["a letter, in 100 kB with every second space gone", everySecondSpaceGone(text.slice(0, 115_000)), KEY_GOAL],
    ["a letter, in 100 kB of speeches with every second space gone", everySecondSpaceGone(files[0]), LOSSY_GOAL],
  ]) {
    const document = checker.open(hard);
    report(
      row(
        what,
        "ms",
        typed(document, 300, letter, () => random(hard.length)),
        { goal },
      ),
    );
    document.free();
  }
  return [];
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
