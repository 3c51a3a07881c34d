// A rule for textlint. It reads a file as a whole, since the checker knows Markdown itself and a paragraph says much about its words.

import { checkPlain } from "./editor/given.js";
import { checkerOf } from "./kept.js";

/** @import { Suggestion } from "./index.js" */
/** @import { TextlintContext, TextlintRule, LinterOptions } from "./textlint.js" */

/**
 * @param {TextlintContext} context
 * @param {LinterOptions} [given]
 */
function reporter(context, given = {}) {
  const { mode, ...options } = checkPlain(given);
  const { Syntax, RuleError, fixer, locator, getSource, report } = context;
  const checker = checkerOf(options);
  return {
    /** @param {object} node */
    [Syntax.Document](node) {
      const source = getSource(node);
      for (const { from, to, message, suggestions } of checker.check(source, { mode })) {
        const fix = suggestions.map((suggestion) => change(source, suggestion)).find((change) => change !== undefined);
        report(
          node,
          new RuleError(message, {
            padding: locator.range([from, to]),
            ...(fix && { fix: fixer.replaceTextRange(fix.range, fix.text) }),
          }),
        );
      }
    },
  };
}

/**
 * Returns what a suggestion makes of the stretch that it touches; `undefined` for one that is for the writer to decide.
 * @param {string} source
 * @param {Suggestion} suggestion
 */
function change(source, { applicability, edits }) {
  const [first, last] = [edits[0], edits.at(-1)];
  if (applicability !== "auto" || !first || !last) return undefined;
  let [text, at] = ["", first.from];
  for (const { from, to, insert } of edits) {
    text += source.slice(at, from) + insert;
    at = to;
  }
  return { range: /** @type {[from: number, to: number]} */ ([first.from, last.to]), text };
}

/** @type {TextlintRule} */
const rule = { linter: reporter, fixer: reporter };

export default rule;
