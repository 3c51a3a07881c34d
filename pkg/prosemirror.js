// The adapter for ProseMirror: marks are decorations of a plugin.
//
// The text that is checked has one character for each position of the document, so that offsets are positions
// (editor/prosemirror-text.js).

import { defined } from "./defined.js";
import { closeHistory } from "prosemirror-history";
import { Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { can, checkGiven } from "./editor/given.js";
import { openTooltip } from "./editor/tooltip.js";
import { InView } from "./editor/in-view.js";
import { isInOff } from "./editor/off.js";
import { checkOptions } from "./editor/options.js";
import { difference, textOf } from "./editor/prosemirror-text.js";
import { byRanges } from "./editor/protection.js";
import { removalsOf } from "./editor/removals.js";
import { Session } from "./editor/session.js";
import { addStyles } from "./editor/styles.js";
import { mapped } from "./edits.js";

/** @import { Node } from "prosemirror-model" */
/** @import { EditorState, Transaction } from "prosemirror-state" */
/** @import { EditorView } from "prosemirror-view" */
/** @import { AdapterOptions } from "./adapter.js" */
/** @import { Edit } from "./index.js" */
/** @import { Mark } from "./worker.js" */

/** How many marks are drawn: with each key, ProseMirror looks through all decorations for each paragraph. */
const MOST = 500;

/**
 * @typedef {object} Drawing the state of the plugin
 * @property {DecorationSet} decorations
 * @property {readonly Mark[]} lost marks whose decorations went with a part of the document that was replaced
 * @property {boolean} typed
 * @property {boolean} pasted
 */

/** @type {PluginKey<Drawing>} */
const key = new PluginKey("unglue");
/** @param {EditorState} state */
const drawingOf = (state) => defined(key.getState(state));

/** The checking of each view, for the commands. @type {WeakMap<EditorView, Checking>} */
const attached = new WeakMap();

/** @type {typeof import("./prosemirror.js").unglue} */
export function unglue(options) {
  checkOptions(options);
  return new Plugin({
    key,
    state: {
      // `lost`: marks whose decorations went with a part of the document that was replaced.
      /** @returns {Drawing} */
      init: () => ({ decorations: DecorationSet.empty, lost: [], typed: false, pasted: false }),
      apply(tr, before, _, { doc }) {
        const { decorations } = tr.getMeta(key) ?? {};
        const isTyping = () =>
          !tr.getMeta(key) && !tr.getMeta("paste") && !/paste|drop|cut/.test(tr.getMeta("uiEvent"));
        const typed = tr.docChanged ? isTyping() : before.typed;
        const pasted = tr.docChanged && (tr.getMeta("paste") === true || tr.getMeta("uiEvent") === "paste");
        if (decorations) return { decorations, lost: [], typed, pasted };
        if (!tr.docChanged) return { ...before, typed };
        /** @type {Mark[]} */
        const removed = [];
        const mapped = before.decorations.map(tr.mapping, doc, { onRemove: ({ mark }) => removed.push(mark) });
        const lost = removed.length > 0 ? [...before.lost, ...removed] : before.lost;
        return { decorations: mapped, lost, typed, pasted };
      },
    },
    props: {
      decorations: (state) => drawingOf(state).decorations,
      handleClick: (view, at) => view.state.selection.empty && attached.get(view)?.openTooltip(at, false),
      handleKeyDown: (view, event) => attached.get(view)?.keyDown(event) ?? false,
      handleDOMEvents: {
        compositionstart: (view) => void attached.get(view)?.session.compose(true),
        // Once ProseMirror has read what was composed.
        compositionend: (view) => void setTimeout(() => attached.get(view)?.session.compose(false), 60),
        focus: (view) => void attached.get(view)?.caretMoved(),
        blur: (view) => void attached.get(view)?.session.moveCaret(null),
      },
    },
    view: (view) => new Checking(view, options),
  });
}

/** @type {typeof import("./prosemirror.js").fixAtCaret} */
export function fixAtCaret(view) {
  return checkingOf(view)?.fixAtCaret() ?? false;
}

/** @type {typeof import("./prosemirror.js").fixAll} */
export async function fixAll(view) {
  return (await checkingOf(view)?.fixAll()) ?? 0;
}

/** @type {typeof import("./prosemirror.js").repair} */
export async function repair(view) {
  return (await checkingOf(view)?.repair()) ?? 0;
}

/** @param {EditorView} view */
function checkingOf(view) {
  checkGiven(
    view,
    "an EditorView of ProseMirror",
    (given) => can(given, "updateState"),
    "give it as the first argument",
  );
  return attached.get(view);
}

class Checking {
  /** @type {EditorView} */
  #view;
  /** @type {AdapterOptions<[doc: Node]>["protect"]} */
  #protect;
  /** The marks that have a decoration, and what they are the nearest to. @type {readonly Mark[]} */
  #drawn = [];
  #place = { from: 0, to: 0 };
  #inView;
  /** @type {readonly Mark[] | undefined} */
  #lost;
  #scheduled = false;
  #isOff;
  #removeStyles;
  #closeTooltip = () => {};

  /**
   * @param {EditorView} view
   * @param {AdapterOptions<[doc: Node]>} options
   */
  constructor(view, options) {
    this.#view = view;
    this.#removeStyles = addStyles(view.dom.isConnected ? view.dom : document.body);
    const { protect, ...rest } = options;
    this.#protect = protect;
    this.#isOff = isInOff(view.dom);
    const text = () => textOf(view.state.doc);
    this.session = new Session({ ...rest, text, onChange: () => this.#changed() }, (edits) => this.#protection(edits));
    this.#inView = new InView(view, () => this.#looked());
    attached.set(view, this);
  }

  /**
   * What is not to be checked in the document, or in that after edits, beside what its text leaves out already.
   * @param {readonly Edit[] | null} edits
   * @returns {import("./editor/protection.js").Predicate}
   */
  #protection(edits) {
    if (this.#isOff) return () => true;
    const protect = this.#protect;
    if (!protect) return () => false;
    return byRanges((after) => {
      const doc = after ? edited(this.#view.state.tr, after).doc : this.#view.state.doc;
      return protect(textOf(doc), doc);
    })(edits);
  }

  /**
   * @param {EditorView} view
   * @param {EditorState} before
   */
  update(view, { doc: before, selection }) {
    const { doc } = view.state;
    const from = before.content.findDiffStart(doc.content);
    if (from !== null) {
      const { typed, pasted } = drawingOf(view.state);
      const edit = difference(before, doc, from);
      this.#inView.edit(edit);
      this.#place = { from: mapped(this.#place.from, edit), to: mapped(this.#place.to, edit) };
      this.session.edit([edit], { caret: this.#caret, typed });
      const { from: start, insert } = edit;
      if (pasted) {
        const place = { editor: view.dom, at: (/** @type {{ to: number }} */ { to }) => view.coordsAtPos(to) };
        const part = { from: start, to: start + insert.length };
        this.session.pasted(part, (edits) => this.#apply(edits), place);
      }
    } else if (!selection.eq(view.state.selection)) {
      this.caretMoved();
    }
    if (isInOff(view.dom) !== this.#isOff) {
      this.#isOff = isInOff(view.dom);
      this.session.protectionChanged();
    }
    this.#drawAgain(drawingOf(view.state).lost);
  }

  /**
   * Draws marks again whose decorations went although their text has not.
   * @param {readonly Mark[]} lost
   */
  #drawAgain(lost) {
    if (lost === this.#lost || lost.length === 0) return;
    this.#lost = lost;
    const removed = new Set(lost);
    this.#drawn = this.#drawn.filter((mark) => !removed.has(mark));
    this.#changed();
  }

  caretMoved() {
    this.session.moveCaret(this.#caret);
  }

  get #caret() {
    return this.#view.hasFocus() ? this.#view.state.selection.head : null;
  }

  /** Draws what is near to what can be seen, unless all of that has been drawn: then the next key has less to do. */
  #looked() {
    const { from, to } = this.#inView;
    const margin = to - from;
    const drawn = new Set(this.#drawn);
    const near = this.session.near(from - margin, to + margin, MOST);
    if (near.every((mark) => drawn.has(mark) || mark.to < from - margin || to + margin < mark.from)) return;
    this.#place = { from, to };
    this.#changed();
  }

  get #marks() {
    return this.session.near(this.#place.from, this.#place.to, MOST);
  }

  #changed() {
    const marks = this.#marks;
    // Decorations move with the document by themselves.
    const same = marks.length === this.#drawn.length && marks.every((mark, nth) => mark === this.#drawn[nth]);
    if (same || this.#scheduled) return;
    this.#scheduled = true;
    let patience = 20;
    const draw = () => {
      if (attached.get(this.#view) !== this) return;
      // What the view draws takes its own selection to the DOM. Where the caret has just been moved there, the view
      // must hear of it first.
      if (this.#isCaretAhead() && patience-- > 0) return void setTimeout(draw, 10);
      this.#scheduled = false;
      this.#draw();
    };
    // Never in the middle of an update, but before anything is painted.
    queueMicrotask(draw);
  }

  #isCaretAhead() {
    const { focusNode, focusOffset } = defined(this.#view.dom.ownerDocument.getSelection());
    if (!this.#view.hasFocus() || !focusNode || !this.#view.dom.contains(focusNode)) return false;
    return this.#view.posAtDOM(focusNode, focusOffset) !== this.#view.state.selection.head;
  }

  /** Adds and removes the decorations of marks that were added and removed; all others stay as they are. */
  #draw() {
    const { state } = this.#view;
    const marks = this.#marks;
    const [before, now] = [new Set(this.#drawn), new Set(marks)];
    const drawn = drawingOf(state).decorations;
    const removed = this.#drawn.every((mark) => now.has(mark))
      ? []
      : drawn.find(undefined, undefined, ({ mark }) => !now.has(mark));
    const added = marks
      .filter((mark) => !before.has(mark))
      .flatMap((mark) => [
        Decoration.inline(mark.from, mark.to, { class: `unglue-mark unglue-${mark.rule}` }, { mark }),
        ...removalsOf(mark).map(({ from, to }) => Decoration.inline(from, to, { class: "unglue-removal" }, { mark })),
      ]);
    this.#drawn = marks;
    const decorations = drawn.remove(removed).add(state.doc, added);
    this.#view.dispatch(state.tr.setMeta(key, { decorations }).setMeta("addToHistory", false));
  }

  /**
   * Makes edits, as a step of undo of its own: what is put in has the formatting of what it replaces, or else of what stands
   * before it. Returns how many: none where a plugin's filter, or whoever dispatches the view's transactions, does not let them through.
   * @param {readonly Edit[] | null} edits
   */
  #apply(edits) {
    const view = this.#view;
    if (!edits?.length || !view.editable) return 0;
    const { doc } = view.state;
    const tr = edited(closeHistory(view.state.tr), edits);
    // With many of them it is quicker to draw what is left anew than to move all through every step.
    tr.setMeta(key, edits.length > 1 ? { decorations: DecorationSet.empty } : {});
    view.dispatch(tr);
    if (view.state.doc === doc) return 0;
    if (edits.length > 1) this.#drawn = [];
    view.dispatch(closeHistory(view.state.tr));
    this.#changed();
    return edits.length;
  }

  fixAtCaret() {
    const mark = this.session.at(this.#view.state.selection.head);
    return mark !== undefined && this.#apply(this.session.fix(mark)) > 0;
  }

  async fixAll() {
    return this.#view.editable ? this.#apply(await this.session.fixAll()) : 0;
  }

  async repair() {
    return this.#view.editable ? this.#apply((await this.session.repair())?.edits ?? null) : 0;
  }

  /**
   * @param {KeyboardEvent} event
   * @returns {boolean}
   */
  keyDown({ key, altKey, shiftKey, ctrlKey, metaKey }) {
    if (key === "Enter" && altKey) return this.fixAtCaret();
    if (!ctrlKey && !metaKey) return false;
    if (key === ".") return this.openTooltip(this.#view.state.selection.head, true);
    if (key !== "Enter" || !shiftKey) return false;
    this.fixAll();
    return true;
  }

  /**
   * Opens the tooltip of the mark that is shown at a position.
   * @param {number} at
   * @param {boolean} focus
   */
  openTooltip(at, focus) {
    this.#closeTooltip();
    const mark = this.session.near(at, at, MOST).find(({ from, to }) => from <= at && at <= to);
    if (!mark) return false;
    const place = () => {
      if (!mark.live) return undefined;
      const { left, top } = this.#view.coordsAtPos(mark.from);
      const { right, bottom } = this.#view.coordsAtPos(mark.to);
      return new DOMRect(left, top, right - left, bottom - top);
    };
    const word = this.#view.state.doc.textBetween(mark.from, mark.to);
    const apply = () => this.#apply(this.session.fix(mark));
    const actions = this.session.actions(mark, word, this.#view.editable ? apply : null);
    const message = this.session.message(mark);
    this.#closeTooltip = openTooltip({ editor: this.#view.dom, at: place, message, actions, focus });
    return focus;
  }

  destroy() {
    attached.delete(this.#view);
    this.#closeTooltip();
    this.#inView.destroy();
    this.session.destroy();
    this.#removeStyles();
  }
}

/**
 * A transaction with edits made: from the last to the first, so that each fits what the others have left.
 * @param {Transaction} tr
 * @param {readonly Edit[]} edits
 */
function edited(tr, edits) {
  for (const { from, to, insert } of edits.toReversed()) {
    if (insert === "") tr.delete(from, to);
    else tr.insertText(insert, from, to);
  }
  return tr;
}
