// From letters at places of a page to text: lines, paragraphs, and what goes on over the end of a column or a page. PDFs know no
// paragraphs; they are seen from indents, gaps, sizes and short lines, as readers see them. The text has the lines of the page, since
// words that their ends broke are mended by where they end; those that only the width of the page has ended are told apart.

/**
 * A string of a page, as pdf.js gives it: in the unit of the page, whose y grows upwards.
 * @typedef {object} Item
 * @property {string} str
 * @property {number[]} transform of the text: skew, size and place
 * @property {number} width
 * @property {boolean} hasEOL whether a line ends with it
 *
 * @typedef {object} Line
 * @property {string} text
 * @property {number} left
 * @property {number} right
 * @property {number} y of the base line
 * @property {number} size of most of its letters
 * @property {number} most how many of its letters are known to have that size
 */

/** Lines at the top and at the bottom of a page that may be its running heads. */
const HEADS = 2;
/** Pages that have the same line at the same place, for it to be one. */
const REPEATED = 3;

/**
 * Returns the text of pages, and the running heads that are left out, each once.
 * @param {Item[][]} pages
 * @returns {{ text: string, soft: number[], omitted: string[] }} `soft`: where line ends stand after which a paragraph goes on
 */
export function pagesText(pages) {
  const all = pages.map(linesOf);
  const heads = runningHeads(all);
  const kept = all.map((lines) => lines.filter((line) => !heads.has(line)));
  const omitted = [...new Set([...heads].map(({ text }) => text.replace(/\d+/g, "#")))];
  const out = { text: "", /** @type {number[]} */ soft: [] };
  /** @type {Line | undefined} */
  let last;
  for (const lines of kept) {
    const [first] = lines;
    if (!first) continue;
    if (last) add(out, goesOn(last, first) ? SOFT : PARAGRAPH);
    writeParagraphs(out, lines);
    last = lines[lines.length - 1];
  }
  return { ...out, omitted };
}

/** What stands between two lines: a line end of the page's width, one that is meant, or the end of a paragraph. */
const SOFT = "soft";
const LINE = "\n";
const PARAGRAPH = "\n\n";

/** @param {{ text: string, soft: number[] }} out @param {string} between */
function add(out, between) {
  if (between === SOFT) out.soft.push(out.text.length);
  out.text += between === SOFT ? LINE : between;
}

/** @param {Item[]} items in the order in which they are drawn @returns {Line[]} */
function linesOf(items) {
  /** @type {Line[]} */
  const lines = [];
  /** @type {Line | undefined} */
  let line;
  let hasEnded = false;
  for (const { str, transform, width, hasEOL } of items) {
    const [, , skew, height, left, y] = transform;
    const size = Math.hypot(skew, height) || 1;
    if (str !== "") {
      if (line && isInLine(line, { left, y, size }, hasEnded)) {
        const isApart = left - line.right > 0.2 * size && !/\s$/.test(line.text) && !/^\s/.test(str);
        line.text += isApart ? ` ${str}` : str;
        line.right = Math.max(line.right, left + width);
        // A bullet or a note's number says nothing of the line.
        if (str.length > line.most) Object.assign(line, { size, most: str.length });
      } else {
        line = { text: str, left, right: left + width, y, size, most: str.length };
        lines.push(line);
      }
      hasEnded = false;
    }
    hasEnded ||= hasEOL;
  }
  for (const one of lines) one.text = one.text.replace(/\s+/g, " ").trim();
  return lines.filter(({ text }) => text !== "");
}

/**
 * Whether a string stands in a line: a note's number above it does, the next column does not.
 * @param {Line} line
 * @param {{ left: number, y: number, size: number }} item
 * @param {boolean} hasEnded
 */
function isInLine(line, { left, y, size }, hasEnded) {
  const largest = Math.max(line.size, size);
  if (Math.abs(y - line.y) > 0.5 * largest || left < line.right - largest) return false;
  return !hasEnded || left - line.right < 1.5 * largest;
}

/**
 * The lines that stand on several pages at the same place, but for numbers in them.
 * @param {Line[][]} pages
 * @returns {Set<Line>}
 */
