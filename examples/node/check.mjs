// Checks a text, and prints each finding with its place, its suggestion and its confidence.
//
// $ node examples/node/check.mjs
// 12..20 “thereare” → “there are” (merged-words, 100 %)
// 34..44 “November12” → “November 12” (merged-number, 99 %)

import { createChecker } from "unglue";

const checker = await createChecker();
const text = "Moscow said thereare no plans for November12.";
for (const { from, to, rule, confidence, suggestions } of checker.check(text)) {
  const percent = Math.round(100 * confidence);
  console.log(`${from}..${to} “${text.slice(from, to)}” → “${suggestions[0].text}” (${rule}, ${percent} %)`);
}
