// The checking of one CodeMirror view: its session is told what happens to the text, and of the marks those are drawn that
// can be seen. The work for a key does not grow with what lies outside of the window.

import { isolateHistory } from "@codemirror/commands";
import { forceParsing, language } from "@codemirror/language";
import { Prec, StateEffect } from "@codemirror/state";
import { Decoration, EditorView, ViewPlugin } from "@codemirror/view";
import { stretchOf } from "../edits.js";
import { codeIn, hasParsedMore } from "./codemirror-code.js";
import { decorationsOf } from "./codemirror-decorations.js";
import { can, checkGiven } from "./given.js";
import { following } from "./nearby.js";
import { isInOff, isOffBy } from "./off.js";
import { byRanges, NOTHING } from "./protection.js";
import { Session } from "./session.js";

/** @typedef {import("../worker.js").Mark} Mark */
/** @typedef {import("../index.js").Edit} Edit */
/** @typedef {import("../codemirror.js").CodeMirrorOptions} CodeMirrorOptions */
/** @typedef {import("@codemirror/view").ViewUpdate} ViewUpdate */

/** What inserts more code units than this is checked sooner as a new text, part by part; and so is what changes more places. */
const LARGE = 1 << 18;
const MANY = 100;
/** How long "fix all" and a repair may wait for the syntax tree. Milliseconds. What is not parsed by then is left alone. */
const PARSING_MS = 100;

/** @type {readonly Mark[]} */
const NONE = [];

/** The marks in view have changed although the text has not. */
export const marksChanged = /** @type {import("@codemirror/state").StateEffectType<Checking>} */ (StateEffect.define());

/** Whether a view's text can be changed by its writer. @param {EditorView} view */
export const isWritable = (view) => !view.state.readOnly && view.state.facet(EditorView.editable);

/** @param {readonly Mark[]} marks @param {readonly Mark[]} others */
const areSame = (marks, others) =>
  marks === others || (marks.length === others.length && marks.every((mark, nth) => mark === others[nth]));

/** Whether an editor, or what it stands in, is marked as not to be checked. @param {EditorView} view */
function isOff(view) {
  const given = view.state
    .facet(EditorView.contentAttributes)
    .map((source) => (typeof source === "function" ? source(view) : source));
  return given.some(isOffBy) || isInOff(view.dom);
}

export class Checking {
  /** The underlines in view. */
  faults = Decoration.none;
  /** The places in view where a space is missing. */
  edits = Decoration.none;
  #view;
  #options;
  #isOff;
  /** The marks that are drawn. @type {readonly Mark[]} */
  #drawn = NONE;
  /** The marks may be others than those that are drawn. */
  #isStale = false;
  #isScheduled = false;
  #isDestroyed = false;
  /** The text is being opened, and the host was not told of it yet. */
  #isOpening = true;
  /** The marks of the session, and those of them that are shown. @type {readonly Mark[] | undefined} */
  #known;
  #marks = NONE;
  /** The marks of the session that the host was told of; undefined: it is to be told in any case. @type {readonly Mark[] | undefined} */
  #told = NONE;
  /** Is told of the changes that a fix makes. @type {(changes: import("@codemirror/state").ChangeSet) => void} */
  #onChanges = () => {};

