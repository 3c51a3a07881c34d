// The tooltip: which kind of fault, how sure the checker is, what the text would become, and what can be done.

import { activateHover, hoverTooltip } from "@codemirror/view";
import { checkingOf, marksChanged } from "./checking.js";
import { gapped, h } from "./dom.js";
import { classOf, labelOf, percent, toFinding } from "./finding.js";

/** @typedef {import("./checking.js").Mark} Mark */
/** @typedef {{ name: string, run: () => void }} Action */

/** @param {(mark: Mark, finding: import("./finding.js").Finding) => Action[]} actionsFor the first is the main one */
export function cards(actionsFor) {
  return hoverTooltip(
    (view, at) => {
      const mark = checkingOf(view).markAt(at);
      if (!mark) return null;
      const { from, to } = mark;
      const finding = toFinding(view.state.sliceDoc(from, to), mark);
      const create = () => ({ dom: renderCard(finding, actionsFor(mark, finding)) });
      return { pos: from, end: to, above: view.state.doc.lineAt(from).to < to, create };
    },
    {
      // It stays for as long as what it is about.
      hideOn: (tr, { pos }) =>
        tr.docChanged ||
        tr.effects.some((effect) => effect.is(marksChanged) && effect.value.every(({ from }) => from !== pos)),
    },
  );
}

/** @param {import("./finding.js").Finding} finding @param {Action[]} actions */
function renderCard(finding, actions) {
  const [best] = finding.repairs;
  const buttons = actions.map(({ name, run }, nth) => {
    const button = h("button", { type: "button", class: nth === 0 ? "action apply" : "action" }, name);
    button.addEventListener("click", run);
    // The text keeps the focus, and with it the tooltip stays.
    button.addEventListener("mousedown", (event) => event.preventDefault());
    return button;
  });
  return h(
    "div",
    `card ${classOf(finding.rule)}`,
    h(
      "div",
      "card-head",
      h("span", "rule", labelOf(finding.rule)),
      h("span", "sure", `${percent(finding.confidence)} sure`),
    ),
    gapped(best.text, best.gaps, "card-repair gapped"),
    h("p", "card-message", finding.message),
    h("div", "actions", ...buttons),
  );
}

/**
 * Opens the tooltip of a mark until the caret leaves it.
 * @param {import("@codemirror/view").EditorView} view
 * @param {Mark} mark
 */
export function openCard(view, { from, to }) {
  activateHover(view, from, 1, {
    until: (tr) => tr.docChanged || tr.newSelection.main.head < from || tr.newSelection.main.head > to,
  });
}
