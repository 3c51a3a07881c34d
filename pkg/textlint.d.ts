/**
 * A rule for textlint: what the checker finds in a file, with a fix for what it is sure of.
 *
 * ```json
 * { "rules": { "unglue/textlint": { "showConfidence": 0.9 } } }
 * ```
 *
 * @module
 */

import type { MessageParts, Messages } from "./adapter.js";
import type { Mode, Options } from "./index.js";

export type { MessageParts, Messages };

/** What a linter is configured with: plain data, but for `messages`. */
export interface LinterOptions extends Omit<Options, "language"> {
  /** What sort of text the files are. Default: `"editor"`. */
  mode?: Mode | undefined;
  /** What is reported, in a host's own words or language: its `diagnostic`; linters offer none of the actions. */
  messages?: Messages | undefined;
}

/** What textlint gives a rule, as far as this one needs it: its types are no dependency of this package. */
export interface TextlintContext {
  readonly Syntax: { readonly Document: string };
  readonly RuleError: new (message: string, details?: object) => object;
  readonly fixer: { replaceTextRange(range: [from: number, to: number], text: string): object };
  readonly locator: { range(range: [from: number, to: number]): object };
  getSource(node?: object): string;
  report(node: object, error: object): void;
}

/** A rule of textlint that can fix. */
export interface TextlintRule {
  linter(context: TextlintContext, options?: LinterOptions): Record<string, (node: object) => void>;
  fixer(context: TextlintContext, options?: LinterOptions): Record<string, (node: object) => void>;
}

/** The rule. It reports each diagnostic at its place, and fixes those that {@link Checker.fix} would. */
declare const rule: TextlintRule;
export default rule;
