// The proofreader's caret: a small mark under the line at each place where a space is missing. It is drawn beside the
// text, so that letters and the caret stay where they are.

import { setDiagnosticsEffect } from "@codemirror/lint";
import { Prec, RangeSetBuilder } from "@codemirror/state";
import { Decoration, ViewPlugin } from "@codemirror/view";
import { classOf } from "./finding.js";
import { marksIn } from "./lint.js";

/** @param {import("@codemirror/view").EditorView} view */
function draw(view) {
  const { doc } = view.state;
  /** @type {RangeSetBuilder<Decoration>} */
  const builder = new RangeSetBuilder();
  for (const { mark, from, to } of marksIn(view.state)) {
    const { rule, repairs } = mark.finding;
    for (const cut of repairs[0].cuts) {
      const at = from + cut;
      if (at <= from || at >= to) continue;
      // The character before the cut carries the mark; both halves of it, where it has two.
      const last = doc.sliceString(at - 1, at).charCodeAt(0);
      const start = last >= 0xdc00 && last <= 0xdfff && at - 2 >= from ? at - 2 : at - 1;
      builder.add(start, at, Decoration.mark({ class: `cut ${classOf(rule)}` }));
    }
  }
  return builder.finish();
}

const plugin = ViewPlugin.fromClass(
  class {
    /** @param {import("@codemirror/view").EditorView} view */
    constructor(view) {
      this.decorations = draw(view);
    }

    /** @param {import("@codemirror/view").ViewUpdate} update */
    update(update) {
      if (update.transactions.some((tr) => tr.effects.some((effect) => effect.is(setDiagnosticsEffect)))) {
        this.decorations = draw(update.view);
      } else if (update.docChanged) {
        this.decorations = this.decorations.map(update.changes);
      }
    }
  },
  { decorations: (value) => value.decorations },
);

// Of marks over the same text the one of higher precedence is the inner one: the underline then stays in one piece.
export const cutMarks = Prec.high(plugin);
