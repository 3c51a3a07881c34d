// The adapter for CodeMirror 6: the session is a source of its lint extension.

import { isolateHistory } from "@codemirror/commands";
import { forceLinting, linter } from "@codemirror/lint";
import { StateEffect } from "@codemirror/state";
import { EditorView, ViewPlugin } from "@codemirror/view";
import { Session } from "./editor/session.js";

/** Makes the lint extension ask again although the text is the same. */
const refresh = StateEffect.define();

/** The checking of each view, for the commands. */
const attached = new WeakMap();

export function unglue(options) {
  const plugin = ViewPlugin.define((view) => new Checking(view, options));
  return [
    plugin,
    linter((view) => view.plugin(plugin)?.diagnostics() ?? [], {
      delay: 0,
      needsRefresh: (update) => update.transactions.some((tr) => tr.effects.some((effect) => effect.is(refresh))),
    }),
    EditorView.domEventHandlers({
      compositionstart: (_, view) => view.plugin(plugin)?.session.compose(true),
      // Once CodeMirror has read what was composed.
      compositionend: (_, view) => void setTimeout(() => view.plugin(plugin)?.session.compose(false)),
    }),
  ];
}

export function fixAtCaret(view) {
  const session = attached.get(view)?.session;
  const mark = session?.at(view.state.selection.main.head);
  return mark !== undefined && apply(view, session.fix(mark));
}

export async function fixAll(view) {
  const edits = (await attached.get(view)?.session.fixAll()) ?? [];
  apply(view, edits);
  return edits.length;
}

export const unglueKeymap = [
  { key: "Alt-Enter", run: fixAtCaret },
  { key: "Mod-Shift-Enter", run: (view) => (fixAll(view), true) },
];

/** Inserts spaces, as a step of undo of its own. */
function apply(view, edits) {
  if (!edits?.length) return false;
  view.dispatch({ changes: edits, userEvent: "input.fix", annotations: isolateHistory.of("full") });
  return true;
}

class Checking {
  #view;
  #drawn = [];
  #scheduled = false;
  #made = new WeakMap();

  constructor(view, options) {
    this.#view = view;
    this.session = new Session({ ...options, text: () => view.state.doc.toString(), onChange: () => this.#changed() });
    attached.set(view, this);
  }

  update({ docChanged, changes, state, transactions, selectionSet, focusChanged, view }) {
    const caret = view.hasFocus ? state.selection.main.head : null;
    if (docChanged) {
      const edits = [];
      changes.iterChanges((fromA, toA, fromB, _, inserted) => {
        edits.push({ from: fromB, to: fromB + toA - fromA, insert: inserted.toString() });
      });
      const typed = transactions.some((tr) => tr.isUserEvent("input.type") || tr.isUserEvent("delete"));
      this.session.edit(edits, { caret, typed });
    } else if (selectionSet || focusChanged) {
      this.session.moveCaret(caret);
    }
  }

  /** CodeMirror moves what it has drawn; it must only be told when that is something else. */
  #changed() {
    const { marks } = this.session ?? { marks: [] };
    const same = marks.length === this.#drawn.length && marks.every((mark, nth) => mark === this.#drawn[nth]);
    this.#drawn = marks;
    if (same || this.#scheduled) return;
    this.#scheduled = true;
    // Never in the middle of an update.
    queueMicrotask(() => {
      this.#scheduled = false;
      if (attached.get(this.#view) !== this) return;
      this.#view.dispatch({ effects: refresh.of(null) });
      forceLinting(this.#view);
    });
  }

  diagnostics() {
    return this.session.marks.map((mark) => this.#diagnostic(mark));
  }

  /** The same object for what is the same: its tooltip stays open. */
  #diagnostic(mark) {
    const { from, to, rule, message } = mark;
    const made = this.#made.get(mark);
    if (made?.from === from) return made;
    const actions = this.session
      .actions(mark, this.#view.state.sliceDoc(from, to), (nth) => apply(this.#view, this.session.fix(mark, nth)))
      .map(({ name, run }) => ({ name, apply: run }));
    const diagnostic = { from, to, severity: "info", source: "unglue", markClass: `unglue-mark unglue-${rule}`, message, actions };
    this.#made.set(mark, diagnostic);
    return diagnostic;
  }

  destroy() {
    attached.delete(this.#view);
    this.session.destroy();
  }
}
