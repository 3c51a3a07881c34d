// Makes the texts `derived-*` of tests/golden/texts from the prose beside them: `node tests/golden/derive.mjs`. Each is ruined
// in one way, the same in every run. They lie in the repository, so that nothing changes unless this is run.

import { readFileSync, writeFileSync } from "node:fs";

const folder = new URL("texts/", import.meta.url);
const read = (...names) => names.map((name) => readFileSync(new URL(`${name}.txt`, folder), "utf8")).join("\n");

const prose = read("prose-fiction", "prose-essays");
const facts = read("prose-news", "prose-science");
const classic = read("prose-public-domain");
const rules = read("prose-legal", "prose-letters");
const spoken = read("prose-speeches");
const various = read("prose-various");

/** Replaces every nth match. */
function everyNth(text, nth, pattern, replacement) {
  let count = 0;
  return text.replace(pattern, (match, ...rest) => {
    count += 1;
    return count % nth === 0 ? replacement(match, ...rest) : match;
  });
}

/** Breaks paragraphs into lines of so many columns. */
const wrapped = (text, columns) => text.replace(new RegExp(`(.{1,${columns}})( |$)`, "gm"), "$1\n");

const NEIGHBOURS = /([a-z])([a-z])(?=[a-z]{2})/g;

const DERIVED = {
  "lost-spaces": everyNth(prose, 13, / (?=\S)/g, () => ""),
  "lost-spaces-often": everyNth(classic, 4, / (?=\S)/g, () => ""),
  "half-the-spaces": everyNth(facts.slice(0, 6000), 2, / (?=\S)/g, () => ""),
  "unspaced-sentences": everyNth(classic, 3, /[A-Z][^.!?\n]+[.!?]/g, (sentence) => sentence.replaceAll(" ", "")),
  "unspaced-clauses": everyNth(prose.slice(0, 9000), 5, /[^,;:.\n]+[,;:]/g, (clause) =>
    clause.replace(/(\S) (?=\S)/g, "$1"),
  ),
  "lost-after-marks": everyNth(`${spoken}\n${facts}`, 3, /([.,;:!?…)”’—]) (?=\S)/g, (_, mark) => mark),
  "lost-before-marks": everyNth(prose, 4, / (?=[“‘(—])/g, () => ""),
  "lost-at-numbers": everyNth(facts, 2, /(?<=\d) (?=[A-Za-z])|(?<=[A-Za-z]) (?=\d)/g, () => ""),
  "lost-at-capitals": everyNth(facts, 3, /(?<=[a-z]) (?=[A-Z])|(?<=[A-Z][a-z]*) (?=[a-z])/g, () => ""),
  "lost-at-line-ends": everyNth(wrapped(rules, 64), 3, /(\S)\n(?=\S)/g, (_, last) => last),
  "broken-at-line-ends": everyNth(
    wrapped(facts, 50),
    3,
    /([a-z]{3})([a-z]{2,}[.,;:]?)\n(?=\S)/g,
    (_, start, end) => `${start}-\r\n${end} `,
  ),
  "in-capitals": everyNth(rules.toUpperCase().slice(0, 5000), 12, / (?=\S)/g, () => ""),
  "no-capitals-or-marks": everyNth(spoken.toLowerCase().replace(/[.,;:!?“”()—]/g, ""), 11, / (?=\S)/g, () => ""),
  "split-words": everyNth(
    prose.slice(0, 9000),
    19,
    /\b([A-Za-z]{2,4})([a-z]{2,})\b/g,
    (_, start, end) => `${start} ${end}`,
  ),
  "misplaced-spaces": everyNth(classic.slice(0, 8000), 17, /([a-z]) ([a-z])/g, (_, last, first) => ` ${last}${first}`),
  "misspelt-and-merged": everyNth(
    everyNth(spoken + rules, 29, NEIGHBOURS, (_, a, b) => b + a),
    31,
    / (?=\S)/g,
    () => "",
  ),
  "double-spaces": everyNth(spoken.slice(0, 3000), 6, / /g, () => "  ").replace(/([.!?]) +/g, "$1  "),
  "every-tenth-space": everyNth(various, 10, / (?=\S)/g, () => ""),
  "tabs-and-line-ends": everyNth(
    everyNth(various.slice(0, 5000), 16, / (?=\S)/g, () => ""),
    5,
    / /g,
    () => "\t",
  ).replaceAll("\n", "\r\n"),
  "marked-up": everyNth(
    everyNth(prose.slice(0, 8000), 9, /\b[a-z]{4,}\b/g, (word) => `**${word}**`),
    14,
    / (?=\S)/g,
    () => "",
  ),
};

for (const [name, text] of Object.entries(DERIVED)) writeFileSync(new URL(`derived-${name}.txt`, folder), text);
