// What fixes and repairs did to the text, place by place: it moves with the text, and each place can be taken back. Whether one
// is repaired is seen from the text itself, so that undo, redo and what the writer does there by hand all count.

import { ChangeSet, StateEffect, StateField } from "@codemirror/state";
import { opened } from "./file/origin.js";
import { changesOf } from "./many-edits.js";
import { grouped } from "./repairs.js";

/** @typedef {import("./repairs.js").Repair} Repair */
/** @typedef {import("unglue").Edit} Edit */
/** @typedef {import("@codemirror/state").EditorState} EditorState */
/** @typedef {import("@codemirror/state").Text} Text */

/** What is seen of a place in the text: it is repaired, as it was before, or neither, since the writer has gone on there. */
export const REPAIRED = "repaired";
export const BEFORE = "before";

/**
 * @typedef {object} Place what was repaired, which is the same object as long as it is listed
 * @property {Repair} repair at offsets of a text of its own time
 *
 * @typedef {object} Placed
 * @property {Place} place
 * @property {number} from where it stands now
 * @property {number} to
 * @property {typeof REPAIRED | typeof BEFORE | undefined} status
 */

/** Adds repairs, at offsets of the text before, whose edits are all that the same transaction makes. */
export const reviewed = /** @type {import("@codemirror/state").StateEffectType<readonly Repair[]>} */ (
  StateEffect.define()
);

/** All that was changed since the text came, in its order, apart. @type {StateField<readonly Placed[]>} */
export const review = StateField.define({
  create: () => /** @type {readonly Placed[]} */ ([]),
  update(before, tr) {
    if (tr.effects.some((effect) => effect.is(opened))) return [];
    const repairs = tr.effects.flatMap((effect) => (effect.is(reviewed) ? effect.value : []));
    if (!tr.docChanged || (before.length === 0 && repairs.length === 0)) return before;
    const kept = apart(moved(before, changesOf(tr), tr.newDoc), tr.newDoc);
    return repairs.length === 0 ? kept : added(before, kept, repairs, tr);
  },
});

/** At how many places the text is changed. @param {EditorState} state */
export function countRepaired(state) {
  let count = 0;
  for (const { status } of state.field(review)) if (status === REPAIRED) count += 1;
  return count;
}

/**
 * Returns where places are after changes: what is put in at the edge of one belongs to it. Both are walked once, side by side,
 * since a repair of a long text has thousands of each.
 * @param {readonly Placed[]} placed in the order of the text, apart
 * @param {import("@codemirror/state").ChangeDesc} changes
 * @param {Text} doc the text after them
 * @returns {Placed[]}
 */
export function moved(placed, changes, doc) {
  /** @type {{ fromA: number, toA: number, fromB: number, toB: number }[]} */
  const changed = [];
  changes.iterChangedRanges((fromA, toA, fromB, toB) => changed.push({ fromA, toA, fromB, toB }), true);
  const start = mapping(changed, false);
  const end = mapping(changed, true);
  let nth = 0;
  return placed.map(({ place, from: old, to: oldEnd, status }) => {
    while (nth < changed.length && changed[nth].toA < old) nth += 1;
    const isTouched = nth < changed.length && changed[nth].fromA <= oldEnd;
    const from = start(old);
    const to = Math.max(from, end(oldEnd));
    return { place, from, to, status: isTouched ? statusOf(place.repair, doc.sliceString(from, to)) : status };
  });
}

/**
 * Returns places apart: what was put in between two of them belongs to the one that it repairs or takes back, if to any.
 * @param {Placed[]} placed
 * @param {Text} doc
 */
function apart(placed, doc) {
  for (let nth = 1; nth < placed.length; nth++) {
    const [last, next] = [placed[nth - 1], placed[nth]];
    if (last.to <= next.from) continue;
    const toLast = [last, cut(next, last.to, next.to, doc)];
    const toNext = [cut(last, last.from, next.from, doc), next];
    const isKnown = toLast.every(({ status }) => status !== undefined);
    [placed[nth - 1], placed[nth]] = isKnown ? toLast : toNext;
  }
  return placed;
}

/**
 * Returns what maps positions that ascend from call to call.
 * @param {readonly { fromA: number, toA: number, fromB: number, toB: number }[]} changed
 * @param {boolean} isEnd whether a position stays behind what is put in there
 * @returns {(at: number) => number}
 */
function mapping(changed, isEnd) {
  let nth = 0;
  return (at) => {
    const isBefore = /** @param {{ fromA: number, toA: number }} change */ ({ fromA, toA }) =>
      fromA < at ? isEnd || toA <= at : isEnd && toA === at;
    while (nth < changed.length && isBefore(changed[nth])) nth += 1;
    const last = changed[nth - 1];
    const next = changed[nth];
    if (!isEnd && next && next.fromA < at) return next.fromB;
    if (!last) return at;
    return at < last.toA ? last.toB : at - last.toA + last.toB;
  };
}

