// The marks of a text that is edited while its check is under way, without anything that makes them quick: after each edit
// and each answer, every mark is moved through all edits that have no answer.

import { mapped } from "../../edits.js";

function touches(from, { from: start, to: end, suggestions: [{ edits }] }, edit) {
  const to = from + end - start;
  if (edit.to < from || to < edit.from) return false;
  if (edit.from === edit.to && edits.some((own) => own.from - start === edit.from - from)) return true;
  if (edit.from === edit.to && edit.from === to) return !/^\s/.test(edit.insert);
  if (edit.from === edit.to && edit.to === from) return !/\s$/.test(edit.insert);
  return true;
}

const NOWHERE = { from: Infinity, to: Infinity, insert: "" };

class PlainMark {
  constructor(origin) {
    this.origin = origin;
    this.known = origin.from;
    this.length = origin.to - origin.from;
    this.isGone = false;
  }

  /** Moves it through edits without an answer; `from` is null where one of them touches it. */
  follow(pending) {
    this.from = this.isGone ? null : this.known;
    for (const edit of pending) {
      if (this.from === null) return;
      this.from = touches(this.from, this.origin, edit) ? null : mapped(this.from, edit);
    }
  }
}

export class PlainMarks {
  #marks = [];
  #pending = [];

  get live() {
    return this.#marks.filter(({ from }) => from !== null);
  }

  edit(edits) {
    this.#pending.push(...edits);
    for (const mark of this.#marks) mark.follow(this.#pending);
  }

  answer(changes) {
    return this.#take(changes.map((change) => [this.#pending.shift(), change]));
  }

  add(change) {
    return this.#take([[NOWHERE, change]]);
  }

  replace(diagnostics, edits) {
    const passed = this.#pending.splice(0, edits).map((edit) => [edit, { removed: [], added: [] }]);
    return this.#take([...passed, [NOWHERE, { removed: null, added: diagnostics }]]);
  }

  #take(changes) {
    const [removed, added] = [[], []];
    for (const [edit, change] of changes) {
      const kept = [];
      const found = [...change.added];
      for (const mark of this.#marks) {
        const isDoubted = change.removed === null || change.removed.some(({ from }) => from === mark.known);
        mark.known = mapped(mark.known, edit);
        const same = found.findIndex(
          ({ from, to, rule, suggestions: [{ text }] }) =>
            from === mark.known &&
            to - from === mark.length &&
            rule === mark.origin.rule &&
            text === mark.origin.suggestions[0].text,
        );
        if (isDoubted && same < 0) {
          mark.isGone = true;
          mark.from = null;
          removed.push(mark);
          continue;
        }
        if (isDoubted) [mark.origin] = found.splice(same, 1);
        kept.push(mark);
      }
      const come = found.map((diagnostic) => new PlainMark(diagnostic));
      added.push(...come);
      this.#marks = [...kept, ...come].sort((a, b) => a.known - b.known);
    }
    for (const mark of this.#marks) mark.follow(this.#pending);
    return { removed, added: added.filter(({ isGone }) => !isGone) };
  }
}
