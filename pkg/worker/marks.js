// Diagnostics that follow a text which is edited while its check is under way.
//
// Two texts are in play: the one that was answered for last, and the one that stands in the editor now. Between them lie
// the edits that have no answer yet. A mark knows its place in the text of now, from which that in the other one follows;
// only one that such an edit has touched knows its place in the text that was answered for.
//
// All marks behind an edit move with each key. So they count from an anchor that moves in their place; marks change
// their anchor only where the next edit is elsewhere, those between the two places.

import { growth, mapped, unmapped } from "../edits.js";
import { firstBehind } from "../sorted.js";

/** @import { Diagnostic, Edit } from "../index.js" */
/** @import { Found } from "./messages.js" */

/** @typedef {{ at: number }} Anchor a place from which marks count */
/** @typedef {{ removed: Set<Mark>, added: Mark[] }} Update */

/** What marks before the last edit count from. */
const START = Object.freeze({ at: 0 });

/** A diagnostic that moves with its text: it has all that a diagnostic has, at the offsets of now. */
export class Mark {
  /**
   * @internal What it counts from; null where an edit without an answer has touched it, and once it is removed.
   * @type {Anchor | null}
   */
  _anchor = null;
  /** @internal Where it starts, from its anchor; without one, where it started in the text that was answered for last. */
  _offset;

  /** @param {Diagnostic} diagnostic */
  constructor(diagnostic) {
    /** The diagnostic as the checker gave it. Its offsets are those of its own time. */
    this.origin = diagnostic;
    this._offset = diagnostic.from;
  }

  /** Whether it is about the text as it stands. */
  get live() {
    return this._anchor !== null;
  }

  get from() {
    return this._anchor === null ? -1 : this._anchor.at + this._offset;
  }

  get to() {
    return this.from + this._length;
  }

  get token() {
    return this.origin.token;
  }

  get rule() {
    return this.origin.rule;
  }

  get message() {
    return this.origin.message;
  }

  get confidence() {
    return this.origin.confidence;
  }

  /** @returns {Diagnostic["suggestions"]} */
  get suggestions() {
    const by = this.from - this.origin.from;
    return this.origin.suggestions.map(({ edits, ...rest }) => ({
      ...rest,
      edits: edits.map(({ from, to, insert }) => ({ from: from + by, to: to + by, insert })),
    }));
  }

  /**
   * A copy in plain data, as for `postMessage`.
   * @returns {Diagnostic}
   */
  toJSON() {
    const { from, to, token, rule, message, confidence, suggestions } = this;
    return { from, to, token, rule, message, confidence, suggestions };
  }

  /**
   * @internal Whether a diagnostic says the same of the same token, which may have moved to `from`.
   * @param {Diagnostic} diagnostic
   * @param {number} from
   */
  _isSame(diagnostic, from) {
    return (
      diagnostic.from === from &&
      diagnostic.to - diagnostic.from === this._length &&
      diagnostic.rule === this.rule &&
      diagnostic.suggestions[0].text === this.origin.suggestions[0].text
    );
  }

  /**
   * @internal Whether an edit changes the token, where it starts at `from`, or what stands right beside it. A space that is
   * put in at its edge does not, unless the suggestion puts one in there.
   * @param {number} from
   * @param {Edit} edit
   */
  _isTouched(from, edit) {
    const to = from + this._length;
    if (edit.to < from || to < edit.from) return false;
    const isSpace = edit.from === to ? /^\s/ : /\s$/;
    const isBeside = edit.from === edit.to && (edit.from === to || edit.from === from) && isSpace.test(edit.insert);
    const at = edit.from - from + this.origin.from;
    return !isBeside || this.origin.suggestions[0].edits.some((own) => own.from === at);
  }

  /** @internal */
  get _length() {
    return this.origin.to - this.origin.from;
  }

  /**
   * @internal Counts from another anchor, or has one from now on.
   * @param {Anchor} anchor
   * @param {number} [at]
   */
  _stand(anchor, at = this.from) {
    this._anchor = anchor;
    this._offset = at - anchor.at;
  }
}

