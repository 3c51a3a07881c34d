// Documents of word processors and PDFs: what they are, and their text. What reads them is loaded when one comes.

import { readInWorker } from "./in-worker.js";
import { MAX_BYTES, MAX_TEXT } from "./limits.js";

/** @import { Reading, Result } from "./in-worker.js" */

/** Bytes from the end of a zip file that are searched for its list of files. */
const LIST_WITHIN = 1 << 20;

/** @typedef {"pdf" | "docx" | "ole"} Kind a PDF, a document of Word, or a container that old and encrypted ones have */
/**
 * @typedef {object} DocumentText
 * @property {string} text with the lines of its pages
 * @property {number[]} [soft] where line ends stand that only the width of a page has made
 * @property {string[]} [omitted] lines that stand on every page, and were left out
 */
/** The text of a document, or why there is none. @typedef {DocumentText | { problem: string }} Read */

/**
 * Returns what sort of document these bytes are, whatever the file is called; undefined where they are none.
 * @param {Uint8Array} bytes
 * @returns {Kind | undefined}
 */
export function kindOf(bytes) {
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])) return "ole";
  if (startsWith(bytes, [0x25, 0x50, 0x44, 0x46, 0x2d])) return "pdf";
  const isZip = startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]);
  return isZip && latin(bytes.subarray(-LIST_WITHIN)).includes("word/") ? "docx" : undefined;
}

/** @param {Uint8Array} bytes @param {number[]} start */
const startsWith = (bytes, start) => start.every((byte, at) => bytes[at] === byte);

/** @param {Uint8Array} bytes */
const latin = (bytes) => new TextDecoder("latin1").decode(bytes);

/** What is said of a file that gives no text. @type {Record<string, (name: string) => string>} */
const PROBLEMS = {
  size: (name) => `“${name}” is too large. This page takes documents up to ${MAX_BYTES / 1e6} MB.`,
  length: (name) => `The text of “${name}” is too long for this page.`,
  password: (name) =>
    `“${name}” is protected by a password. Open it in its own program, save it without one, and open that here.`,
  old: (name) =>
    `“${name}” is in the old format of Word, or is none of its documents. Open it in a word processor, and save it as .docx.`,
  slow: (name) =>
    `“${name}” takes too long to be read. It may be damaged: open it in its own program, and save it anew.`,
  damaged: (name) => `“${name}” is damaged, and could not be read.`,
  scanned: (name) =>
    `“${name}” has no text, only pictures of its pages. Let a program for text recognition (OCR) read it first.`,
  blank: (name) => `“${name}” has no text, nor pictures of any: its pages are blank, or drawings.`,
  empty: (name) => `“${name}” has no text.`,
  loading: () => "A part of this page that reads such files could not be loaded. Check the network, and try again.",
};

/**
 * @param {File} file
 * @param {Reading} [reading]
 * @returns {Promise<Read | null | undefined>} undefined where it is no document; null where the reader has cancelled it
 */
export async function readDocument(file, reading) {
  const { name, size } = file;
  // A text file is never as large as that, so nothing else can be meant.
  if (size > MAX_BYTES) return /\.(?:pdf|docx|doc)$/i.test(name) ? { problem: PROBLEMS.size(name) } : undefined;
  let bytes;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    return { problem: `“${name}” could not be read.` };
  }
  const kind = kindOf(bytes) ?? (/\.docx$/i.test(name) ? "docx" : /\.pdf$/i.test(name) ? "pdf" : undefined);
  if (kind === undefined) return undefined;
  if (bytes.length === 0) return { problem: PROBLEMS.empty(name) };
  const read = await textOf(kind, bytes, reading);
  if ("reason" in read) return read.reason === "cancelled" ? null : { problem: PROBLEMS[read.reason](name) };
  if (read.text.length > MAX_TEXT) return { problem: PROBLEMS.length(name) };
  return /\S/.test(read.text) ? read : { problem: PROBLEMS.empty(name) };
}

/**
 * @param {Kind} kind
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {Reading} [reading]
 * @returns {Promise<Result>}
 */
async function textOf(kind, bytes, reading) {
  if (kind === "ole") return { reason: isEncrypted(bytes) ? "password" : "old" };
  let start;
  try {
    ({ start } = await (kind === "pdf" ? import("./pdf.js") : import("./docx.js")));
  } catch (error) {
    console.info(error);
    return { reason: "loading" };
  }
  return readInWorker(start, bytes, reading);
}

/** Whether a container has an encrypted document inside: its entries have names in UTF-16. @param {Uint8Array} bytes */
function isEncrypted(bytes) {
  return latin(bytes).includes([..."EncryptedPackage"].join("\0"));
}
