// What is edited: an editor without a window, checked by the worker, and beside it a plain model of its text, which knows
// nothing of editors, workers or marks.

import { history, isolateHistory, redo, undo } from "@codemirror/commands";
import { EditorState } from "@codemirror/state";
import { Session } from "unglue/session";

/** So many steps of undo are kept, and tried, at the least. */
const DEPTH = 100;

export class Editor {
  caret = 0;
  /** Why it is not checked any more. */
  failure;
  #state;

  constructor(checker, text) {
    this.#state = EditorState.create({ doc: text, extensions: [history({ minDepth: DEPTH })] });
    this.session = new Session({
      checker,
      text: () => this.text,
      onChange() {},
      onError: (error) => (this.failure = error),
    });
  }

  get text() {
    return this.#state.doc.toString();
  }

  get length() {
    return this.#state.doc.length;
  }

  slice(from, to) {
    return this.#state.sliceDoc(from, to);
  }

  /** Edits of the text as it is, in its order, as one step of undo. */
  edit(edits, { typed = false } = {}) {
    const transaction = this.#state.update({ changes: edits, annotations: isolateHistory.of("full") });
    this.caret = transaction.changes.mapPos(edits.at(-1).to, 1);
    this.#follow(transaction, typed);
  }

  undo() {
    return undo({ state: this.#state, dispatch: (transaction) => this.#follow(transaction, false) });
  }

  redo() {
    return redo({ state: this.#state, dispatch: (transaction) => this.#follow(transaction, false) });
  }

  move(caret) {
    this.caret = caret;
    this.session.moveCaret(caret);
  }

  #follow(transaction, typed) {
    const edits = [];
    transaction.changes.iterChanges((fromA, toA, fromB, _, inserted) => {
      edits.push({ from: fromB, to: fromB + toA - fromA, insert: inserted.toString() });
    });
    this.#state = transaction.state;
    this.caret = Math.min(this.caret, this.length);
    this.session.edit(edits, { caret: this.caret, typed });
  }
}

/** A string of its own: a slice would keep alive the whole text that it was cut from. */
const copy = (text) => text.split("").join("");

/** A text as a string, and how to undo what was done to it. */
export class Model {
  #done = [];
  #undone = [];

  constructor(text) {
    this.text = text;
  }

  get canUndo() {
    return this.#done.length > 0;
  }

  get canRedo() {
    return this.#undone.length > 0;
  }

  edit(edits) {
    this.#done.push(this.#apply(edits));
    this.#done = this.#done.slice(-DEPTH);
    this.#undone = [];
  }

  undo() {
    this.#undone.push(this.#apply(this.#done.pop()));
  }

  redo() {
    this.#done.push(this.#apply(this.#undone.pop()));
  }

  /** Returns the edits that take these back. */
  #apply(edits) {
    const back = [];
    let text = "";
    let end = 0;
    for (const { from, to, insert } of edits) {
      text += this.text.slice(end, from);
      back.push({ from: text.length, to: text.length + insert.length, insert: copy(this.text.slice(from, to)) });
      text += insert;
      end = to;
    }
    this.text = text + this.text.slice(end);
    return back;
  }
}
