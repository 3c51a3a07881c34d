// The lines of a page become paragraphs. The checker has to see the lines, since where they end says which words they broke; the
// writer is better off without. A line end and a space are as long as each other, so that all places stay.

/** @typedef {import("unglue").Edit} Edit */
/** @typedef {import("./read.js").DocumentText} DocumentText */

/** A hyphen at the end of a line: whether it belongs to the word, only the checker can say. */
const HYPHEN = /[-\u00ad\u2010]/;

/** The text with its paragraphs in one piece, but for hyphens at the ends of lines. @param {DocumentText} document */
export function joinedText({ text, soft = [] }) {
  let joined = "";
  let done = 0;
  for (const at of soft) {
    if (HYPHEN.test(text[at - 1])) continue;
    joined += `${text.slice(done, at)} `;
    done = at + 1;
  }
  return joined + text.slice(done);
}

/**
 * Returns the edits that do to the joined text what these do to the lines: the line end that a mended word has moved behind itself
 * becomes the space that it was.
 * @param {DocumentText} document
 * @param {readonly Edit[]} edits of the text as it has its lines, ascending and apart
 * @returns {Edit[]}
 */
export function joinedEdits({ text, soft = [] }, edits) {
  const isSoft = new Set(soft);
  /** Whether the line end that was taken out last was one of the page's width. */
  let isMoved = false;
  return edits.flatMap(({ from, to, insert }) => {
    const taken = text.slice(from, to).indexOf("\n");
    if (taken >= 0) isMoved = isSoft.has(from + taken);
    const put = isMoved ? insert.replace(/\r?\n/, " ") : insert;
    return put === text.slice(from, to) ? [] : [{ from, to, insert: put }];
  });
}
