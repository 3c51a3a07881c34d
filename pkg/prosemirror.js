// The adapter for ProseMirror: marks are decorations of a plugin.
//
// The text that is checked has one character for each position of the document, so that offsets are positions: where a
// node starts or ends stands a line break, and for an inline atom or a character of code one that no word goes beyond.
// Formatting marks take no positions, so words are joined across them.

import { closeHistory } from "prosemirror-history";
import { Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { openCard } from "./editor/card.js";
import { Session } from "./editor/session.js";
import { addStyles } from "./editor/styles.js";

const ATOM = "\ufffc";
const key = new PluginKey("unglue");
/** The checking of each view, for the commands. */
const attached = new WeakMap();

export function unglue(options) {
  return new Plugin({
    key,
    state: {
      init: () => ({ decorations: DecorationSet.empty, typed: false }),
      apply: (tr, { decorations, typed }, _, { doc }) => ({
        decorations: tr.getMeta(key)?.decorations ?? decorations.map(tr.mapping, doc),
        typed: tr.docChanged ? !tr.getMeta(key) && !tr.getMeta("paste") && !/paste|drop|cut/.test(tr.getMeta("uiEvent")) : typed,
      }),
    },
    props: {
      decorations: (state) => key.getState(state).decorations,
      handleClick: (view, at) => view.state.selection.empty && attached.get(view)?.card(at, false),
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

export function fixAtCaret(view) {
  return attached.get(view)?.fixAtCaret() ?? false;
}

export async function fixAll(view) {
  return (await attached.get(view)?.fixAll()) ?? 0;
}

class Checking {
  #view;
  #drawn = [];
  #scheduled = false;
  #removeStyles;
  #closeCard = () => {};

  constructor(view, options) {
    this.#view = view;
    this.#removeStyles = addStyles(view.dom.isConnected ? view.dom : document.body);
    const text = () => textOf(view.state.doc, 0, view.state.doc.content.size);
    this.session = new Session({ ...options, text, onChange: () => this.#changed() });
    attached.set(view, this);
  }

  update(view, { doc: before, selection }) {
    const { doc } = view.state;
    const from = before.content.findDiffStart(doc.content);
    if (from !== null) {
      const { typed } = key.getState(view.state);
      this.session.edit([difference(before, doc, from)], { caret: this.#caret, typed });
    } else if (!selection.eq(view.state.selection)) {
      this.caretMoved();
    }
  }

  caretMoved() {
    this.session.moveCaret(this.#caret);
  }

  get #caret() {
    return this.#view.hasFocus() ? this.#view.state.selection.head : null;
  }

  #changed() {
    const { marks } = this.session;
    // Decorations move with the document by themselves.
    const same = marks.length === this.#drawn.length && marks.every((mark, nth) => mark === this.#drawn[nth]);
    if (same || this.#scheduled) return;
    this.#scheduled = true;
    let patience = 20;
    const draw = () => {
      if (attached.get(this.#view) !== this) return;
      // What the view draws takes its own selection to the DOM. Where the caret has just been moved there, the view
      // must hear of it first.
      if (this.#caretIsNews() && patience-- > 0) return void setTimeout(draw, 10);
      this.#scheduled = false;
      this.#draw();
    };
    // Never in the middle of an update, but before anything is painted.
    queueMicrotask(draw);
  }

  #caretIsNews() {
    const { focusNode, focusOffset } = document.getSelection();
    if (!this.#view.hasFocus() || !this.#view.dom.contains(focusNode)) return false;
    return this.#view.posAtDOM(focusNode, focusOffset) !== this.#view.state.selection.head;
  }

  #draw() {
    const { state } = this.#view;
    this.#drawn = this.session.marks;
    const decorations = this.#drawn.map(({ from, to, rule }) => Decoration.inline(from, to, { class: `unglue-mark unglue-${rule}` }));
    const set = DecorationSet.create(state.doc, decorations);
    this.#view.dispatch(state.tr.setMeta(key, { decorations: set }).setMeta("addToHistory", false));
  }

  /** Inserts spaces, as a step of undo of its own; each has the formatting of what stands before it. */
  #apply(edits) {
    const view = this.#view;
    if (!edits?.length || !view.editable) return false;
    const tr = closeHistory(view.state.tr).setMeta(key, {});
    for (const { from, insert } of edits.toReversed()) tr.insertText(insert, from);
    view.dispatch(tr);
    view.dispatch(closeHistory(view.state.tr));
    return true;
  }

  fixAtCaret() {
    const mark = this.session.at(this.#view.state.selection.head);
    return mark !== undefined && this.#apply(this.session.fix(mark));
  }

  async fixAll() {
    const edits = (await this.session.fixAll()) ?? [];
    return this.#apply(edits) ? edits.length : 0;
  }

  keyDown({ key, altKey, shiftKey, ctrlKey, metaKey }) {
    if (key === "Enter" && altKey) return this.fixAtCaret();
    if (!ctrlKey && !metaKey) return false;
    if (key === ".") return this.card(this.#view.state.selection.head, true);
    if (key !== "Enter" || !shiftKey) return false;
    this.fixAll();
    return true;
  }

  /** Opens the card of the mark that is shown at a position. */
  card(at, focus) {
    this.#closeCard();
    const mark = this.session.marks.find(({ from, to }) => from <= at && at <= to);
    if (!mark) return false;
    const place = () => {
      if (!mark.live) return undefined;
      const { left, top } = this.#view.coordsAtPos(mark.from);
      const { right, bottom } = this.#view.coordsAtPos(mark.to);
      return new DOMRect(left, top, right - left, bottom - top);
    };
    const word = this.#view.state.doc.textBetween(mark.from, mark.to);
    const actions = this.session.actions(mark, word, (nth) => this.#apply(this.session.fix(mark, nth)));
    this.#closeCard = openCard({ editor: this.#view.dom, at: place, message: mark.message, actions, focus });
    return focus;
  }

  destroy() {
    attached.delete(this.#view);
    this.#closeCard();
    this.session.destroy();
    this.#removeStyles();
  }
}

/** What changed between two documents from a position on, as an edit of their texts. */
function difference(before, after, from) {
  let { a, b } = before.content.findDiffEnd(after.content);
  // Where the same stands twice, the ends are found before the start.
  const overlap = from - Math.min(a, b);
  if (overlap > 0) [a, b] = [a + overlap, b + overlap];
  return { from, to: a, insert: textOf(after, from, b) };
}

/** The text of a part of a document, one character for each position. */
function textOf(doc, from, to) {
  let text = "";
  const end = (at) => (text += "\n".repeat(Math.max(0, at - from - text.length)));
  doc.nodesBetween(from, to, (node, start, parent) => {
    if (node.isText) {
      end(start);
      const part = node.text.slice(Math.max(0, from - start), to - start);
      const isCode = parent.type.spec.code || node.marks.some((mark) => mark.type.spec.code);
      text += isCode ? ATOM.repeat(part.length) : part;
    } else if (node.isInline && node.isLeaf) {
      end(start);
      text += ATOM;
    }
  });
  end(to);
  return text;
}
