// From a file to its text and what is needed to write it back, or to the reason why there is none.

import { candidatesFor, isBinary, utf16Candidates } from "./file/candidates.js";
import { ENCODINGS, byteOrderMark, decode, encode, markOf } from "./file/encodings.js";
import { joinLineEnds, lineEndsName, splitLineEnds } from "./file/line-ends.js";

/** Bytes: the editor takes that much without being felt. */
export const MAX_FILE_BYTES = 20_000_000;

/** @typedef {import("./file/encodings.js").Encoding} Encoding */
/** @typedef {import("./file/candidates.js").Candidate} Candidate */
/** @typedef {import("./file/line-ends.js").LineEnds} LineEnds */
/**
 * @typedef {object} FileForm How the bytes of a file stand for its text. Its text in the editor has "\n" for every line end.
 * @property {string} name
 * @property {Encoding} encoding what it is read as
 * @property {boolean} mark whether it begins with a byte order mark
 * @property {boolean} exact whether its text, unchanged, gives the same bytes again; if not, it is written as UTF-8
 */
/** @typedef {{ text: string, form: FileForm, lineEnds: LineEnds }} Opened */

/** What a text has that comes from no file. @type {FileForm} */
export const PLAIN = { name: "text.txt", encoding: "utf-8", mark: false, exact: true };

/**
 * @param {Uint8Array} bytes
 * @param {string} name
 * @param {Encoding} [chosen] by the reader, where the bytes do not say it
 * @returns {Opened | { candidates: Candidate[] } | { problem: string }}
 */
export function readBytes(bytes, name, chosen) {
  const notText = { problem: `“${name}” is not a text file. Open it where it was written, and paste its text here.` };
  const mark = byteOrderMark(bytes);
  const body = mark ? bytes.subarray(mark.length) : bytes;
  let encoding = chosen ?? mark?.encoding ?? "utf-8";
  let decoded = decode(body, encoding);
  if (decoded === null && mark?.encoding === "utf-8") {
    encoding = "utf-8-damaged";
    decoded = decode(body, encoding);
  }
  if (decoded === null) {
    if (mark)
      return { problem: `“${name}” begins like ${ENCODINGS[encoding]}, and ends in the middle of a character.` };
    // Whether it is text at all shows in any encoding whose bytes below 0x80 are ASCII.
    return isBinary(/** @type {string} */ (decode(body, "windows-1252")))
      ? notText
      : { candidates: candidatesFor(body) };
  }
  if (isBinary(decoded)) {
    const candidates = mark || chosen ? [] : utf16Candidates(body);
    return candidates.length > 0 ? { candidates } : notText;
  }
  const exact = isExact(decoded, encoding, body);
  const { text, lineEnds } = splitLineEnds(decoded);
  return { text, lineEnds, form: { name, encoding, mark: mark !== undefined, exact } };
}

/** @param {string} text @param {Encoding} encoding @param {Uint8Array} body */
function isExact(text, encoding, body) {
  // These are exact by themselves.
  if (encoding.startsWith("utf-")) return true;
  const { bytes, missing } = encode(text, encoding);
  return missing.length === 0 && bytes.length === body.length && bytes.every((byte, at) => byte === body[at]);
}

/**
 * Returns the bytes of a text in the form of its file.
 * @param {Opened} opened
 * @returns {import("./file/encodings.js").Encoded}
 */
export function writeBytes({ text, form, lineEnds }) {
  const encoding = writtenAs(form);
  const { bytes, missing } = encode(joinLineEnds(text, lineEnds), encoding);
  const mark = form.mark ? markOf(encoding) : [];
  if (mark.length === 0) return { bytes, missing };
  const all = new Uint8Array(mark.length + bytes.length);
  all.set(mark);
  all.set(bytes, mark.length);
  return { bytes: all, missing };
}

/** The encoding a file is written in. @param {FileForm} form @returns {Encoding} */
export function writtenAs({ encoding, exact }) {
  return exact ? encoding : "utf-8";
}

/** What a file is, for its reader: "UTF-16 LE, CRLF". @param {FileForm} form @param {LineEnds} lineEnds */
export function describe(form, lineEnds) {
  const mark = form.mark && form.encoding === "utf-8" ? " with byte order mark" : "";
  const kept = form.exact ? "" : ", to be saved as UTF-8";
  return `${ENCODINGS[form.encoding]}${mark}, ${lineEndsName(lineEnds)}${kept}`;
}

/**
 * @param {File} file
 * @param {(name: string, candidates: Candidate[]) => Promise<Encoding | null>} ask which encoding it has; null: leave it
 * @returns {Promise<Opened | { problem: string } | null>} null where the reader wants to leave it
 */
export async function readTextFile(file, ask) {
  if (file.size > MAX_FILE_BYTES) {
    const megabytes = (file.size / 1e6).toLocaleString("en", { maximumFractionDigits: 1 });
    return { problem: `“${file.name}” is too large (${megabytes} MB). This page takes text files up to 20 MB.` };
  }
  let bytes;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    return { problem: `“${file.name}” could not be read.` };
  }
  const read = readBytes(bytes, file.name);
  if (!("candidates" in read)) return read;
  const chosen = await ask(file.name, read.candidates);
  return chosen === null ? null : /** @type {Opened | { problem: string }} */ (readBytes(bytes, file.name, chosen));
}
