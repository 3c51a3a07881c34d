// A rule for textlint. It reads a file as a whole, since the checker knows Markdown itself and a paragraph says much about its words.

import { linterOf } from "./kept.js";

/** @import { Suggestion } from "./index.js" */
/** @import { TextlintContext, TextlintRule, LinterOptions } from "./textlint.js" */

/**
 * @param {TextlintContext} context
 * @param {LinterOptions} [options]
 */
function reporter(context, options) {
  const { Syntax, RuleError, fixer, locator, getSource, report } = context;
  const linter = linterOf(options);
  return {
    /** @param {object} node */
    [Syntax.Document](node) {
      const source = getSource(node);
      for (const diagnostic of linter.check(source)) {
        const { from, to, suggestions } = diagnostic;
        const fix = suggestions.map((suggestion) => change(source, suggestion)).find((change) => change !== undefined);
        report(
          node,
          new RuleError(linter.messageOf(diagnostic), {
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