/** @param {Repair} repair @param {string} text what stands at its place */
function statusOf({ token, suggestions: [{ text: repaired }] }, text) {
  return text === repaired ? REPAIRED : text === token ? BEFORE : undefined;
}

/**
 * Returns the places with new ones among them. A repair at places of former ones takes them in: what is taken back then is all
 * that was done there.
 * @param {readonly Placed[]} before where they stood
 * @param {readonly Placed[]} kept the same ones, where they stand now
 * @param {readonly Repair[]} repairs
 * @param {import("@codemirror/state").Transaction} tr
 * @returns {Placed[]}
 */
function added(before, kept, repairs, { startState: { doc }, newDoc }) {
  /** @type {Placed[]} */
  const all = [];
  let grown = 0;
  // Wider by half a character, so that a repair right beside one is joined to it: whose an edit between them is nobody could say.
  const former = before.map(({ from, to }, nth) => ({ from: from - 0.5, to: to + 0.5, nth }));
  for (const group of grouped([...former, ...repairs])) {
    const { members } = group;
    const [from, to] = [Math.ceil(group.from), Math.floor(group.to)];
    const old = members.flatMap((one) => ("nth" in one ? [one] : []));
    const fresh = members.flatMap((one) => ("nth" in one ? [] : [one]));
    const last = all.at(-1);
    if (fresh.length === 0) {
      for (const { nth } of old) all.push(cut(kept[nth], last?.to ?? 0, kept[nth].to, newDoc));
      continue;
    }
    const repair = joined(
      doc,
      { from, to },
      old.map(({ nth }) => before[nth]),
      fresh,
    );
    const start = from + grown;
    if (last && last.to > start) all[all.length - 1] = cut(last, last.from, start, newDoc);
    grown += fresh.reduce((sum, one) => sum + one.suggestions[0].text.length - one.token.length, 0);
    // Fixed to what it was at first, it is no change.
    if (repair.suggestions[0].text !== repair.token)
      all.push({ place: { repair }, from: start, to: to + grown, status: REPAIRED });
  }
  return all;
}

/**
 * Returns a place without what was put in at its edge for the place beside it.
 * @param {Placed} placed
 * @param {number} least
 * @param {number} most
 * @param {Text} doc
 * @returns {Placed}
 */
function cut(placed, least, most, doc) {
  const from = Math.max(placed.from, least);
  const to = Math.max(from, Math.min(placed.to, most));
  if (from === placed.from && to === placed.to) return placed;
  return { ...placed, from, to, status: statusOf(placed.place.repair, doc.sliceString(from, to)) };
}

/**
 * Returns one repair that does what former ones and new ones did in a range together.
 * @param {Text} doc
 * @param {{ from: number, to: number }} range
 * @param {readonly Placed[]} former in the range; what the writer has changed since is as good as it was
 * @param {readonly Repair[]} fresh
 * @returns {Repair}
 */
function joined(doc, { from, to }, former, fresh) {
  if (former.length === 0 && fresh.length === 1) return fresh[0];
  const half = doc.slice(from, to);
  const isRepaired = former.filter(({ status }) => status === REPAIRED);
  const undo = ChangeSet.of(
    isRepaired.flatMap((placed) => toggled(placed).map((edit) => shifted(edit, -from))),
    half.length,
  );
  const edits = fresh.flatMap(({ suggestions }) => suggestions[0].edits.map((edit) => shifted(edit, -from)));
  const done = undo.invert(half).compose(ChangeSet.of(edits, half.length));
  const token = undo.apply(half);
  /** @type {Edit[]} */
  const all = [];
  done.iterChanges((start, end, _from, _to, text) => {
    all.push({ from: from + start, to: from + end, insert: text.toString() });
  }, true);
  const [{ confidence, applicability }] = fresh[0].suggestions;
  const suggestion = { text: done.apply(token).toString(), edits: all, confidence, applicability };
  return { ...fresh[0], from, to: from + token.length, token: token.toString(), suggestions: [suggestion] };
}

/** @param {Edit} edit @param {number} by @returns {Edit} */
const shifted = ({ from, to, insert }, by) => ({ from: from + by, to: to + by, insert });

/**
 * Returns the edits that take a repair back, at offsets of the text as it stands; or that make it once more.
 * @param {Placed} placed
 * @returns {Edit[]} none where the text there is another one by now
 */
export function toggled({ place, from: now, status }) {
  if (status === undefined) return [];
  const { token, from: start, suggestions } = place.repair;
  const [{ edits }] = suggestions;
  let grown = 0;
  return edits.map(({ from, to, insert }) => {
    const at = from - start + now;
    if (status === BEFORE) return { from: at, to: at + to - from, insert };
    const edit = { from: at + grown, to: at + grown + insert.length, insert: token.slice(from - start, to - start) };
    grown += insert.length - (to - from);
    return edit;
  });
}
