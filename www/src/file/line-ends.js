// How the lines of a file end. The editor knows one line end, "\n"; which one stood where is kept beside the text.

/** @typedef {"\n" | "\r\n" | "\r"} LineEnd */
/**
 * @typedef {object} LineEnds
 * @property {LineEnd} usual that of most lines; "\n" where there are none
 * @property {[at: number, end: LineEnd][]} others where in the text of the editor, in code units, a line ends otherwise
 */

/** @type {Record<LineEnd, string>} */
const NAMES = { "\n": "LF", "\r\n": "CRLF", "\r": "CR" };

/** @param {string} text @returns {{ text: string, lineEnds: LineEnds }} the text with "\n" for every line end */
export function splitLineEnds(text) {
  /** @type {LineEnds["others"]} */
  const all = [];
  if (!text.includes("\r")) return { text, lineEnds: { usual: "\n", others: [] } };
  if (!/\r(?!\n)|(?<!\r)\n/.test(text))
    return { text: text.replaceAll("\r\n", "\n"), lineEnds: { usual: "\r\n", others: [] } };
  const counts = { "\n": 0, "\r\n": 0, "\r": 0 };
  let shorter = 0;
  for (const { 0: found, index } of text.matchAll(/\r\n?|\n/g)) {
    const end = /** @type {LineEnd} */ (found);
    counts[end]++;
    all.push([index - shorter, end]);
    shorter += end.length - 1;
  }
  const ends = /** @type {LineEnd[]} */ (Object.keys(counts));
  const usual = ends.reduce((best, end) => (counts[end] > counts[best] ? end : best));
  return { text: text.replace(/\r\n?/g, "\n"), lineEnds: { usual, others: all.filter(([, end]) => end !== usual) } };
}

/**
 * The way back. @param {string} text with "\n" for every line end
 * @param {LineEnds} lineEnds
 */
export function joinLineEnds(text, { usual, others }) {
  const withUsual = /** @param {string} part */ (part) => (usual === "\n" ? part : part.replaceAll("\n", usual));
  const parts = [];
  let done = 0;
  for (const [at, end] of others) {
    parts.push(withUsual(text.slice(done, at)), end);
    done = at + 1;
  }
  parts.push(withUsual(text.slice(done)));
  return parts.join("");
}

/** What line ends a text has, for its reader. @param {LineEnds} lineEnds */
export function lineEndsName({ usual, others }) {
  return others.length === 0
    ? NAMES[usual]
    : `mostly ${NAMES[usual]}, ${others.length.toLocaleString("en")} ${others.length === 1 ? "other" : "others"}`;
}
