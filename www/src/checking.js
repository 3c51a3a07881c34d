// The checking of the editor's text: a session is told what happens to the text, and what it found is drawn where it
// can be seen. The work for a key does not grow with what lies outside of the window.

import { Prec, RangeSetBuilder, StateEffect } from "@codemirror/state";
import { Decoration, EditorView, ViewPlugin } from "@codemirror/view";
import { Session } from "unglue/session";
import { classOf } from "./finding.js";
import { MANY, changesOf } from "./many-edits.js";

/** @typedef {import("unglue/worker").Mark} Mark */
/**
 * @typedef {object} Options
 * @property {() => import("unglue/worker").WorkerChecker} checker
 * @property {() => number} least the least confidence of what is shown
 * @property {() => void} onChange the marks have changed
 * @property {() => void} onProgress more of a text that is being opened was checked, or no more will be
 * @property {(error: Error) => void} onError this text is not checked any more
 */

/** What changes more code units than this is quicker to check as a new text, part by part; and so is what changes many places. */
const LARGE = 1 << 18;

/** The marks have changed although the text has not. */
export const marksChanged = /** @type {import("@codemirror/state").StateEffectType<readonly Mark[]>} */ (
  StateEffect.define()
);

class Checking {
  /** @type {readonly Mark[]} what is known of the text, in its order, also what the checker is not sure enough of to be shown */
  known = [];
  /** @type {readonly Mark[]} what is underlined now */
  marks = [];
  /** @type {import("@codemirror/view").DecorationSet} */
  faults = Decoration.none;
  /** @type {import("@codemirror/view").DecorationSet} */
  cuts = Decoration.none;
  /** How much of a text that is being opened is checked; 1: all of it is, and from now on every edit. */
  progress = 0;
  /** The writer has cancelled the check of this text. */
  stopped = false;
  #view;
  #options;
  #updating = false;
  #changed = false;
  /** The least confidence of what is shown now. */
  #least = 0;

  /** @param {EditorView} view @param {Options} options */
  constructor(view, options) {
    this.#view = view;
    this.#options = options;
    this.session = this.#open();
  }

