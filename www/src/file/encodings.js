// Text encodings: bytes to text, and back without losing a byte.

import { decodeLossy, encodeLossy } from "./damaged-utf8.js";
import { encodeByTable } from "./tables.js";

/** The encodings a file may have, by the label that `TextDecoder` knows, in the order in which they are offered. */
export const ENCODINGS = {
  "utf-8": "UTF-8",
  "utf-8-damaged": "UTF-8, damaged",
  "utf-16le": "UTF-16 LE",
  "utf-16be": "UTF-16 BE",
  "windows-1252": "Windows-1252 (Western)",
  "windows-1250": "Windows-1250 (Central European)",
  "windows-1251": "Windows-1251 (Cyrillic)",
  macintosh: "Mac Roman",
  shift_jis: "Shift_JIS (Japanese)",
  gbk: "GBK (Chinese, simplified)",
  big5: "Big5 (Chinese, traditional)",
  "euc-kr": "EUC-KR (Korean)",
  "euc-jp": "EUC-JP (Japanese)",
  "iso-8859-15": "ISO-8859-15 (Western)",
  "iso-8859-2": "ISO-8859-2 (Central European)",
  "iso-8859-5": "ISO-8859-5 (Cyrillic)",
  "koi8-r": "KOI8-R (Russian)",
  "koi8-u": "KOI8-U (Ukrainian)",
  ibm866: "IBM 866 (Cyrillic)",
  "x-mac-cyrillic": "Mac Cyrillic",
  "windows-1253": "Windows-1253 (Greek)",
  "iso-8859-7": "ISO-8859-7 (Greek)",
  "windows-1254": "Windows-1254 (Turkish)",
  "windows-1257": "Windows-1257 (Baltic)",
  "iso-8859-13": "ISO-8859-13 (Baltic)",
  "iso-8859-4": "ISO-8859-4 (Northern European)",
  "iso-8859-10": "ISO-8859-10 (Nordic)",
  "iso-8859-3": "ISO-8859-3 (Southern European)",
  "iso-8859-14": "ISO-8859-14 (Celtic)",
  "windows-1255": "Windows-1255 (Hebrew)",
  "iso-8859-8": "ISO-8859-8 (Hebrew)",
  "windows-1256": "Windows-1256 (Arabic)",
  "iso-8859-6": "ISO-8859-6 (Arabic)",
  "windows-1258": "Windows-1258 (Vietnamese)",
  "windows-874": "Windows-874 (Thai)",
};

/** @typedef {keyof typeof ENCODINGS} Encoding */
/**
 * @typedef {object} Encoded
 * @property {Uint8Array<ArrayBuffer>} bytes
 * @property {string[]} missing the characters that the encoding does not have, each once; `bytes` is of no use then
 */

/** The bytes a file may begin with to say what it is. @type {[Encoding, number[]][]} */
const MARKS = [
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];

/**
 * Returns the encoding that a byte order mark names, and the mark's length in bytes.
 * @param {Uint8Array} bytes
 */
export function byteOrderMark(bytes) {
  const found = MARKS.find(([, mark]) => mark.every((byte, at) => bytes[at] === byte));
  return found && { encoding: found[0], length: found[1].length };
}

/** @param {Encoding} encoding @returns {number[]} the byte order mark; empty where the encoding has none */
export function markOf(encoding) {
  return MARKS.find(([name]) => name === encoding || `${name}-damaged` === encoding)?.[1] ?? [];
}

/**
 * Returns the text, or null where the bytes are not valid in the encoding. A byte order mark is a character like others.
 * @param {Uint8Array} bytes
 * @param {Encoding} encoding
 */
export function decode(bytes, encoding) {
  if (encoding === "utf-8-damaged") return decodeLossy(bytes);
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return encoding.startsWith("utf-16") && bytes.length % 2 === 0 ? decodeUnits(bytes, encoding === "utf-16le") : null;
  }
}

/**
 * @param {string} text
 * @param {Encoding} encoding
 * @returns {Encoded}
 */
export function encode(text, encoding) {
  if (encoding === "utf-8-damaged") return encodeLossy(text);
  if (encoding.startsWith("utf-16")) return { bytes: encodeUnits(text, encoding === "utf-16le"), missing: [] };
  if (encoding !== "utf-8") return encodeByTable(text, encoding);
  const bytes = new TextEncoder().encode(text);
  // Half a character, which UTF-8 cannot hold: TextEncoder writes U+FFFD for it.
  const missing = isWellFormed(text) ? [] : [...new Set(text.match(/\p{Surrogate}/gu))];
  return { bytes, missing };
}

/** Whether every surrogate has its other half. @param {string} text */
function isWellFormed(text) {
  return !/\p{Surrogate}/u.test(text);
}

/**
 * UTF-16 in which surrogates stand alone, as `TextDecoder` does not keep them.
 * @param {Uint8Array} bytes
 * @param {boolean} littleEndian
 */
function decodeUnits(bytes, littleEndian) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const units = Uint16Array.from({ length: bytes.length / 2 }, (_, nth) => view.getUint16(2 * nth, littleEndian));
  const parts = [];
  for (let from = 0; from < units.length; from += 8192)
    parts.push(String.fromCharCode(...units.subarray(from, from + 8192)));
  return parts.join("");
}

/** @param {string} text @param {boolean} littleEndian */
function encodeUnits(text, littleEndian) {
  const bytes = new Uint8Array(2 * text.length);
  const [low, high] = littleEndian ? [0, 1] : [1, 0];
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    bytes[2 * at + low] = unit & 0xff;
    bytes[2 * at + high] = unit >> 8;
  }
  return bytes;
}