function runningHeads(pages) {
  /** @type {Map<string, Line[]>} */
  const found = new Map();
  for (const lines of pages) {
    const byHeight = lines.toSorted((a, b) => b.y - a.y);
    const edges = new Set([...byHeight.slice(0, HEADS), ...byHeight.slice(-HEADS)]);
    for (const line of edges) {
      const key = `${Math.round(line.y / 4)} ${line.text.replace(/\d+/g, "#")}`;
      const same = found.get(key);
      if (same) same.push(line);
      else found.set(key, [line]);
    }
  }
  const least = Math.max(REPEATED, pages.length / 4);
  return new Set([...found.values()].filter((lines) => lines.length >= least).flat());
}

/** @param {{ text: string, soft: number[] }} out @param {Line[]} lines of a page */
function writeParagraphs(out, lines) {
  const pitch = usualPitch(lines);
  out.text += lines[0].text;
  let start = 0;
  for (let nth = 1; nth < lines.length; nth++) {
    const isNew = startsParagraph(lines, start, nth, pitch);
    if (isNew) start = nth;
    add(out, isNew ? PARAGRAPH : isFull(lines, nth) ? SOFT : LINE);
    out.text += lines[nth].text;
  }
}

/**
 * Whether the first word of a line had no room in the line before it.
 * @param {Line[]} lines
 * @param {number} nth
 */
function isFull(lines, nth) {
  const [last, line] = [lines[nth - 1], lines[nth]];
  // The next column.
  if (line.y > last.y) return true;
  const letter = (line.right - line.left) / line.text.length;
  const word = line.text.match(/^\S+/)?.[0].length ?? 0;
  // Words of ragged lines are not measured exactly.
  return rightOf(lines, last) - last.right < (word + 1) * letter + 2 * line.size;
}

/** The right edge of the column of a line. @param {Line[]} lines @param {Line} line */
const rightOf = (lines, line) =>
  lines.reduce((right, other) => (isBeside(other, line) ? Math.max(right, other.right) : right), line.right);

/** The usual distance of base lines, in sizes of the letters. @param {Line[]} lines */
function usualPitch(lines) {
  const pitches = [];
  for (let nth = 1; nth < lines.length; nth++) {
    const pitch = (lines[nth - 1].y - lines[nth].y) / lines[nth].size;
    if (pitch > 0.8 && pitch < 3) pitches.push(pitch);
  }
  pitches.sort((a, b) => a - b);
  // Gaps between paragraphs are the wider ones, and headings make many of them.
  return pitches[Math.floor(pitches.length / 3)] ?? 1.3;
}

/**
 * Whether a paragraph starts with a line.
 * @param {Line[]} lines
 * @param {number} start where the paragraph before it starts
 * @param {number} nth
 * @param {number} pitch
 */
function startsParagraph(lines, start, nth, pitch) {
  const [last, line, next] = [lines[nth - 1], lines[nth], lines[nth + 1]];
  const { size } = line;
  const ratio = size / last.size;
  if (ratio > 1.15 || ratio < 1 / 1.15) return true;
  const distance = (last.y - line.y) / size;
  // Upwards: the next column.
  if (distance < 0) return !goesOn(last, line);
  if (distance > 1.3 * pitch) return true;
  const column = lines.slice(start, nth);
  const right = rightOf(lines, line);
  const isShort = last.right < right - 0.25 * (right - line.left);
  const left = Math.min(...column.map((other) => other.left));
  const indent = line.left - left;
  if (indent > 0.8 * size) {
    // Of a hanging paragraph, all lines but the first are indented.
    const isFollowed = next !== undefined && Math.abs(next.left - line.left) < 0.4 * size;
    const isHanging = nth - start === 1 && (isFollowed || !(isShort || ENDS.test(last.text)));
    return !isHanging && !(column.length > 1 && Math.abs(last.left - line.left) < 0.4 * size);
  }
  const isOutdented = last.left - line.left > 0.8 * size;
  if (isOutdented) return nth - start > 1;
  return isShort && ENDS.test(last.text);
}

/** Whether lines stand in one column. @param {Line} a @param {Line} b */
const isBeside = (a, b) => a.left < b.right && b.left < a.right;

/** A sentence ends here. */
const ENDS = /[.!?:…]["'”’»)\]]*$/;

/** Whether a sentence goes on from the end of a column or a page. @param {Line} last @param {Line} first */
function goesOn(last, first) {
  return /^[\p{Ll}]/u.test(first.text) ? !ENDS.test(last.text) : /[\p{L}]-$/u.test(last.text);
}