/** The marks of one text, in its order. */
export class Marks {
  /** Those that are about the text as it stands, in its order. @type {Mark[]} */
  #live = [];
  /** The same, as it is given out. @type {readonly Mark[] | undefined} */
  #given;
  /** Those that an edit without an answer has touched. @type {Set<Mark>} */
  #touched = new Set();
  /** What marks behind the last edit count from. @type {Anchor} */
  #behind = { at: 0 };
  /** Edits without an answer. @type {Edit[]} */
  #pending = [];

  /** Those that are about the text as it stands, in its order: the same array as long as none comes or goes. */
  get live() {
    return (this.#given ??= this.#live.slice());
  }

  get pending() {
    return this.#pending.length;
  }

  /**
   * The text has changed; what was found moves with it. Edits follow each other: each fits the text that the last one left.
   * @param {readonly Edit[]} edits
   */
  edit(edits) {
    for (const edit of edits) {
      this.#touch(edit);
      this.#pending.push(edit);
      this.#move(edit);
    }
  }

  /**
   * The answer for the first edits that had none: for each, the diagnostics that it removed and added.
   * @param {readonly Found[]} changes
   */
  answer(changes) {
    /** @type {Update} */
    const update = { removed: new Set(), added: [] };
    for (const { removed, added } of changes) {
      const doubted = this.#knownAt(removed);
      this.#answered(1);
      this.#judge(doubted, added, update);
    }
    return this.#settle(update);
  }

  /**
   * More was found in the text that was answered for last.
   * @param {Found} found
   */
  add({ removed, added }) {
    /** @type {Update} */
    const update = { removed: new Set(), added: [] };
    this.#judge(this.#knownAt(removed), added, update);
    return this.#settle(update);
  }

  /**
   * All that is found in the text after the first `edits` edits that had no answer.
   * @param {readonly Diagnostic[]} diagnostics
   * @param {number} [edits]
   */
  replace(diagnostics, edits = 0) {
    /** @type {Update} */
    const update = { removed: new Set(), added: [] };
    this.#answered(edits);
    this.#judge([...this.#live, ...this.#touched], diagnostics, update);
    return this.#settle(update);
  }

  /** Nothing is known any more, and every edit is part of the text. */
  clear() {
    return this.replace([], this.#pending.length);
  }

  /**
   * Takes out what an edit touches.
   * @param {Edit} edit
   */
  #touch(edit) {
    const first = firstBehind(this.#live, ({ to }) => to >= edit.from);
    let end = first;
    while (end < this.#live.length && this.#live[end].from <= edit.to) end += 1;
    /** @param {Mark} mark */
    const isTouched = (mark) => mark._isTouched(mark.from, edit);
    // Only the first and the last of them can be left as they are.
    const touched = this.#live.slice(first, end).filter(isTouched);
    if (touched.length === 0) return;
    this.#live.splice(this.#live.indexOf(touched[0], first), touched.length);
    this.#given = undefined;
    for (const mark of touched) {
      mark._offset = this.#known(mark);
      mark._anchor = null;
      this.#touched.add(mark);
    }
  }

  /**
   * Moves all that is behind an edit.
   * @param {Edit} edit
   */
  #move(edit) {
    const first = firstBehind(this.#live, (mark) => mark.from >= edit.to);
    const before = this.#split;
    for (let nth = before; nth < first; nth++) this.#live[nth]._stand(START);
    for (let nth = first; nth < before; nth++) this.#live[nth]._stand(this.#behind);
    this.#behind.at += growth(edit);
  }

  /** How many marks count from the start. */
  get #split() {
    return firstBehind(this.#live, (mark) => mark._anchor !== START);
  }

  /**
   * Where a mark starts in the text that was answered for last.
   * @param {Mark} mark
   */
  #known(mark) {
    return mark.live ? this.#pending.reduceRight((at, edit) => unmapped(at, edit), mark.from) : mark._offset;
  }

  /**
   * The marks that start at places of the text that was answered for last.
   * @param {readonly { from: number }[]} places
   */
  #knownAt(places) {
    const touched = places.length > 0 ? new Map([...this.#touched].map((mark) => [mark._offset, mark])) : undefined;
    /** @param {number} at */
    const live = (at) => {
      const now = this.#pending.reduce((now, edit) => mapped(now, edit), at);
      const mark = this.#live[firstBehind(this.#live, ({ from }) => from >= now)];
      return mark && this.#known(mark) === at ? mark : undefined;
    };
    return places.map(({ from }) => touched?.get(from) ?? live(from)).filter((mark) => mark !== undefined);
  }

  /**
   * The first edits that had no answer are part of the text that is answered for.
   * @param {number} count
   */
  #answered(count) {
    for (const edit of this.#pending.splice(0, count)) {
      for (const mark of this.#touched) mark._offset = mapped(mark._offset, edit);
    }
  }

  /**
   * Takes out marks, but those that are found again, and puts in what is found beside them.
   * @param {readonly Mark[]} doubted
   * @param {readonly Diagnostic[]} found
   * @param {Update} update
   */
  #judge(doubted, found, update) {
    const candidates = new Map(found.map((diagnostic) => [diagnostic.from, diagnostic]));
    for (const mark of doubted) {
      if (update.removed.has(mark)) continue;
      const known = candidates.size > 0 ? this.#known(mark) : undefined;
      const again = known === undefined ? undefined : candidates.get(known);
      if (known !== undefined && again && mark._isSame(again, known)) {
        // Judged anew with the same result: whoever holds on to it, such as an open tooltip, need not know.
        mark.origin = again;
        candidates.delete(known);
      } else {
        update.removed.add(mark);
        this.#touched.delete(mark);
      }
    }
    for (const diagnostic of candidates.values()) {
      const mark = new Mark(diagnostic);
      this.#touched.add(mark);
      update.added.push(mark);
    }
  }

  /**
   * Takes out what was removed, and puts in what no edit without an answer touches: such an edit may have hidden a mark that its
   * answer left as it was.
   * @param {Update} update
   */
  #settle({ removed, added }) {
    const old = [...removed].filter((mark) => mark.live);
    for (const mark of old) mark._anchor = null;
    if (old.length > 0) this.#compact();
    const untouched = [...this.#touched].flatMap((mark) => {
      const at = this.#now(mark);
      return at === null ? [] : [{ mark, at }];
    });
    if (untouched.length > 0) this.#insert(untouched.sort((a, b) => a.at - b.at));
    return { removed: [...removed], added: added.filter((mark) => !removed.has(mark)) };
  }

