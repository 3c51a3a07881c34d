// How the bytes of a file stand for its text, and from a text back to them. How they are read: file/reading.js.

import { ENCODINGS, encode, markOf } from "./file/encodings.js";
import { joinLineEnds, lineEndsName } from "./file/line-ends.js";

/** @typedef {import("./file/encodings.js").Encoding} Encoding */
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
