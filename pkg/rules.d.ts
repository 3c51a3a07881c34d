import type { Rule } from "./index.js";

/** What is known of a rule. */
export interface RuleInfo {
  /** Its name, as in {@link Diagnostic.rule}. */
  readonly name: Rule;
  /** What a writer sees it called, in lists and filters. */
  readonly label: string;
  /** Whether it is on where {@link Options.rules} chooses nothing. */
  readonly isDefault: boolean;
  /** What is wrong, as a sentence without its end: where one edit mends it, and where several do. */
  readonly faults: readonly [one: string, several: string];
}

/**
 * Every rule there is, in the order of the documentation.
 *
 * ```js
 * import { RULES } from "unglue/rules";
 * RULES.map(({ label }) => label); // ["Words run together", …]
 * ```
 */
export const RULES: readonly RuleInfo[];
