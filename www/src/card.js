// What the tooltip shows: which kind of fault, how sure the checker is, what the text would become, and what can be done.

import { gapped, h, replaced } from "./dom.js";
import { classOf, labelOf, percent } from "./finding.js";

/** @typedef {{ name: string, run: () => void }} Action */

/** @param {import("./finding.js").Finding} finding @param {Action[]} actions the first is the main one */
export function createCard({ token, rule, confidence, repair, message }, actions) {
  const buttons = actions.map(({ name, run }, nth) => {
    const button = h("button", { type: "button", class: nth === 0 ? "action apply" : "action" }, name);
    button.addEventListener("click", run);
    // The text keeps the focus, and with it the tooltip stays.
    button.addEventListener("mousedown", (event) => event.preventDefault());
    return button;
  });
  return h(
    "div",
    `card ${classOf(rule)}`,
    h("div", "card-head", h("span", "rule", labelOf(rule)), h("span", "sure", `${percent(confidence)} sure`)),
    h("p", "card-change", replaced(token, repair.gone), gapped(repair.text, repair.gaps, "card-repair gapped")),
    h("p", "card-message", message),
    h("div", "actions", ...buttons),
  );
}
