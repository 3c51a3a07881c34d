// The check of the page's text, by the adapter that others use as well. The writer may cancel it; the next text is checked.

import { Compartment, EditorState } from "@codemirror/state";
import { checkingOf, unglue } from "unglue/codemirror";
import { changesOf, MANY } from "./many-edits.js";

/** @typedef {import("@codemirror/view").EditorView} EditorView */
/** @typedef {import("unglue/codemirror").CodeMirrorOptions} Options */

/** Whoever inserts more code units than this has another text. */
const LARGE = 1 << 18;

/** @type {import("@codemirror/state").Extension} */
const CANCELLED = [];

/** @param {Options & { onProgress: () => void }} options */
export function createChecking({ onProgress, ...options }) {
  const slot = new Compartment();
  /** How much of the text is checked; 1: all of it is, and from now on every edit. */
  let progress = 0;
  /** @param {{ done: number, total: number }} part */
  const setProgress = ({ done, total }) => {
    progress = done === total ? 1 : done / total;
    onProgress();
  };
  const adapter = () => unglue({ ...options, changesOf, onProgress: setProgress });
  const begin = () => {
    progress = 0;
    return slot.reconfigure(adapter());
  };
  const isCancelled = (/** @type {EditorState} */ state) => slot.get(state) === CANCELLED;

  return {
    extension: [
      slot.of(adapter()),
      // What was cancelled is the check of one text.
      EditorState.transactionExtender.of((tr) =>
        isCancelled(tr.startState) && isAnother(tr) ? { effects: begin() } : null,
      ),
    ],
    isCancelled,
    get progress() {
      return progress;
    },
    /** Has another checker check the text from now on. @param {EditorView} view @param {Options["checker"]} checker */
    use(view, checker) {
      options.checker = checker;
      checkingOf(view)?.session.reopen([], checker);
    },
    /** Checks the text from its beginning. @param {EditorView} view */
    begin(view) {
      view.dispatch({ effects: begin() });
      onProgress();
    },
    /** Ends the check, and forgets what was found. @param {EditorView} view */
    cancel(view) {
      view.dispatch({ effects: slot.reconfigure(CANCELLED) });
      onProgress();
    },
  };
}

/** Whether a transaction puts another text in the place of the one there was. @param {import("@codemirror/state").Transaction} tr */
function isAnother(tr) {
  if (!tr.docChanged) return false;
  let count = 0;
  let size = 0;
  let removed = 0;
  changesOf(tr).iterChanges((from, to, _fromB, _toB, inserted) => {
    count += 1;
    size += inserted.length;
    removed += to - from;
  });
  return size > LARGE || count > MANY || (count === 1 && removed === tr.startState.doc.length);
}
