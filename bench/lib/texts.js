// The texts to measure on: prose made up from the lexicon, a text of one's own, and what is hard on a checker.

import { randomFrom } from "../../pkg/test/support/random.js";

/** Words of data/en/words.tsv, for making prose and for the look-up in a `Set`. */
export function lexicon(tsv) {
  const words = [];
  const common = [];
  const names = [];
  for (const line of tsv.split("\n")) {
    const [word, zipf, kind] = line.split("\t");
    if (kind === undefined || word.startsWith("#")) continue;
    if (kind !== "x") words.push(word);
    if (!/^[A-Za-z'’]+$/.test(word)) continue;
    if (kind === "c") common.push([word, 10 ** Number(zipf)]);
    // Names that everybody has heard of: mostly first names, places and peoples.
    if (kind === "n" && Number(zipf) >= 3.5) names.push([word, 10 ** Number(zipf)]);
  }
  return { words, common: sampler(common), names: sampler(names) };
}

/** Picks from pairs of a thing and its weight. */
function sampler(weighted) {
  const sums = new Float64Array(weighted.length);
  let total = 0;
  weighted.forEach(([, weight], nth) => {
    total += weight;
    sums[nth] = total;
  });
  return (random) => {
    const at = chance(random) * total;
    let [low, high] = [0, sums.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle] > at) high = middle;
      else low = middle + 1;
    }
    return weighted[low][0];
  };
}

const chance = (random) => random(2 ** 32) / 2 ** 32;
const between = (random, least, most) => least + random(most - least + 1);
const one = (random, of) => of[random(of.length)];
const capital = (word) => word.charAt(0).toUpperCase() + word.slice(1);

/**
 * How many words in 1,000 no list knows: rare names and typing errors. About so many tokens of real prose go on to the
 * stages behind the lexicon (docs/speed.md has the counts), and these decide what a check costs.
 */
const UNKNOWN_IN_1000 = 9;
/** The share of these that is seen for the first time; the others were seen in the same text before. */
const NEW = 0.45;

/** Clean prose of about so many characters, the same for the same seed. */
export function prose({ common, names }, length, seed) {
  const random = randomFrom(seed);
  const unknown = [];
  const newUnknown = () => (random(3) < 2 ? madeUpName(random) : misspelt(random, common));
  const word = () => {
    if (random(1000) >= UNKNOWN_IN_1000) {
      const kind = random(100);
      if (kind < 3) return names(random);
      if (kind < 4) return number(random);
      if (kind < 5) return `${common(random)}-${common(random)}`;
      return common(random);
    }
    if (unknown.length === 0 || chance(random) < NEW) unknown.push(newUnknown());
    return unknown[random(unknown.length)];
  };
  const sentence = () => {
    let text = capital(word());
    for (let left = between(random, 4, 30); left > 0; left--) {
      const mark = random(100);
      if (mark < 7) text += ",";
      else if (mark < 8) text += one(random, [";", ":", " –"]);
      text += mark === 99 && left > 3 ? ` (${word()} ${word()})` : ` ${word()}`;
    }
    const end = random(20) < 18 ? "." : one(random, ["?", "!"]);
    // Curly quotes tell their side; at straight ones a space could be missing, which is looked into.
    const [open, close] = one(random, ["“”", '""']);
    return random(12) === 0 ? `${open}${text},${close} ${one(random, ["he", "she", "they"])} said.` : text + end;
  };
  const parts = [];
  for (let done = 0; done < length; ) {
    const sentences = Array.from({ length: between(random, 3, 8) }, sentence);
    const paragraph = sentences.join(" ");
    parts.push(paragraph);
    done += paragraph.length + 2;
  }
  return parts.join("\n\n");
}

function number(random) {
  return one(random, [
    () => String(between(random, 1850, 2025)),
    () => String(between(random, 2, 99)),
    () => `${between(random, 1, 999)},${String(random(1000)).padStart(3, "0")}`,
    () => `${random(100)}.${random(10)}`,
  ])();
}

