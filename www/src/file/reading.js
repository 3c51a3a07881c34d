// From a file to its text and what is needed to write it back, or to the reason why there is none.

import { readDocument } from "../documents/read.js";
import { candidatesFor, isBinary, utf16Candidates } from "./candidates.js";
import { ENCODINGS, byteOrderMark, decode, encode } from "./encodings.js";
import { splitLineEnds } from "./line-ends.js";
import { askEncoding } from "./questions.js";

/** Bytes: the editor takes that much without being felt. */
const MAX_FILE_BYTES = 20_000_000;

/** @typedef {import("./encodings.js").Encoding} Encoding */
/** @typedef {import("./candidates.js").Candidate} Candidate */
/** @typedef {import("../text-file.js").Opened} Opened */

/**
 * Reads a text or a document.
 * @param {File} file
 * @param {import("../documents/in-worker.js").Reading} [reading]
 * @returns {Promise<Opened | import("../documents/read.js").Read | null>} null where the reader wants to leave it
 */
export async function readFile(file, reading) {
  const document = await readDocument(file, reading);
  return document === undefined ? readTextFile(file, askEncoding) : document;
}

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
 * @param {File} file
 * @param {(name: string, candidates: Candidate[]) => Promise<Encoding | null>} ask which encoding it has; null: leave it
 * @returns {Promise<Opened | { problem: string } | null>} null where the reader wants to leave it
 */
async function readTextFile(file, ask) {
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
