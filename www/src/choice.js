// Which of the findings are listed, and which of those “Fix all” is about.

import { byId, h, setText } from "./dom.js";
import { LABELS, sureness } from "./finding.js";

/** @typedef {import("unglue/worker").Mark} Mark */

const ALL = "all";

/** @param {() => void} onChange */
export function createChoice(onChange) {
  const box = byId("choice");
  const rule = /** @type {HTMLSelectElement} */ (byId("rule"));
  const sure = /** @type {HTMLInputElement} */ (byId("sure"));
  const value = byId("sure-value");
  const options = Object.entries({ [ALL]: "All kinds", ...LABELS }).map(([name, label]) => ({
    label,
    element: h("option", { value: name }),
  }));
  rule.append(...options.map(({ element }) => element));

  const showSure = () => (value.textContent = `${sure.value}%`);
  showSure();
  rule.addEventListener("change", onChange);
  sure.addEventListener("input", () => {
    showSure();
    onChange();
  });

  /** @param {Pick<Mark, "rule">} mark */
  const isListed = (mark) => rule.value === ALL || mark.rule === rule.value;
  return {
    isListed,
    /** Whether “Fix all” is about it. @param {Pick<Mark, "rule" | "confidence">} mark */
    isChosen: (mark) => isListed(mark) && (sure.value === sure.min || sureness(mark.confidence) >= sure.valueAsNumber),
    /** Shows how many there are of each kind. @param {readonly Mark[]} found */
    showFound(found) {
      /** @type {Record<string, number>} */
      const counts = { [ALL]: found.length };
      for (const mark of found) counts[mark.rule] = (counts[mark.rule] ?? 0) + 1;
      // When the last one of a kind is gone, the others are of interest.
      if (!counts[rule.value]) rule.value = ALL;
      for (const { label, element } of options) {
        const count = counts[element.value] ?? 0;
        setText(element, `${label} (${count.toLocaleString("en")})`);
        element.disabled = count === 0;
      }
      box.hidden = found.length === 0;
    },
  };
}
