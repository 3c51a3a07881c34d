// What the tooltip says: which kind of fault, how sure the checker is, what the text would become.

import { gapped, h } from "./dom.js";
import { classOf, labelOf, percent } from "./finding.js";

/** @param {import("./finding.js").Finding} finding */
export function renderCard(finding) {
  const [best] = finding.repairs;
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
  );
}