  /** @param {EditorView} view @param {CodeMirrorOptions} options */
  constructor(view, options) {
    const { isShown, tooltip, changesOf, protect, ...rest } = options;
    this.#view = view;
    this.#options = options;
    this.#isOff = isOff(view);
    const text = () => view.state.doc.toString();
    const own = { ...rest, protect: undefined, text, onChange: () => this.#change() };
    this.session = new Session(own, (/** @type {readonly Edit[] | null} */ edits) => this.#protection(edits));
    this.#schedule();
  }

  /** Makes the tooltip of a mark, where the host does. */
  get tooltip() {
    return this.#options.tooltip;
  }

  /** What is underlined, in view or not, in the order of the text: the same array as long as nothing comes or goes. */
  get marks() {
    const known = this.session.marks;
    if (known !== this.#known) {
      this.#known = known;
      this.#marks = this.#shown(known);
    }
    return this.#marks;
  }

  /** Draws what `isShown` lets through by now. */
  refresh() {
    this.#known = this.#told = undefined;
    this.#change();
  }

  /** The underlined marks that touch a range. @param {number} from */
  near(from, to = from) {
    return this.#shown(this.session.near(from, to));
  }

  /** The underlined mark that a position touches. @param {number} position */
  at(position) {
    return this.near(position)[0];
  }

  /** The underlined mark before or behind the selection; at the end, it begins again. @param {-1 | 1} direction */
  following(direction) {
    return following(this.marks, this.#view.state.selection.main, direction);
  }

  /** @param {readonly Mark[]} marks */
  #shown(marks) {
    const { isShown } = this.#options;
    return isShown ? marks.filter((mark) => isShown(mark)) : marks;
  }

  /** Returns what tells what is not to be checked in the text, or in that after edits. @param {readonly Edit[] | null} edits */
  #protection(edits) {
    if (this.#isOff) return () => true;
    const { protect } = this.#options;
    if (!protect && !this.#view.state.facet(language)) return NOTHING;
    const state = edits ? this.#view.state.update({ changes: edits, filter: false }).state : this.#view.state;
    const isCode = codeIn(state);
    if (!protect) return isCode;
    /** @param {readonly Edit[] | null} after */
    const stateAfter = (after) => (after ? state : this.#view.state);
    const isProtected = byRanges((after) => protect(stateAfter(after).doc.toString(), stateAfter(after)))(edits);
    return (/** @type {number} */ from, /** @type {number} */ to) => isProtected(from, to) || isCode(from, to);
  }

  /** @param {ViewUpdate} update */
  update(update) {
    const { docChanged, state, selectionSet, focusChanged, viewportChanged, view } = update;
    const caret = view.hasFocus ? state.selection.main.head : null;
    if (docChanged) this.#edit(update, caret);
    else if (selectionSet || focusChanged) this.session.moveCaret(caret);
    if (isOff(view) !== this.#isOff || hasParsedMore(update)) {
      this.#isOff = isOff(view);
      this.session.protectionChanged();
    }
    if (docChanged || viewportChanged || this.#isStale) this.#draw();
  }

  /** @param {ViewUpdate} update @param {number | null} caret */
  #edit({ transactions, view }, caret) {
    const { changesOf = (tr) => tr.changes } = this.#options;
    /** @type {Edit[]} */
    const edits = [];
    let size = 0;
    for (const tr of transactions) {
      const changes = changesOf(tr);
      if (tr.docChanged) this.#onChanges(changes);
      changes.iterChanges((fromA, toA, fromB, _, inserted) => {
        edits.push({ from: fromB, to: fromB + toA - fromA, insert: inserted.toString() });
        size += inserted.length;
      });
    }
    if (size > LARGE || edits.length > MANY) {
      this.#isOpening = true;
      this.session.reopen(edits);
    } else {
      const typed = transactions.some((tr) => tr.isUserEvent("input.type") || tr.isUserEvent("delete"));
      this.session.edit(edits, { caret, typed });
    }
    const pasted = transactions.some((tr) => tr.isUserEvent("input.paste")) && stretchOf(edits);
    if (!pasted) return;
    const place = { editor: view.contentDOM, at: (/** @type {{ to: number }} */ { to }) => view.coordsAtPos(to) };
    this.session.pasted(pasted, (fixes) => this.apply(fixes), place);
  }

  /** The marks have changed, or have moved. */
  #change() {
    this.#isStale = true;
    this.#schedule();
  }

  /** Draws and tells what has changed: never in the middle of an update, but before anything is painted. */
  #schedule() {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    queueMicrotask(() => {
      this.#isScheduled = false;
      if (this.#isDestroyed) return;
      if (this.#isStale && this.#isOther()) this.#view.dispatch({ effects: marksChanged.of(this) });
      this.#isStale = false;
      this.#tell();
    });
  }

  #tell() {
    const { onChange, onProgress } = this.#options;
    if (this.#isOpening) onProgress?.({ done: 0, total: this.#view.state.doc.length });
    this.#isOpening = false;
    // To find out takes a look at all marks.
    if (!onChange) return;
    const { marks } = this.session;
    const told = this.#told;
    this.#told = marks;
    if (!told || !areSame(marks, told)) onChange();
  }

  /** Whether the marks in view are others than those that are drawn. */
  #isOther() {
    return !areSame(this.#inView(), this.#drawn);
  }

  #inView() {
    const { viewport, visibleRanges } = this.#view;
    const marks = this.near(viewport.from, viewport.to);
    return marks.filter((mark) => visibleRanges.some(({ from, to }) => mark.from <= to && from <= mark.to));
  }

  #draw() {
    this.#isStale = false;
    this.#drawn = this.#inView();
    Object.assign(this, decorationsOf(this.#drawn, this.#view.state.doc));
  }

  /**
   * Makes edits, as a step of undo of its own. Returns how many the editor's filters have let through.
   * @param {readonly Edit[] | null} edits
   */
  apply(edits) {
    if (!edits?.length || !isWritable(this.#view)) return 0;
    const wanted = new Map(edits.map((edit) => [edit.from, edit]));
    let count = 0;
    this.#onChanges = (changes) => {
      changes.iterChanges((fromA, toA, fromB, toB) => {
        const edit = wanted.get(fromA);
        if (edit?.to === toA && edit.insert.length === toB - fromB) count += 1;
      }, true);
    };
    this.#view.dispatch({ changes: edits, userEvent: "input.fix", annotations: isolateHistory.of("full") });
    this.#onChanges = () => {};
    return count;
  }

  fixAtCaret() {
    const mark = this.session.at(this.#view.state.selection.main.head, this.#options.isShown);
    return mark !== undefined && this.apply(this.session.fix(mark)) > 0;
  }

  async fixAll() {
    if (!isWritable(this.#view)) return 0;
    forceParsing(this.#view, this.#view.state.doc.length, PARSING_MS);
    return this.apply(await this.session.fixAll(this.#options.isShown));
  }

  async repair() {
    if (!isWritable(this.#view)) return 0;
    forceParsing(this.#view, this.#view.state.doc.length, PARSING_MS);
    return this.apply((await this.session.repair())?.edits ?? null);
  }

  destroy() {
    this.#isDestroyed = true;
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
    Prec.high(EditorView.decorations.of((view) => view.plugin(plugin)?.edits ?? Decoration.none)),
    EditorView.decorations.of((view) => view.plugin(plugin)?.faults ?? Decoration.none),
  ],
});

/** The checking of a view; null where it has none. @param {EditorView} view */
export function checkingOf(view) {
  checkGiven(view, "an EditorView of CodeMirror", (given) => can(given, "plugin"), "give it as the first argument");
  return view.plugin(checking);
}

/** What can be done about a mark. @param {Mark} mark @param {EditorView} view */
export function actionsOf(mark, view) {
  const checking = checkingOf(view);
  if (!checking) return [];
  const { session } = checking;
  const word = view.state.sliceDoc(mark.from, mark.to);
  return session.actions(mark, word, isWritable(view) ? () => void checking.apply(session.fix(mark)) : null);
}
