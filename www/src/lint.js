// The checker as a source for CodeMirror's lint extension: when it is asked, and what of its answer is shown.

import { forEachDiagnostic, forceLinting, linter, setDiagnosticsEffect } from "@codemirror/lint";
import { EditorState, StateEffect, StateField } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { renderCard } from "./card.js";
import { classOf, toFinding } from "./finding.js";

/** @typedef {import("@codemirror/lint").Diagnostic & { finding: import("./finding.js").Finding }} Mark */

/** Texts longer than this are edited without being checked: one check would be felt while typing. */
export const MAX_LENGTH = 1_000_000;

const DELAY_MS = 250;

/** Asks for a check although the text is the same: the checker has arrived, or has learned a word. */
const recheck = StateEffect.define();
const stopTyping = StateEffect.define();

/**
 * The word that is being typed, as a range, or null. Nothing is underlined in it until the caret leaves: half a word
 * is not a fault.
 */
const typedWord = StateField.define({
  create: () => /** @type {{ from: number, to: number } | null} */ (null),
  update(word, tr) {
    const caret = tr.newSelection.main.head;
    if (tr.docChanged) {
      return tr.isUserEvent("input.type") || tr.isUserEvent("delete") ? wordAround(tr.newDoc, caret) : null;
    }
    if (tr.effects.some((effect) => effect.is(stopTyping))) return null;
    return word && word.from <= caret && caret <= word.to ? word : null;
  },
});

/**
 * What stands around a position without white space. No more of it is read than the longest word there may be.
 * @param {import("@codemirror/state").Text} doc
 * @param {number} at
 */
function wordAround(doc, at) {
  const line = doc.lineAt(at);
  const before = doc.sliceString(Math.max(line.from, at - 200), at);
  const after = doc.sliceString(at, Math.min(line.to, at + 200));
  return { from: at - (/\S*$/.exec(before)?.[0].length ?? 0), to: at + (/^\S*/.exec(after)?.[0].length ?? 0) };
}

/** What is underlined now, in the order of the text, with where it stands now. @param {EditorState} state */
export function marksIn(state) {
  /** @type {{ mark: Mark, from: number, to: number }[]} */
  const marks = [];
  forEachDiagnostic(state, (mark, from, to) => marks.push({ mark: /** @type {Mark} */ (mark), from, to }));
  return marks;
}

/** The mark that a position touches. @param {EditorState} state @param {number} at */
export function markAt(state, at) {
  return marksIn(state).find(({ from, to }) => from <= at && at <= to);
}

/** An edit inside a mark, or at its edge, makes it untrue: it goes at once instead of with the next check. */
const dropEdited = EditorState.transactionExtender.of((tr) => {
  if (!tr.docChanged) return null;
  const marks = marksIn(tr.startState);
  const kept = marks.filter(({ from, to }) => !tr.changes.touchesRange(from, to));
  if (kept.length === marks.length) return null;
  return {
    effects: setDiagnosticsEffect.of(
      kept.map(({ mark, from, to }) => ({ ...mark, from: tr.changes.mapPos(from), to: tr.changes.mapPos(to) })),
    ),
  };
});

/** @param {EditorView} view */
export function checkAgain(view) {
  view.dispatch({ effects: recheck.of(null) });
  forceLinting(view);
}

/**
 * @param {object} session
 * @param {import("unglue").Checker | null} session.checker null until it is loaded
 * @param {(error: unknown) => void} session.onCheckError
 * @param {(mark: Mark) => import("@codemirror/lint").Action[]} actionsFor
 */
export function lintExtension(session, actionsFor) {
  /** @param {EditorView} view @returns {readonly Mark[]} */
  function source(view) {
    const { state } = view;
    const shown = marksIn(state);
    // An input method owns the text while it composes: nothing appears, nothing goes. `compositionend` asks again.
    if (view.composing || view.compositionStarted) return shown.map(({ mark, from, to }) => ({ ...mark, from, to }));
    if (!session.checker || state.doc.length > MAX_LENGTH) return [];
    const text = state.doc.toString();
    const typing = state.field(typedWord) !== null;
    let found;
    try {
      found = session.checker.check(text, typing ? { caret: state.selection.main.head } : {});
    } catch (error) {
      session.onCheckError(error);
      return [];
    }
    const old = new Map(shown.filter((s) => s.mark.from === s.from).map(({ mark }) => [mark.from, mark]));
    return found.map((diagnostic) => {
      const finding = toFinding(text, diagnostic);
      // The same finding stays the same object: its open tooltip and its place in the list are then kept.
      const same = old.get(diagnostic.from);
      return same && isSame(same.finding, finding) ? same : toMark(finding, actionsFor);
    });
  }

  return [
    typedWord,
    dropEdited,
    linter(source, {
      delay: DELAY_MS,
      needsRefresh: (update) =>
        (update.startState.field(typedWord) !== null && update.state.field(typedWord) === null) ||
        update.transactions.some((tr) => tr.effects.some((effect) => effect.is(recheck))),
      // A tooltip stays for as long as what it is about.
      hideOn: (tr, from) =>
        tr.docChanged ||
        tr.effects.some((e) => e.is(setDiagnosticsEffect) && !e.value.some((mark) => mark.from === from)),
    }),
    EditorView.focusChangeEffect.of((_, focusing) => (focusing ? null : stopTyping.of(null))),
    EditorView.domEventHandlers({
      compositionend(_, view) {
        // After CodeMirror has read the composed text.
        setTimeout(() => checkAgain(view));
      },
    }),
  ];
}

/**
 * @param {import("./finding.js").Finding} finding
 * @param {(mark: Mark) => import("@codemirror/lint").Action[]} actionsFor
 * @returns {Mark}
 */
function toMark(finding, actionsFor) {
  const { from, to, rule, message } = finding.origin;
  /** @type {Mark} */
  const mark = {
    from,
    to,
    severity: "info",
    message,
    markClass: classOf(rule),
    renderMessage: () => renderCard(finding),
    finding,
  };
  mark.actions = actionsFor(mark);
  return mark;
}

/** @param {import("./finding.js").Finding} a @param {import("./finding.js").Finding} b */
function isSame(a, b) {
  return (
    a.token === b.token && a.rule === b.rule && a.confidence === b.confidence && a.repairs[0].text === b.repairs[0].text
  );
}
