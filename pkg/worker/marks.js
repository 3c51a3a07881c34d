// Diagnostics that follow a text which is edited while its check is under way.
//
// Two texts are in play: the one that was answered for last, and the one that stands in the editor now. Between them lie
// the edits that have no answer yet. Every mark knows its place in both.

/** Where something stands after an edit beside it. */
export const shifted = (at, { from, to, insert }) => (to <= at ? at + insert.length - (to - from) : at);

/** Whether an edit changes the token at a range, or what stands right beside it. A space typed at its edge does not. */
function touches(from, to, edit) {
  if (edit.to < from || to < edit.from) return false;
  if (edit.from === edit.to && edit.from === to) return !/^\s/.test(edit.insert);
  if (edit.from === edit.to && edit.to === from) return !/\s$/.test(edit.insert);
  return true;
}

/** An edit that nothing is behind. */
const NOWHERE = { from: Infinity, to: Infinity, insert: "" };

/** A diagnostic that moves with its text: it has all that a diagnostic has, at the offsets of now. */
export class Mark {
  /** @internal */ _known;
  /** @internal Where it starts now; null where an edit without an answer has touched it. */ _now;

  constructor(diagnostic) {
    /** The diagnostic as the checker gave it. Its offsets are those of its own time. */
    this.origin = diagnostic;
    this._known = diagnostic.from;
  }

  /** Whether it is about the text as it stands. */
  get live() {
    return this._now !== null;
  }

  get from() {
    return this._now ?? -1;
  }

  get to() {
    return this.from + this._length;
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

  get suggestions() {
    const by = this.from - this.origin.from;
    return this.origin.suggestions.map(({ edits, ...rest }) => ({
      ...rest,
      edits: edits.map(({ from, to, insert }) => ({ from: from + by, to: to + by, insert })),
    }));
  }

  /** A copy in plain data, as for `postMessage`. */
  toJSON() {
    const { from, to, rule, message, confidence, suggestions } = this;
    return { from, to, rule, message, confidence, suggestions };
  }

  /** @internal Whether a diagnostic says the same of the same token, which may have moved to `from`. */
  _isSame(diagnostic, from) {
    return (
      diagnostic.from === from &&
      diagnostic.to - diagnostic.from === this._length &&
      diagnostic.rule === this.rule &&
      diagnostic.suggestions[0].text === this.origin.suggestions[0].text
    );
  }

  /** @internal */
  get _length() {
    return this.origin.to - this.origin.from;
  }

  /** @internal */
  _follow(edit) {
    if (!this.live) return;
    this._now = touches(this._now, this._now + this._length, edit) ? null : shifted(this._now, edit);
  }
}

/** The marks of one text, in its order. */
export class Marks {
  #marks = [];
  /** Edits without an answer. */
  #pending = [];

  /** Those that are about the text as it stands. */
  get live() {
    return this.#marks.filter((mark) => mark.live);
  }

  get pending() {
    return this.#pending.length;
  }

  /** The text has changed; what was found moves with it. Edits follow each other: each fits the text that the last one left. */
  edit(edits) {
    for (const edit of edits) {
      this.#pending.push(edit);
      for (const mark of this.#marks) mark._follow(edit);
    }
  }

  /** The answer for the first edits that had none: for each, the diagnostics that it removed and added. */
  answer(changes) {
    const update = { removed: [], added: [] };
    for (const change of changes) this.#change(this.#pending.shift(), change, update);
    return this.#settle(update);
  }

  /** More was found in the text that was answered for last. */
  add(change) {
    const update = { removed: [], added: [] };
    this.#change(NOWHERE, change, update);
    return this.#settle(update);
  }

  /** All that is found in the text after the first `edits` edits that had no answer. */
  replace(diagnostics, edits = 0) {
    const update = { removed: [], added: [] };
    for (const edit of this.#pending.splice(0, edits)) this.#change(edit, { removed: [], added: [] }, update);
    const removed = this.#marks.map((mark) => ({ from: mark._known }));
    this.#change(NOWHERE, { removed, added: diagnostics }, update);
    return this.#settle(update);
  }

  /** Nothing is known any more, and every edit is part of the text. */
  clear() {
    return this.replace([], this.#pending.length);
  }

  #change(edit, { removed, added }, update) {
    const gone = new Set(removed.map(({ from }) => from));
    const candidates = new Map(added.map((diagnostic) => [diagnostic.from, diagnostic]));
    const marks = [];
    for (const mark of this.#marks) {
      const isGone = gone.has(mark._known);
      mark._known = shifted(mark._known, edit);
      const again = isGone ? candidates.get(mark._known) : undefined;
      if (again && mark._isSame(again, mark._known)) {
        // Judged anew with the same result: whoever holds on to it, such as an open tooltip, need not know.
        mark.origin = again;
        candidates.delete(again.from);
      } else if (isGone) {
        mark._now = null;
        update.removed.push(mark);
        continue;
      }
      marks.push(mark);
    }
    const more = [...candidates.values()].map((diagnostic) => new Mark(diagnostic));
    update.added = update.added.filter((mark) => mark._now !== null).concat(more);
    this.#marks = marks.concat(more).sort((a, b) => a._known - b._known);
  }

  /** Finds the places of now from the known ones: an edit may have hidden what its answer has left as it was. */
  #settle(update) {
    for (const mark of this.#marks) {
      mark._now = mark._known;
      for (const edit of this.#pending) mark._follow(edit);
    }
    return update;
  }
}
