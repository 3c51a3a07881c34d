// What edits repaired, as places of the text: by the marks that offered the edits, and for the rest by the words around them.

/** @typedef {import("unglue").Edit} Edit */
/** @typedef {import("@codemirror/state").Text} Text */
/**
 * What was repaired at one place: a diagnostic, or what is made of edits here, whose rule nobody knows.
 * @typedef {Pick<import("unglue").Diagnostic, "from" | "to" | "token" | "suggestions"> & { rule: string }} Repair
 */

/** Characters: as much of a word is shown on each side of an edit. */
const AROUND = 40;

/**
 * Returns what edits repair. A fix of the whole text also makes edits that no mark has offered, since they were found only once
 * the rest was fixed.
 * @param {Text} doc the text before them
 * @param {readonly Edit[]} edits in the order of the text, apart
 * @param {readonly Repair[]} marks in the order of the text, that stand in it
 * @returns {Repair[]} in the order of the text, apart; each edit is in exactly one
 */
export function repairsOf(doc, edits, marks) {
  /** @type {{ from: number, to: number, rule: string, edit: Edit }[]} */
  const places = [];
  let nth = 0;
  for (const edit of edits) {
    while (nth < marks.length && marks[nth].to < edit.from) nth += 1;
    const near = marks.slice(nth, nth + 2).filter(({ from, to }) => from <= edit.from && edit.to <= to);
    const mark = near.find(({ suggestions }) => suggestions[0].edits.some((own) => own.from === edit.from)) ?? near[0];
    const { from, to } = mark ?? wordsAround(doc, edit);
    places.push({ from, to, rule: mark?.rule ?? "", edit });
  }
  return grouped(places).map(({ from, to, members }) => {
    const token = doc.sliceString(from, to);
    const own = members.map(({ edit }) => edit);
    const rule = members.find((member) => member.rule !== "")?.rule ?? "";
    return { from, to, token, rule, suggestions: [{ text: applied(token, from, own), edits: own, ...SURE }] };
  });
}

/** What was done by the writer's wish needs no probability. */
const SURE = { confidence: 1, applicability: /** @type {const} */ ("offer") };

/** @param {string} token @param {number} start @param {readonly Edit[]} edits */
function applied(token, start, edits) {
  let text = "";
  let done = 0;
  for (const { from, to, insert } of edits) {
    text += token.slice(done, from - start) + insert;
    done = to - start;
  }
  return text + token.slice(done);
}

/** @param {Text} doc @param {Edit} edit */
function wordsAround(doc, { from, to }) {
  const before = doc.sliceString(Math.max(0, from - AROUND), from);
  const after = doc.sliceString(to, to + AROUND);
  return { from: from - (before.match(/\S*$/)?.[0].length ?? 0), to: to + (after.match(/^\S*/)?.[0].length ?? 0) };
}

/**
 * Returns ranges put together where they share characters, or are the same.
 * @template {{ from: number, to: number }} T
 * @param {readonly T[]} ranges
 * @returns {{ from: number, to: number, members: T[] }[]} in the order of the text, apart
 */
export function grouped(ranges) {
  /** @type {{ from: number, to: number, members: T[] }[]} */
  const groups = [];
  for (const range of ranges.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    const last = groups.at(-1);
    const isIn = last && (range.from < last.to || (range.from === last.from && range.to === last.to));
    if (isIn) {
      last.to = Math.max(last.to, range.to);
      last.members.push(range);
    } else groups.push({ from: range.from, to: range.to, members: [range] });
  }
  return groups;
}
