// What is code in CodeMirror, by the syntax tree of the document's language: in prose what is marked up as code or as an
// address, in a program all but its comments. Strings of a program are values that it compares, and no prose.

import { language, syntaxTree } from "@codemirror/language";
import { getStyleTags, tags } from "@lezer/highlight";

/** @import { Tag } from "@lezer/highlight" */

const PROSE = [tags.comment, tags.content];
const CODE = [tags.monospace, tags.name, tags.literal, tags.keyword, tags.operator, tags.meta];
/** The marks of markup, such as the asterisks around what is bold, are part of neither. */
const NEITHER = [tags.processingInstruction];

/**
 * Whether one of a node's tags, or what such a tag is a kind of, is in a list.
 * @param {readonly Tag[]} given
 * @param {readonly Tag[]} list
 */
const isOneOf = (given, list) => given.some((tag) => list.some((of) => tag.set.includes(of)));

/**
 * Returns what tells whether a part of a state's document is code.
 * @param {import("@codemirror/state").EditorState} state
 * @returns {import("./protection.js").Predicate}
 */
export function codeIn(state) {
  const of = state.facet(language);
  if (!of) return () => false;
  const tree = syntaxTree(state);
  // The checker knows Markdown's code itself; what it may be elsewhere is known when it is parsed.
  const end = of.name === "markdown" ? Infinity : tree.length;
  return (from, to) => to > end || isCode(tree, from, to);
}

/**
 * Whether more of a document is parsed than before an update that did not change it, or another language came.
 * @param {import("@codemirror/view").ViewUpdate} update
 */
export function hasParsedMore({ docChanged, startState, state }) {
  if (startState.facet(language) !== state.facet(language)) return true;
  return !docChanged && syntaxTree(startState) !== syntaxTree(state);
}

/**
 * @param {ReturnType<typeof syntaxTree>} tree
 * @param {number} from
 * @param {number} to
 */
function isCode(tree, from, to) {
  let found = false;
  tree.iterate({
    from,
    to,
    enter(node) {
      if (found || node.from >= to || node.to <= from) return false;
      const given = getStyleTags(node)?.tags ?? [];
      found = isOneOf(given, [tags.monospace]) || (isOneOf(given, CODE) && !isOneOf(given, [...PROSE, ...NEITHER]));
      // What stands in a comment is prose, whatever it looks like; what stands in a paragraph may be code.
      return !found && !isOneOf(given, [tags.comment]);
    },
  });
  return found;
}
