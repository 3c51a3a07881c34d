// The adapter for CodeMirror 6: what is found near to what can be seen is given to the lint extension, which draws it.

import { isolateHistory } from "@codemirror/commands";
import { forceParsing } from "@codemirror/language";
import { forEachDiagnostic, linter, setDiagnosticsEffect } from "@codemirror/lint";
import { EditorView, ViewPlugin } from "@codemirror/view";
import { codeIn, hasParsedMore } from "./editor/codemirror-code.js";
import { isInOff, isOffBy } from "./editor/off.js";
import { checkOptions } from "./editor/options.js";
import { byRanges } from "./editor/protection.js";
import { Session } from "./editor/session.js";

/** @import { ChangeSet, EditorState, Transaction } from "@codemirror/state" */
/** @import { Diagnostic } from "@codemirror/lint" */
/** @import { ViewUpdate } from "@codemirror/view" */
/** @import { AdapterOptions } from "./adapter.js" */
/** @import { Edit } from "./index.js" */
/** @import { Mark } from "./worker.js" */

/**
 * How many diagnostics the lint extension gets: it builds all anew whenever one comes or goes, and its panel makes elements
 * for all of them.
 */
const MOST = 500;
/** How long "fix all" may wait for the syntax tree. Milliseconds. What is not parsed by then is left alone. */
const PARSING_MS = 100;

const SOURCE = "unglue";

/** The checking of each view, for the commands. @type {WeakMap<EditorView, Checking>} */
const attached = new WeakMap();

/** @type {typeof import("./codemirror.js").unglue} */
export function unglue(options) {
  checkOptions(options);
  const plugin = ViewPlugin.define((view) => new Checking(view, options));
  return [
    plugin,
    // The extension itself, without a source: it asks sources about the whole text after every key.
    linter(null),
    EditorView.domEventHandlers({
      compositionstart: (_, view) => view.plugin(plugin)?.session.compose(true),
      // Once CodeMirror has read what was composed.
      compositionend: (_, view) => void setTimeout(() => view.plugin(plugin)?.session.compose(false)),
    }),
  ];
}

/** @type {typeof import("./codemirror.js").fixAtCaret} */
export function fixAtCaret(view) {
  return attached.get(view)?.fixAtCaret() ?? false;
}

/** @type {typeof import("./codemirror.js").fixAll} */
export async function fixAll(view) {
  return (await attached.get(view)?.fixAll()) ?? 0;
}

/** @type {import("@codemirror/view").KeyBinding[]} */
export const unglueKeymap = [
  { key: "Alt-Enter", run: fixAtCaret },
  { key: "Mod-Shift-Enter", run: (view) => (fixAll(view), true) },
];

/** @param {EditorView} view */
const isWritable = (view) => !view.state.readOnly && view.state.facet(EditorView.editable);

/**
 * Whether an editor, or what it stands in, is marked as not to be checked.
 * @param {EditorView} view
 */
function isOff(view) {
  const given = view.state
    .facet(EditorView.contentAttributes)
    .map((source) => (typeof source === "function" ? source(view) : source));
  return given.some(isOffBy) || isInOff(view.dom);
}

/**
 * The diagnostics of other linters, where they are now.
 * @param {EditorState} state
 */
function others(state) {
  /** @type {Diagnostic[]} */
  const found = [];
  forEachDiagnostic(state, (diagnostic, from, to) => {
    if (diagnostic.source !== SOURCE) found.push({ ...diagnostic, from, to });
  });
  return found;
}

class Checking {
  /** @type {EditorView} */
  #view;
  /** @type {AdapterOptions<[state: EditorState]>["protect"]} */
  #protect;
  /**
   * Marks of which the lint extension has the diagnostics, and the value of the effect that gave them to it.
   * @type {readonly Mark[]}
   */
  #drawn = [];
  /** @type {readonly Diagnostic[] | undefined} */
  #given;
  #scheduled = false;
  /**
   * The diagnostic of a mark: the same object for as long as it is found, by which the panel knows it again.
   * @type {WeakMap<Mark, Diagnostic>}
   */
  #made = new WeakMap();
  #isOff;
  #isWritable;
  /** Is told of the changes that a fix makes. @type {(changes: ChangeSet) => void} */
  #onChanges = () => {};

