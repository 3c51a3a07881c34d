// Which of the findings are listed, by their kind and by how sure the checker is. “Fix all” is about what is listed.

import { byId, h, setText } from "./dom.js";
import { LABELS } from "./finding.js";
import { createLevel } from "./level.js";

/** @typedef {import("unglue/worker").Mark} Mark */

const ALL = "all";

/**
 * @param {object} on
 * @param {() => void} on.rule another kind is chosen
 * @param {() => void} on.level the checker has to be more or less sure
 * @param {(rule: string) => boolean} on.isOn whether a rule is looked for
 */
export function createChoice(on) {
  const rule = /** @type {HTMLSelectElement} */ (byId("rule"));
  const level = createLevel(on.level);
  const options = Object.entries({ [ALL]: "All kinds", ...LABELS }).map(([name, label]) => ({
    label,
    element: h("option", { value: name }),
  }));
  for (const { element } of options) rule.append(element);
  rule.addEventListener("change", on.rule);

  return {
    level,
    /** @returns {(mark: Pick<Mark, "rule" | "confidence">) => boolean} whether one is listed, as it is chosen now */
    listing() {
      const { least } = level;
      const { value } = rule;
      return (mark) => (value === ALL || mark.rule === value) && mark.confidence >= least;
    },
    /**
     * Shows how many there are of each kind and at each level.
     * @param {readonly Mark[]} known also those that the checker is less sure of
     */
    showFound(known) {
      level.showFound(known);
      const { least } = level;
      const shown = known.filter(({ confidence }) => confidence >= least);
      /** @type {Record<string, number>} */
      const counts = { [ALL]: shown.length };
      for (const mark of shown) counts[mark.rule] = (counts[mark.rule] ?? 0) + 1;
      // When the last one of a kind is gone, the others are of interest.
      if (!counts[rule.value]) rule.value = ALL;
      for (const { label, element } of options) {
        const count = counts[element.value] ?? 0;
        setText(element, `${label} (${count.toLocaleString("en")})`);
        element.disabled = count === 0;
        element.hidden = element.value !== ALL && !on.isOn(element.value);
      }
      rule.hidden = shown.length === 0;
    },
    /** Whether there is anything to choose from: a text that is checked. @param {boolean} is */
    show(is) {
      byId("choice").hidden = !is;
    },
  };
}
