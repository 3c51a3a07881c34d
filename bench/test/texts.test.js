import assert from "node:assert/strict";
import { before, test } from "node:test";
import { file } from "../lib/load-node.js";
import { bytesOf } from "../lib/rows.js";
import {
  everySecondSpaceGone,
  HARD,
  lexicon,
  oneSpaceInFiftyFiveGone,
  ownText,
  prose,
  slices,
  unspaced,
} from "../lib/texts.js";
import { setLookup } from "../lib/yardsticks.js";

let words;

before(async () => {
  words = lexicon(await file("data/en/words.tsv"));
});

test("prose is the same for the same seed, and has the length that was asked for", () => {
  const text = prose(words, 50_000, 1);
  assert.equal(text, prose(words, 50_000, 1));
  assert.notEqual(text, prose(words, 50_000, 2));
  assert.ok(text.length >= 49_998 && text.length < 53_000, `${text.length}`);
});

test("prose looks like prose, with as many unknown words as it should have", () => {
  const text = prose(words, 500_000, 1);
  const paragraphs = text.split("\n\n");
  assert.ok(paragraphs.every((paragraph) => /^[\p{Lu}\d“"]/u.test(paragraph) && /[.?!]$/.test(paragraph)));
  assert.ok(!/\s[,.;:]|undefined|NaN|\t/.test(text));
  const tokens = text.split(/\s+/).length;
  const unknown = setLookup(words.words)(text);
  const rate = (unknown / tokens) * 1000;
  assert.ok(rate > 6 && rate < 12, `${rate} in 1,000`);
});

test("a text of one's own is JSON Lines or itself", () => {
  assert.equal(ownText("a.txt", "one\ntwo"), "one\ntwo");
  assert.equal(ownText("a.jsonl", '{"id":"1","text":"one"}\n\n{"text":"two"}\n'), "one\n\ntwo");
});

test("slices join to the text and cut no character", () => {
  for (const text of [
    prose(words, 20_000, 3),
    "a".repeat(10_000),
    `a${"🦀".repeat(5_000)}`,
    "\n\n".repeat(4_000),
    "",
  ]) {
    const pieces = slices(text, 3_000);
    assert.equal(pieces.join(""), text);
    assert.ok(pieces.every((piece) => piece.isWellFormed?.() ?? true));
    assert.ok(pieces.every((piece) => piece.length > 0 && piece.length <= 3_001));
  }
});

test("hard texts have the bytes that were asked for", () => {
  for (const [name, make] of Object.entries(HARD)) {
    const bytes = bytesOf(make(100_000, words));
    assert.ok(bytes > 95_000 && bytes < 105_000, `${name}: ${bytes}`);
  }
  const book = HARD["an unspaced book"](10_000, words);
  assert.ok(!/\s/.test(book));
});

test("the Set knows what the lexicon lists, in lower case at least", () => {
  const lookUp = setLookup(["house", "Moscow"]);
  assert.equal(lookUp("House, Moscow: HOUSE moscow thereare"), 2);
});

test("texts that lost spaces lost as many as they say, and nothing else", async () => {
  const text = await file("bench/texts/speeches.txt");
  const spaces = (of) => of.split(" ").length - 1;
  for (const [lose, least, most] of [
    [oneSpaceInFiftyFiveGone, 1 / 90, 1 / 55],
    [everySecondSpaceGone, 0.499, 0.501],
    [unspaced, 1, 1],
  ]) {
    const without = lose(text);
    const share = 1 - spaces(without) / spaces(text);
    assert.ok(share >= least && share <= most, `${lose.name}: ${share}`);
    assert.equal(without.replace(/\s/g, ""), text.replace(/\s/g, ""));
    assert.equal(without.split("\n").length, text.split("\n").length);
  }
});