  /**
   * @param {EditorView} view
   * @param {AdapterOptions<[state: EditorState]>} options
   */
  constructor(view, options) {
    this.#view = view;
    this.#isOff = isOff(view);
    this.#isWritable = isWritable(view);
    const text = () => view.state.doc.toString();
    const { protect, ...rest } = options;
    this.#protect = protect;
    this.session = new Session({ ...rest, text, onChange: () => this.#schedule() }, (edits) => this.#protection(edits));
    attached.set(view, this);
    // Another one may have left diagnostics.
    this.#schedule();
  }

  /**
   * What is not to be checked in the text, or in that after edits.
   * @param {readonly Edit[] | null} edits
   * @returns {import("./editor/protection.js").Predicate}
   */
  #protection(edits) {
    if (this.#isOff) return () => true;
    const state = edits ? this.#view.state.update({ changes: edits, filter: false }).state : this.#view.state;
    const isCode = codeIn(state);
    const protect = this.#protect;
    if (!protect) return isCode;
    const isProtected = byRanges((after) => {
      const asked = after ? state : this.#view.state;
      return protect(asked.doc.toString(), asked);
    })(edits);
    return (from, to) => isProtected(from, to) || isCode(from, to);
  }

  /** @param {ViewUpdate} update */
  update(update) {
    const { docChanged, changes, state, transactions, selectionSet, focusChanged, viewportChanged, view } = update;
    const caret = view.hasFocus ? state.selection.main.head : null;
    if (docChanged) {
      this.#onChanges(changes);
      /** @type {Edit[]} */
      const edits = [];
      changes.iterChanges((fromA, toA, fromB, _, inserted) => {
        edits.push({ from: fromB, to: fromB + toA - fromA, insert: inserted.toString() });
      });
      const typed = transactions.some((tr) => tr.isUserEvent("input.type") || tr.isUserEvent("delete"));
      this.session.edit(edits, { caret, typed });
    } else if (selectionSet || focusChanged) {
      this.session.moveCaret(caret);
    }
    if (isOff(view) !== this.#isOff || hasParsedMore(update)) {
      this.#isOff = isOff(view);
      this.session.protectionChanged();
    }
    if (viewportChanged || isWritable(view) !== this.#isWritable || transactions.some((tr) => this.#isReplaced(tr)))
      this.#schedule();
  }

  /**
   * Whether a transaction gives other diagnostics to the lint extension, without ours: each replaces all that there were.
   * @param {Transaction} transaction
   */
  #isReplaced({ effects }) {
    const given = effects.findLast((effect) => effect.is(setDiagnosticsEffect) && effect.value !== this.#given);
    if (this.#drawn.length === 0 || !given) return false;
    const all = new Set(given.value);
    if (this.#drawn.every((mark) => all.has(this.#made.get(mark)))) return false;
    this.#drawn = [];
    return true;
  }

  #schedule() {
    if (this.#scheduled) return;
    this.#scheduled = true;
    // Never in the middle of an update, but before anything is painted.
    queueMicrotask(() => {
      this.#scheduled = false;
      if (attached.get(this.#view) === this) this.#draw();
    });
  }

  /** CodeMirror moves what it has drawn; it must only be told when that is something else. */
  #draw() {
    const { state, viewport } = this.#view;
    const marks = this.session.near(viewport.from, viewport.to, MOST);
    const writable = isWritable(this.#view);
    const same = marks.length === this.#drawn.length && marks.every((mark, nth) => mark === this.#drawn[nth]);
    if (writable !== this.#isWritable) this.#made = new WeakMap();
    else if (same && this.#given) return;
    this.#isWritable = writable;
    this.#drawn = marks;
    this.#given = [...others(state), ...marks.map((mark) => this.#diagnostic(mark))];
    this.#view.dispatch({ effects: setDiagnosticsEffect.of(this.#given) });
  }

  /**
   * @param {Mark} mark
   * @returns {Diagnostic}
   */
  #diagnostic(mark) {
    const { from, to, rule, message } = mark;
    const made = this.#made.get(mark);
    if (made) return Object.assign(made, { from, to });
    const apply = () => void this.#apply(this.session.fix(mark));
    const actions = this.session
      .actions(mark, this.#view.state.sliceDoc(from, to), this.#isWritable ? apply : null)
      .map(({ name, run }) => ({ name, apply: run }));
    /** @type {Diagnostic} */
    const diagnostic = {
      from,
      to,
      severity: "info",
      source: SOURCE,
      markClass: `unglue-mark unglue-${rule}`,
      message,
      actions,
    };
    this.#made.set(mark, diagnostic);
    return diagnostic;
  }

  /**
   * Inserts spaces, as a step of undo of its own. Returns how many the editor's filters have let through.
   * @param {readonly Edit[] | null} edits
   */
  #apply(edits) {
    if (!edits?.length || !isWritable(this.#view)) return 0;
    const wanted = new Set(edits.map(({ from }) => from));
    let count = 0;
    this.#onChanges = (changes) => {
      changes.iterChanges(
        (fromA, toA, fromB, toB) => (count += wanted.has(fromA) && toA - fromA < toB - fromB ? 1 : 0),
        true,
      );
    };
    this.#view.dispatch({ changes: edits, userEvent: "input.fix", annotations: isolateHistory.of("full") });
    this.#onChanges = () => {};
    return count;
  }

  fixAtCaret() {
    const mark = this.session.at(this.#view.state.selection.main.head);
    return mark !== undefined && this.#apply(this.session.fix(mark)) > 0;
  }

  async fixAll() {
    if (!isWritable(this.#view)) return 0;
    forceParsing(this.#view, this.#view.state.doc.length, PARSING_MS);
    return this.#apply(await this.session.fixAll());
  }

  destroy() {
    attached.delete(this.#view);
    this.session.destroy();
    // Where another linter keeps the lint extension. Not in the middle of the update that takes ours away.
    queueMicrotask(() => {
      if (attached.has(this.#view) || this.#drawn.length === 0) return;
      this.#view.dispatch({ effects: setDiagnosticsEffect.of(others(this.#view.state)) });
    });
  }
}
