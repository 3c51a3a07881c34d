// Which encodings a file may have that does not say it: for its reader to choose from, since only they know what it says.

import { ENCODINGS, decode } from "./encodings.js";

/** @typedef {import("./encodings.js").Encoding} Encoding */
/** @typedef {{ encoding: Encoding, name: string, excerpt: string }} Candidate */

const MULTI_BYTE = /** @type {Encoding[]} */ (["shift_jis", "gbk", "big5", "euc-kr", "euc-jp"]);
const SINGLE_BYTE = /** @type {Encoding[]} */ (Object.keys(ENCODINGS)).filter(
  (name) => !name.startsWith("utf-") && !MULTI_BYTE.includes(name),
);
/** Bytes: as much as is looked at to tell how likely an encoding is. */
const SAMPLE_BYTES = 1 << 16;
/** Of an excerpt: how many places, and how many characters on each side. */
const PLACES = 3;
const AROUND = 24;

/**
 * Text has tabs, line ends, form feeds and, in logs, escapes; all other controls mean something else than text.
 * @param {string} text
 */
export function isBinary(text) {
  return /[\x00-\x08\x0e-\x1a\x1c-\x1f]/.test(text);
}

/**
 * Returns the encodings in which these bytes are text, the most plausible first, each with an excerpt that shows them
 * apart. Of encodings that give the same text only the first one of the list is kept.
 * @param {Uint8Array} bytes of a file that is not valid UTF-8 and has no byte order mark
 * @returns {Candidate[]}
 */
export function candidatesFor(bytes) {
  const sample = sampleOf(bytes);
  const used = Uint8Array.from(new Set(bytes)).filter((byte) => byte >= 0x80);
  const seen = new Set();
  const singles = SINGLE_BYTE.filter((encoding) => {
    const letters = decode(used, encoding);
    // Windows-1252 is what the web takes for all else, and has no byte that it does not know.
    if (letters === null || (/[\x80-\x9f]/.test(letters) && encoding !== "windows-1252") || seen.has(letters))
      return false;
    return seen.add(letters);
  });
  const multis = MULTI_BYTE.filter((encoding) => {
    const text = decode(bytes, encoding);
    return text !== null && !/[\x80-\x9f\ue000-\uf8ff]/.test(text);
  });
  const legacy = ranked([...singles, ...multis], sample);
  const damaged = ranked(["utf-8-damaged"], sample);
  // Bytes of another encoding are hardly ever characters of UTF-8.
  const { characters, others } = countUtf8(sample);
  return characters > others ? [...damaged, ...legacy] : characters > 0 ? [...legacy, ...damaged] : legacy;
}

/**
 * The same for UTF-16 without a byte order mark, which looks binary: all its zeros are first halves, or all are second.
 * @param {Uint8Array} bytes
 * @returns {Candidate[]}
 */
export function utf16Candidates(bytes) {
  const places = [0, 0];
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === 0) places[at % 2]++;
  if (places[0] > 0 === places[1] > 0 || 4 * (places[0] + places[1]) < bytes.length) return [];
  const encoding = places[0] > 0 ? "utf-16be" : "utf-16le";
  const text = decode(bytes, encoding);
  return text === null || isBinary(text) || /\p{Surrogate}/u.test(text)
    ? []
    : ranked([encoding], bytes.subarray(0, SAMPLE_BYTES));
}

/** @param {Encoding[]} encodings @param {Uint8Array} sample @returns {Candidate[]} */
function ranked(encodings, sample) {
  return encodings
    .map((encoding) => ({ encoding, text: decodeSample(sample, encoding) }))
    .map(({ encoding, text }) => ({
      encoding,
      name: ENCODINGS[encoding],
      excerpt: excerptOf(text),
      odd: oddities(text),
    }))
    .sort((a, b) => a.odd - b.odd)
    .map(({ encoding, name, excerpt }) => ({ encoding, name, excerpt }));
}

/** The lines that are not plain ASCII, as far as they are needed. @param {Uint8Array} bytes */
function sampleOf(bytes) {
  const isEnd = /** @param {number} byte */ (byte) => byte === 0x0a || byte === 0x0d;
  const sample = [];
  for (let at = 0; at < bytes.length && sample.length < SAMPLE_BYTES; at++) {
    if (bytes[at] < 0x80) continue;
    let from = at;
    while (from > 0 && at - from < 200 && !isEnd(bytes[from - 1])) from--;
    while (at < bytes.length && !isEnd(bytes[at]) && at - from < SAMPLE_BYTES) at++;
    for (const byte of bytes.subarray(from, at)) sample.push(byte);
    sample.push(0x0a);
  }
  return Uint8Array.from(sample);
}

/** @param {Uint8Array} sample @param {Encoding} encoding */
function decodeSample(sample, encoding) {
  // It may end in the middle of a character.
  return encoding === "utf-8-damaged"
    ? (decode(sample, encoding) ?? "")
    : new TextDecoder(encoding).decode(sample, { stream: true });
}

/** @param {string} text */
function excerptOf(text) {
  const parts = [];
  let done = 0;
  for (const { index } of text.matchAll(/[^\x00-\x7f]/gu)) {
    if (index < done) continue;
    if (parts.length === PLACES) break;
    const line = text.slice(text.lastIndexOf("\n", index) + 1, (text.indexOf("\n", index) + 1 || text.length + 1) - 1);
    const start = text.lastIndexOf("\n", index) + 1;
    const from = Math.max(0, index - start - AROUND);
    parts.push(line.slice(from, index - start + AROUND));
    done = index + AROUND;
  }
  return (parts.length > 0 ? parts.join(" … ") : text.slice(0, PLACES * AROUND))
    .toWellFormed()
    .replace(/\s+/g, " ")
    .trim();
}

/** How many characters stand where writers do not put them: the lower, the more plausible. @param {string} text */
function oddities(text) {
  const odd = [
    // Neither letters nor the marks of printed text.
    /[^\x00-\x7f\p{L}\p{M}\p{Nd}\p{Zs}“”„‘’‚‹›«»–—…•·°€£¥§©®™¿¡±×½¼¾²³ªº、。「」『』（）！？：；，．・～￥\u200b-\u200f\u2028\u2029\ufeff]/gu,
    // A capital inside a word, or two scripts in one.
    /(?<=\p{Ll})(?![A-Z])\p{Lu}/gu,
    /(?<=[A-Za-z])(?!\p{Script=Latin})\p{L}|(?<=(?!\p{Script=Latin})\p{L})[A-Za-z]/gu,
    /(?<=\p{Script=Han}|\p{Script=Hangul})[\p{Script=Greek}\p{Script=Cyrillic}]|[ﾀ-ﾟ]/gu,
    // Marks of printed text inside a word.
    /(?<=\p{L})[“„‚‹«§©®™¿¡±×½¼¾²³ªº°€£¥•](?=\p{L})/gu,
  ];
  return odd.reduce((sum, pattern) => sum + (text.match(pattern)?.length ?? 0), 0);
}

/** How many characters beyond ASCII a sample has in UTF-8, and how many bytes are part of none. @param {Uint8Array} sample */
function countUtf8(sample) {
  const text = decode(sample, "utf-8-damaged") ?? "";
  const others = text.match(/[\udc80-\udcff]/gu)?.length ?? 0;
  return { characters: (text.match(/[^\x00-\x7f]/gu)?.length ?? 0) - others, others };
}
