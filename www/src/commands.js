// What a reader does with what was found. Each is one transaction, and so one step of undo.

import { isolateHistory } from "@codemirror/commands";
import { ChangeSet } from "@codemirror/state";
import { EditorView, activateHover } from "@codemirror/view";
import { toFinding } from "./finding.js";
import { MAX_LENGTH, markAt } from "./lint.js";

/** A repair can bring the next fault to light. This many rounds are far more than texts need. */
const MAX_ROUNDS = 8;

const oneStep = isolateHistory.of("full");

/**
 * Puts the spaces of one finding in. Returns false where the text is no longer what was judged.
 * @param {EditorView} view
 * @param {import("./finding.js").Finding} finding
 * @param {number} from
 * @param {number} [nth] which of its repairs
 */
export function apply(view, finding, from, nth = 0) {
  if (view.state.sliceDoc(from, from + finding.token.length) !== finding.token) return false;
  view.dispatch({
    changes: finding.repairs[nth].cuts.map((cut) => ({ from: from + cut, insert: " " })),
    userEvent: "input.fix",
    annotations: oneStep,
  });
  return true;
}

/**
 * The finding at the caret: what is underlined there, or what would be if the word were not still being typed.
 * @param {EditorView} view
 * @param {import("unglue").Checker | null} checker
 */
export function findingAtCaret(view, checker) {
  const { state } = view;
  const caret = state.selection.main.head;
  const shown = markAt(state, caret);
  if (shown) return { finding: shown.mark.finding, from: shown.from };
  if (!checker || state.doc.length > MAX_LENGTH) return null;
  const text = state.doc.toString();
  const found = checker.check(text).find(({ from, to }) => from <= caret && caret <= to);
  return found ? { finding: toFinding(text, found), from: found.from } : null;
}

/**
 * Puts back every space that is found, and says how many findings that were.
 * @param {EditorView} view
 * @param {import("unglue").Checker} checker
 */
export function fixAll(view, checker) {
  let doc = view.state.doc;
  let changes = ChangeSet.empty(doc.length);
  let count = 0;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const found = checker.check(doc.toString());
    if (found.length === 0) break;
    const edits = found.flatMap((diagnostic) => diagnostic.suggestions[0].edits);
    const step = ChangeSet.of(edits, doc.length);
    changes = changes.compose(step);
    doc = step.apply(doc);
    count += found.length;
  }
  if (count > 0) view.dispatch({ changes, userEvent: "input.fix", annotations: oneStep });
  return count;
}

/**
 * Selects what was found, brings it into view and opens its tooltip.
 * @param {EditorView} view
 * @param {number} from
 * @param {number} to
 */
export function jumpTo(view, from, to) {
  view.dispatch({
    selection: { anchor: from, head: to },
    effects: EditorView.scrollIntoView(from, { y: "center" }),
    userEvent: "select",
  });
  view.focus();
  openCard(view, from, to);
}

/**
 * @param {EditorView} view
 * @param {number} from
 * @param {number} to
 */
export function openCard(view, from, to) {
  activateHover(view, from, 1, {
    until: (tr) => tr.docChanged || tr.newSelection.main.head < from || tr.newSelection.main.head > to,
  });
}

/**
 * Replaces the whole text, as one step that undo takes back.
 * @param {EditorView} view
 * @param {string} text
 */
export function replaceText(view, text) {
  view.dispatch({
    changes: { from: 0, to: view.state.doc.length, insert: view.state.toText(text) },
    selection: { anchor: 0 },
    scrollIntoView: true,
    userEvent: "input.replace",
    annotations: oneStep,
  });
}