  #open() {
    const { checker, onProgress, onError } = this.#options;
    this.stopped = false;
    this.progress = 0;
    return new Session({
      checker: checker(),
      text: () => this.#view.state.doc.toString(),
      onChange: () => this.#take(this.session?.marks ?? []),
      onProgress: ({ done, total }) => {
        this.progress = done === total ? 1 : done / total;
        onProgress();
      },
      onError,
    });
  }

  /** Checks the text from its beginning, as one that was opened just now. */
  reopen() {
    this.session.destroy();
    this.session = this.#open();
    this.#take([]);
    this.#options.onProgress();
  }

  /** Goes on with the checker of now. */
  changeChecker() {
    if (this.stopped) return;
    this.#restart([], this.#options.checker());
  }

  /** Shows what the checker is sure enough of by now. */
  changeLevel() {
    this.#take(this.session.marks);
  }

  /**
   * Checks the text from its beginning, and keeps what is ignored in it.
   * @param {import("unglue").Edit[]} edits what has changed
   * @param {import("unglue/worker").WorkerChecker} [checker]
   */
  #restart(edits, checker) {
    this.progress = 0;
    this.session.reopen(edits, checker);
    this.#options.onProgress();
  }

  /** Ends the check of this text, and forgets what was found. */
  stop() {
    this.session.destroy();
    this.stopped = true;
    this.#take([]);
    this.#options.onProgress();
  }

  /** @param {readonly Mark[]} known */
  #take(known) {
    const least = this.#options.least();
    // The session gives the same array as long as nothing comes or goes.
    if (known === this.known && least === this.#least) return;
    this.known = known;
    this.#least = least;
    const marks = known.filter(({ confidence }) => confidence >= least);
    if (marks.length === this.marks.length && marks.every((mark, nth) => mark === this.marks[nth])) return;
    this.marks = marks;
    this.#changed = true;
    this.#options.onChange();
    if (!this.#updating) this.#view.dispatch({ effects: marksChanged.of(marks) });
  }

  /** The mark at a position, also one that is held back while it is being typed. @param {number} at */
  foundAt(at) {
    const mark = this.session.at(at);
    return mark && mark.confidence >= this.#options.least() ? mark : undefined;
  }

  /** @param {import("@codemirror/view").ViewUpdate} update */
  update(update) {
    this.#updating = true;
    const { state, selectionSet, focusChanged, docChanged } = update;
    const caret = this.#view.hasFocus ? state.selection.main.head : null;
    if (docChanged) this.#edit(update, caret);
    else if (selectionSet || focusChanged) this.session.moveCaret(caret);
    if (docChanged || update.viewportChanged || this.#changed) this.#draw();
    this.#updating = this.#changed = false;
  }

  /** @param {import("@codemirror/view").ViewUpdate} update @param {number | null} caret */
  #edit({ transactions, startState }, caret) {
    /** @type {import("unglue").Edit[]} */
    const edits = [];
    let size = 0;
    for (const tr of transactions) {
      changesOf(tr).iterChanges((fromA, toA, fromB, _, inserted) => {
        edits.push({ from: fromB, to: fromB + toA - fromA, insert: inserted.toString() });
        size += inserted.length;
      });
    }
    // What was cancelled is the check of one text; the next one is checked.
    const isAnother = edits.length === 1 && edits[0].to - edits[0].from === startState.doc.length;
    const isLarge = size > LARGE || edits.length > MANY;
    if (this.stopped && (isLarge || isAnother)) return this.reopen();
    if (isLarge) return this.#restart(edits);
    const typed = transactions.some((tr) => tr.isUserEvent("input.type") || tr.isUserEvent("delete"));
    this.session.edit(edits, { caret, typed });
  }

  #draw() {
    const { doc } = this.#view.state;
    /** @type {RangeSetBuilder<Decoration>} */
    const faults = new RangeSetBuilder();
    /** @type {RangeSetBuilder<Decoration>} */
    const cuts = new RangeSetBuilder();
    for (const mark of this.#visible()) {
      const { from, to } = mark;
      const rule = classOf(mark.rule);
      faults.add(from, to, Decoration.mark({ class: `fault ${rule}` }));
      // The proofreader's caret: a small mark under the line where a space is missing.
      for (const { from: at } of mark.suggestions[0].edits) {
        if (at <= from || at >= to) continue;
        // The character before the cut carries it; both halves of it, where it has two.
        const last = doc.sliceString(at - 1, at).charCodeAt(0);
        const start = last >= 0xdc00 && last <= 0xdfff && at - 2 >= from ? at - 2 : at - 1;
        cuts.add(start, at, Decoration.mark({ class: `cut ${rule}` }));
      }
    }
    this.faults = faults.finish();
    this.cuts = cuts.finish();
  }

  *#visible() {
    for (const { from, to } of this.#view.visibleRanges) {
      for (let nth = this.#firstEndingAt(from); this.marks[nth]?.from <= to; nth++) {
        // One that reaches over a gap between two ranges is drawn with the first.
        if (this.marks[nth].from >= from || from === this.#view.viewport.from) yield this.marks[nth];
      }
    }
  }

  /** The number of the first mark that ends at a position or behind it. @param {number} at */
  #firstEndingAt(at) {
    let low = 0;
    for (let high = this.marks.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (this.marks[middle].to < at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The mark that a position touches, among those that are shown. @param {number} at */
  markAt(at) {
    const mark = this.marks[this.#firstEndingAt(at)];
    return mark?.from <= at ? mark : undefined;
  }

  /**
   * The mark before or behind the selection; at the end, it begins again.
   * @param {-1 | 1} direction
   */
  next(direction) {
    const { from, to } = this.#view.state.selection.main;
    const { marks } = this;
    if (direction < 0) return marks[this.#firstEndingAt(from + 1) - 1] ?? marks.at(-1);
    const first = this.#firstEndingAt(to);
    return marks.slice(first, first + 2).find((mark) => mark.from >= to) ?? marks[0];
  }

  destroy() {
    this.session.destroy();
  }
}

export const checking = ViewPlugin.fromClass(Checking, {
  eventHandlers: {
    compositionstart() {
      this.session.compose(true);
    },
    compositionend() {
      // Once CodeMirror has read what was composed.
      setTimeout(() => this.session.compose(false));
    },
  },
  provide: (plugin) => [
    // Of marks over the same text the one of higher precedence is the inner one: the underline then stays in one piece.
    Prec.high(EditorView.decorations.of((view) => view.plugin(plugin)?.cuts ?? Decoration.none)),
    EditorView.decorations.of((view) => view.plugin(plugin)?.faults ?? Decoration.none),
  ],
});

/** @param {EditorView} view */
export function checkingOf(view) {
  return /** @type {Checking} */ (view.plugin(checking));
}
