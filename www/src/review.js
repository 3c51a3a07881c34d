// What fixes and repairs did to the text, place by place: it moves with the text, and each place can be taken back. Whether one
// is repaired is seen from the text itself, so that undo, redo and what the writer does there by hand all count.

import { ChangeSet, StateEffect, StateField } from "@codemirror/state";
import { opened } from "./file/origin.js";
import { changesOf } from "./many-edits.js";
import { BEFORE, Places, REPAIRED, cut } from "./placed.js";
import { grouped } from "./repairs.js";

/** @typedef {import("./repairs.js").Repair} Repair */
/** @typedef {import("unglue").Edit} Edit */
/** @typedef {import("@codemirror/state").EditorState} EditorState */
/** @typedef {import("@codemirror/state").Text} Text */

/** @typedef {import("./placed.js").Placed} Placed */

/** Adds repairs, at offsets of the text before, whose edits are all that the same transaction makes. */
export const reviewed = /** @type {import("@codemirror/state").StateEffectType<readonly Repair[]>} */ (
  StateEffect.define()
);

/** All that was changed since the text came. @type {StateField<Places>} */
export const review = StateField.define({
  create: () => Places.of([]),
  update(before, tr) {
    if (tr.effects.some((effect) => effect.is(opened))) return Places.of([]);
    const repairs = tr.effects.flatMap((effect) => (effect.is(reviewed) ? effect.value : []));
    if (!tr.docChanged || (before.isEmpty && repairs.length === 0)) return before;
    const kept = before.moved(changesOf(tr), tr.newDoc);
    return repairs.length === 0 ? kept : Places.of(added(before.all, kept.all, repairs, tr));
  },
});

/** The places in the order of the text, apart. @param {EditorState} state */
export const placedIn = (state) => state.field(review).all;

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
