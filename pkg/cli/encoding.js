// Bytes as text. What is not UTF-8 is refused with what it may be, never converted: a guess could not be written back.

import { constants, isUtf8 } from "node:buffer";
import { Problem, tooLarge } from "./problem.js";

const BOM = "\ufeff";

/** The most bytes of one text: as many always fit into a string. */
export const MAX_BYTES = constants.MAX_STRING_LENGTH;

/** How many bytes are looked at to tell text from other data, and old encodings from damage. */
const SAMPLE = 8192;
/** From this share of NULs on, a sample is no UTF-8 text. A stray one does no harm. */
const NULS_OF_DATA = 0.1;
/** In UTF-16, a text in Latin letters has NULs at every second byte: from this share of those bytes on, … */
const NULS_OF_UTF16 = 0.4;
/** … and up to this share of the others. */
const OTHER_NULS_OF_UTF16 = 0.05;

/** @typedef {{ code: string, reason: string }} Fault what is to be said of bytes that are no text in UTF-8 */

/**
 * @param {string} iconv
 * @returns {Fault}
 */
const utf16 = (iconv) => ({
  code: "UTF16",
  reason: `is UTF-16, not UTF-8: convert it first, for example with \`iconv -f ${iconv} -t UTF-8\``,
});

/**
 * Formats by their first bytes, spelt in Latin-1, and what to do about them. The longer come before the shorter.
 * @type {[magic: string, fault: Fault][]}
 */
const FORMATS = [
  [
    "\xff\xfe\0\0",
    { code: "UTF32", reason: "is UTF-32, not UTF-8: convert it first, for example with `iconv -f UTF-32 -t UTF-8`" },
  ],
  [
    "\0\0\xfe\xff",
    { code: "UTF32", reason: "is UTF-32, not UTF-8: convert it first, for example with `iconv -f UTF-32 -t UTF-8`" },
  ],
  ["\xff\xfe", utf16("UTF-16")],
  ["\xfe\xff", utf16("UTF-16")],
  ["%PDF-", { code: "BINARY", reason: "is a PDF, not a text file: save its text first, for example with `pdftotext`" }],
  [
    "PK\x03\x04",
    {
      code: "BINARY",
      reason:
        "is a ZIP archive (.docx, .odt and .epub are such), not a text file: save its text first, for example with `pandoc -t markdown`",
    },
  ],
  ["\xd0\xcf\x11\xe0", { code: "BINARY", reason: "is an old Office document, not a text file: save it as text first" }],
  ["\x1f\x8b", { code: "BINARY", reason: "is compressed with gzip: unpack it first, for example with `gunzip`" }],
];

const BINARY = { code: "BINARY", reason: "is not a text file" };

/**
 * Returns a text and its byte order mark: `{ text, bom }`.
 *
 * `isLine` says that the bytes are one line of a stream, so that an error names no line in it.
 *
 * @throws Problem when the bytes are not UTF-8, or no text.
 * @param {string} name
 * @param {Buffer} bytes
 * @param {{ isLine?: boolean }} [how]
 */
export function decode(name, bytes, { isLine = false } = {}) {
  if (bytes.length > MAX_BYTES) throw tooLarge(name);
  const fault = formatOf(bytes) ?? (isUtf8(bytes) ? undefined : notUtf8(bytes, isLine));
  if (fault) throw new Problem(name, fault.reason, fault);
  const text = bytes.toString("utf8");
  return text.startsWith(BOM) ? { text: text.slice(1), bom: BOM } : { text, bom: "" };
}

/**
 * Returns what is to be said of bytes that are plainly something else than text in UTF-8, valid as UTF-8 or not.
 * @param {Buffer} bytes
 * @returns {Fault | undefined}
 */