function madeUpName(random) {
  const syllable = () =>
    one(random, "b br d dr f g gr h k l m n p r s st t th v w z".split(" ")) +
    one(random, "a e i o u ae ei ou".split(" "));
  const name =
    Array.from({ length: between(random, 2, 3) }, syllable).join("") + one(random, ["", "n", "r", "s", "th"]);
  return capital(name);
}

/** Two letters swapped in a long word. */
function misspelt(random, common) {
  for (;;) {
    const word = common(random);
    if (word.length < 7) continue;
    const at = between(random, 2, word.length - 3);
    if (word[at] !== word[at + 1]) return word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2);
  }
}

/** The text of a file of one's own: JSON Lines with a `text` each, or the text itself. */
export function ownText(name, content) {
  if (!name.endsWith(".jsonl")) return content;
  return content
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line).text)
    .join("\n\n");
}

/** Cuts a text into pieces of about so many characters, between paragraphs where there are any near. */
export function slices(text, length) {
  const pieces = [];
  for (let from = 0; from < text.length; ) {
    const paragraph = text.lastIndexOf("\n\n", from + length - 2);
    let to = paragraph > from ? paragraph + 2 : from + length;
    // Not within a surrogate pair.
    if ((text.codePointAt(to - 1) ?? 0) > 0xffff) to += 1;
    pieces.push(text.slice(from, to));
    from = to;
  }
  return pieces;
}

/** What is hard on a checker: each makes a text of so many bytes of UTF-8, or a few more. */
export const HARD = {
  "one token": letters,
  "an unspaced book": (bytes, words) =>
    prose(words, bytes * 1.3, 7)
      .replace(/\s/g, "")
      .slice(0, bytes),
  "every second space gone": (bytes, words) => everySecondSpaceGone(prose(words, bytes * 1.15, 8)).slice(0, bytes),
  spaces: (bytes) => " ".repeat(bytes),
  newlines: (bytes) => "\n".repeat(bytes),
  "a a a": (bytes) => "a ".repeat(bytes / 2),
  "combining marks": (bytes) => `e${"\u0301".repeat(bytes / 2)}`,
  "opening brackets": (bytes) => "(".repeat(bytes),
  backticks: (bytes) => "`".repeat(bytes),
  "backticks with words": (bytes) => "`code ".repeat(bytes / 6),
  quotes: (bytes) => '"'.repeat(bytes),
  "quotes with words": (bytes) => '"word '.repeat(bytes / 6),
  "angle brackets": (bytes) => "<".repeat(bytes),
  URLs: (bytes) => "https://example.com/a/path?query=some#part ".repeat(bytes / 43),
  "full stops": (bytes) => "end.The ".repeat(bytes / 8),
  digits: (bytes) => "0123456789".repeat(bytes / 10),
  emoji: (bytes) => "👩‍👩‍👧🦀".repeat(bytes / 22),
};

function letters(bytes) {
  const random = randomFrom(5);
  const chunk = Array.from({ length: 10_000 }, () => "etaoinshrdlcumwf"[random(16)]).join("");
  return chunk.repeat(Math.ceil(bytes / chunk.length)).slice(0, bytes);
}

/** How many words of a text there are to one lost space, in text that lost few. */
const WORDS_PER_LOSS = 55;

/** One space in 55 between two letters is gone. */
export function oneSpaceInFiftyFiveGone(text) {
  let nth = 0;
  return text.replace(/(?<=\p{L}) (?=\p{L})/gu, () => (++nth % WORDS_PER_LOSS === 0 ? "" : " "));
}

/** Lines stay, and all spaces in them are gone. */
export function unspaced(text) {
  return text.replace(/ /g, "");
}

export function everySecondSpaceGone(text) {
  let nth = 0;
  return text.replace(/ /g, () => (nth++ % 2 === 0 ? "" : " "));
}

/** The same with a fault in each sentence, so many characters of it. */
export function faulty(text, length) {
  return text.replace(/\. (?=[A-Z])/g, ". They said that thereare plans. ").slice(0, length);
}

/** Every three words run together. */
export function fusedTriples(text) {
  let nth = 0;
  return text.replace(/ /g, () => (nth++ % 3 === 2 ? " " : ""));
}