  /**
   * Where a mark of the text that was answered for last starts now; null where an edit has touched it.
   * @param {Mark} mark
   */
  #now(mark) {
    let at = mark._offset;
    for (const edit of this.#pending) {
      if (mark._isTouched(at, edit)) return null;
      at = mapped(at, edit);
    }
    return at;
  }

  /** Takes out what is not live any more. As below, in the array itself: a new one for many marks is a burden at each word that is typed. */
  #compact() {
    let count = 0;
    for (const mark of this.#live) if (mark.live) this.#live[count++] = mark;
    this.#live.length = count;
    this.#given = undefined;
  }

  /**
   * Puts in marks, which are in order: what is behind them makes room, beginning with the last.
   * @param {readonly { mark: Mark, at: number }[]} marks
   */
  #insert(marks) {
    const live = this.#live;
    const split = this.#split;
    let nth = live.length;
    for (const { mark } of marks) live.push(mark);
    for (let more = marks.length; more > 0; more--) {
      const { mark, at } = marks[more - 1];
      for (; nth > 0 && live[nth - 1].from > at; nth--) live[nth - 1 + more] = live[nth - 1];
      mark._stand(nth < split ? START : this.#behind, at);
      live[nth - 1 + more] = mark;
      this.#touched.delete(mark);
    }
    this.#given = undefined;
  }
}
