// Places of the text that move with it, in blocks: a key changes the block that it is in, and of the others only where they start,
// so that what it costs does not grow with the thousands of places of a long text.

/** @typedef {import("./repairs.js").Repair} Repair */
/** @typedef {import("@codemirror/state").ChangeDesc} ChangeDesc */
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
 *
 * @typedef {object} Block
 * @property {readonly Placed[]} placed never empty; their offsets count from `shift`
 * @property {number} shift
 * @property {number} repaired how many of them are
 */

/** Places in a block. */
const SIZE = 200;
/** More changes than this are no key's: all places are looked at then. */
const MANY = 16;

export class Places {
  /** @type {readonly Block[]} */
  #blocks;
  /** @type {readonly Placed[] | undefined} */
  #all;

  /** @param {readonly Block[]} blocks */
  constructor(blocks) {
    this.#blocks = blocks;
  }

  /** @param {readonly Placed[]} placed in the order of the text, apart */
  static of(placed) {
    return new Places(blocksOf(placed));
  }

  /** All of them, in the order of the text, apart. */
  get all() {
    this.#all ??= this.#blocks.flatMap(absolute);
    return this.#all;
  }

  get isEmpty() {
    return this.#blocks.length === 0;
  }

  /** At how many the text is repaired. */
  get repaired() {
    return this.#blocks.reduce((sum, { repaired }) => sum + repaired, 0);
  }

  /**
   * Returns them where they are after changes.
   * @param {ChangeDesc} changes
   * @param {Text} doc the text after them
   */
  moved(changes, doc) {
    const changed = rangesOf(changes);
    if (changed.length > MANY) return Places.of(apart(moved(this.all, changes, doc), doc));
    /** @type {Block[]} */
    const blocks = [];
    // Blocks side by side that are touched are looked at together: whose an edit between two places is, both have to say.
    /** @type {Placed[]} */
    let touched = [];
    const settle = () => {
      if (touched.length > 0) blocks.push(...blocksOf(apart(moved(touched, changes, doc), doc)));
      touched = [];
    };
    for (const block of this.#blocks) {
      const start = block.placed[0].from + block.shift;
      const end = block.placed[block.placed.length - 1].to + block.shift;
      if (changed.some(({ fromA, toA }) => fromA <= end && toA >= start)) touched.push(...absolute(block));
      else {
        settle();
        const before = changed.filter(({ toA }) => toA < start);
        const by = before.reduce((sum, { fromA, toA, fromB, toB }) => sum + toB - fromB - (toA - fromA), 0);
        blocks.push(by === 0 ? block : { ...block, shift: block.shift + by });
      }
    }
    settle();
    return new Places(blocks);
  }
}

/** @param {readonly Placed[]} placed @returns {Block[]} */
function blocksOf(placed) {
  return Array.from({ length: Math.ceil(placed.length / SIZE) }, (_, nth) => {
    const own = placed.slice(nth * SIZE, (nth + 1) * SIZE);
    return { placed: own, shift: 0, repaired: own.filter(({ status }) => status === REPAIRED).length };
  });
}

/** @param {Block} block @returns {readonly Placed[]} */
function absolute({ placed, shift }) {
  if (shift === 0) return placed;
  return placed.map(({ place, from, to, status }) => ({ place, from: from + shift, to: to + shift, status }));
}

/** @param {ChangeDesc} changes */
function rangesOf(changes) {
  /** @type {{ fromA: number, toA: number, fromB: number, toB: number }[]} */
  const changed = [];
  changes.iterChangedRanges((fromA, toA, fromB, toB) => changed.push({ fromA, toA, fromB, toB }), true);
  return changed;
}

/**
 * Returns where places are after changes: what is put in at the edge of one belongs to it. Both are walked once, side by side,
 * since a repair of a long text has thousands of each.
 * @param {readonly Placed[]} placed in the order of the text, apart
 * @param {ChangeDesc} changes
 * @param {Text} doc the text after them
 * @returns {Placed[]}
 */
export function moved(placed, changes, doc) {
  const changed = rangesOf(changes);
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
 * Returns a place without what was put in at its edge for the place beside it.
 * @param {Placed} placed
 * @param {number} least
 * @param {number} most
 * @param {Text} doc
 * @returns {Placed}
 */
export function cut(placed, least, most, doc) {
  const from = Math.max(placed.from, least);
  const to = Math.max(from, Math.min(placed.to, most));
  if (from === placed.from && to === placed.to) return placed;
  return { ...placed, from, to, status: statusOf(placed.place.repair, doc.sliceString(from, to)) };
}