function formatOf(bytes) {
  const head = bytes.toString("latin1", 0, 8);
  const known = FORMATS.find(([magic]) => head.startsWith(magic));
  if (known) return known[1];
  const sample = bytes.subarray(0, SAMPLE);
  const nuls = [0, 0];
  for (let at = sample.indexOf(0); at >= 0; at = sample.indexOf(0, at + 1)) nuls[at % 2] += 1;
  if (nuls[0] + nuls[1] === 0) return undefined;
  const half = sample.length / 2;
  /**
   * @param {number} many
   * @param {number} few
   */
  const isUtf16 = (many, few) => many >= NULS_OF_UTF16 * half && few <= OTHER_NULS_OF_UTF16 * half;
  if (sample.length >= 4 && isUtf16(nuls[1], nuls[0])) return utf16("UTF-16LE");
  if (sample.length >= 4 && isUtf16(nuls[0], nuls[1])) return utf16("UTF-16BE");
  return nuls[0] + nuls[1] >= NULS_OF_DATA * sample.length || !isUtf8(bytes) ? BINARY : undefined;
}

/**
 * Returns what is to be said of bytes that are text in an encoding other than UTF-8, or damaged.
 * @param {Buffer} bytes
 * @param {boolean} isLine
 * @returns {Fault}
 */
function notUtf8(bytes, isLine) {
  const at = firstFault(bytes);
  const where = isLine ? "" : `line ${lineOf(bytes, at)} `;
  const byte = `0x${bytes[at].toString(16).toUpperCase().padStart(2, "0")}`;
  return { code: "NOT_UTF8", reason: `${where}is not UTF-8 (byte ${byte}): ${cause(bytes, at)}` };
}

/**
 * @param {Buffer} bytes
 * @param {number} at
 */
function cause(bytes, at) {
  const end = bytes.length - at;
  if (end < 4 && isUtf8(bytes.subarray(0, at)) && isStartOfCharacter(bytes.subarray(at))) {
    return "it ends in the middle of a character, as if it was cut off";
  }
  const around = bytes.toString("utf8", Math.max(0, at - SAMPLE), at + SAMPLE);
  const damaged = around.split("\ufffd").length - 1;
  const right = around.replace(/[\0-\x7f\ufffd]/g, "").length;
  if (right > damaged) return "the text around it is, so that it seems to be damaged there";
  return (
    "it may be Windows-1252, ISO 8859-1 or another older encoding; convert it from the one that it is in, for example with " +
    "`iconv -f WINDOWS-1252 -t UTF-8`"
  );
}

/**
 * Whether bytes are the first ones of a character of UTF-8 that has more.
 * @param {Buffer} bytes
 */
function isStartOfCharacter(bytes) {
  const length = bytes[0] >= 0xf0 ? 4 : bytes[0] >= 0xe0 ? 3 : 2;
  return (
    bytes[0] >= 0xc2 && bytes[0] <= 0xf4 && bytes.length < length && bytes.subarray(1).every((byte) => byte >> 6 === 2)
  );
}

/**
 * Returns where the first character starts that is not UTF-8, of bytes that are not. Halves them until it is found.
 * @param {Buffer} bytes
 */
function firstFault(bytes) {
  let [from, to] = [0, bytes.length];
  while (to - from > 8) {
    let middle = (from + to) >> 1;
    // Not within a character, of which at most three bytes go on.
    for (let back = 0; back < 3 && bytes[middle] >> 6 === 2; back += 1) middle -= 1;
    if (isUtf8(bytes.subarray(from, middle))) from = middle;
    else to = middle;
  }
  for (let end = from + 1; end <= Math.min(from + 4, bytes.length); end += 1) {
    if (isUtf8(bytes.subarray(from, end))) from = end;
  }
  return from;
}

/**
 * Returns the number of the line that a byte is in.
 * @param {Buffer} bytes
 * @param {number} offset
 */
function lineOf(bytes, offset) {
  let line = 1;
  for (let at = 0; at < offset; at += 1) {
    if (bytes[at] === 0x0a || (bytes[at] === 0x0d && bytes[at + 1] !== 0x0a)) line += 1;
  }
  return line;
}
