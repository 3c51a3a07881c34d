// Files of words: what this page exports, and what it can read. A word that is none is refused by itself, with the reason.

/** @typedef {import("unglue").Personal} Personal */
/** @typedef {{ entry: string, reason: string }} Refused */

/** Of the files that this page exports. It grows when an older page could not read them any more. */
const VERSION = 1;
/** Bytes: twice what a browser keeps of a page, so that whatever was exported can be imported. */
export const MAX_IMPORT_BYTES = 10_000_000;
/** Bytes in UTF-8: what the checker takes as a word. */
const MAX_WORD_BYTES = 256;
/** Characters: more of an entry that was refused is not shown. */
const MAX_SHOWN = 60;

/** @param {Personal} personal @returns {string} what is exported */
export function writeWords({ words, ignored }) {
  return JSON.stringify({ version: VERSION, words, ignored }, null, 2);
}

/**
 * The text of a file of words: UTF-16 where it begins like that, as Word's lists do; else UTF-8; else Windows-1252, as old
 * lists are.
 * @param {Uint8Array} bytes
 */
export function decodeWords(bytes) {
  const mark = (bytes[0] << 8) | bytes[1];
  if (mark === 0xfffe) return new TextDecoder("utf-16le").decode(bytes);
  if (mark === 0xfeff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/**
 * Reads what this page has exported, or a plain list with a word on each line.
 * @param {string} text
 * @param {string} [name] of the file
 * @returns {{ personal: Personal, refused: Refused[] } | { problem: string }}
 */
export function readWords(text, name = "") {
  if (text.includes("\0")) return { problem: "it is not text" };
  if (!/\.json$/i.test(name) && !/^\s*[[{]/.test(text)) return readList(text);
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: "it is not JSON" };
  }
  return readExport(value);
}

/** @param {string} text */
function readList(text) {
  const lines = text.split(/[\r\n]+/).map((line) => line.trim());
  const { taken, refused } = sort(
    lines.filter((line) => line !== ""),
    wordProblem,
  );
  return { personal: { words: taken, ignored: [] }, refused };
}

/** @param {unknown} value of any JSON @returns {ReturnType<typeof readWords>} */
function readExport(value) {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return { problem: "it has no “words” and “ignored”" };
  const { version = VERSION, words, ignored } = /** @type {Record<string, unknown>} */ (value);
  if (version !== VERSION) {
    return {
      problem: `it is of version ${String(JSON.stringify(version)).slice(0, 20)}, and this page reads version ${VERSION}`,
    };
  }
  for (const [name, list] of Object.entries({ words, ignored })) {
    if (!Array.isArray(list)) return { problem: `its “${name}” are no list` };
  }
  const own = sort(/** @type {unknown[]} */ (words), wordProblem);
  const passed = sort(/** @type {unknown[]} */ (ignored), tokenProblem);
  return { personal: { words: own.taken, ignored: passed.taken }, refused: own.refused.concat(passed.refused) };
}

/**
 * Sorts entries into those that are taken, each once, and the others.
 * @param {readonly unknown[]} entries
 * @param {(entry: unknown) => string | undefined} problem
 */
function sort(entries, problem) {
  /** @type {Set<string>} */
  const taken = new Set();
  /** @type {Refused[]} */
  const refused = [];
  for (const entry of entries) {
    const reason = problem(entry);
    if (reason === undefined) taken.add(/** @type {string} */ (entry));
    else refused.push({ entry: shown(entry), reason });
  }
  return { taken: Array.from(taken), refused };
}

/** Why something cannot be ignored: any text can. @param {unknown} entry */
function tokenProblem(entry) {
  if (typeof entry !== "string") return "is no text";
  return entry === "" ? "is empty" : undefined;
}

/** Why something cannot be a word, by the checker's own rules; undefined: it can. @param {unknown} entry */
function wordProblem(entry) {
  const problem = tokenProblem(entry);
  if (problem !== undefined) return problem;
  const word = /** @type {string} */ (entry);
  if (/\p{White_Space}/u.test(word)) return "has a space in it";
  // No code unit takes more than three bytes.
  const isLong = word.length * 3 > MAX_WORD_BYTES && new TextEncoder().encode(word).length > MAX_WORD_BYTES;
  return isLong ? `is longer than ${MAX_WORD_BYTES} bytes` : undefined;
}

/** @param {unknown} entry */
function shown(entry) {
  if (typeof entry === "object" && entry !== null) return Array.isArray(entry) ? "[…]" : "{…}";
  const text = String(entry);
  return text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN)}…`;
}
