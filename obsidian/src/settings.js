// The settings, as they are kept in the plugin's data.json.

import { RULES } from "unglue/rules";
import { LEVELS } from "../../www/src/levels.js";

/** @import { Options, Rule } from "unglue" */

/**
 * @typedef {object} Settings
 * @property {keyof typeof LEVELS} level how sure the checker has to be
 * @property {Partial<Record<Rule, boolean>>} rules those that are switched, on or off
 * @property {boolean} offersRepair whether a paste that lost its spaces is offered to be repaired
 * @property {string[]} words
 * @property {string[]} ignored
 */

/**
 * Returns what was kept as settings: what is missing, or no setting, is as by default.
 * @param {unknown} kept
 * @returns {Settings}
 */
export function asSettings(kept) {
  const { level, rules, offersRepair, words, ignored } = /** @type {Partial<Settings>} */ (kept ?? {});
  const texts = (/** @type {unknown} */ list) =>
    Array.isArray(list) ? list.filter((entry) => typeof entry === "string") : [];
  return {
    level: level && Object.hasOwn(LEVELS, level) ? level : "likely",
    rules: typeof rules === "object" ? { ...rules } : {},
    offersRepair: offersRepair ?? true,
    words: texts(words),
    ignored: texts(ignored),
  };
}

/**
 * The options of a checker.
 * @param {Settings} settings
 * @returns {Options}
 */
export const optionsOf = ({ level, rules }) => ({
  showConfidence: LEVELS[level].least,
  rules: RULES.filter(({ name, isDefault }) => rules[name] ?? isDefault).map(({ name }) => name),
});
