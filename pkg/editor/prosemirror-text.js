// The text of a ProseMirror document, one character for each position, so that offsets are positions: where a node starts or
// ends stands a line break, and for an inline atom or a character that is not to be checked one that no word goes beyond.
// Formatting marks take no positions, so words are joined across them.

import { defined } from "../defined.js";
import { isLeftOutBy } from "./off.js";

/** @import { DOMOutputSpec, Mark, Node as ProseMirrorNode } from "prosemirror-model" */
/** @import { Edit } from "../index.js" */

const ATOM = "\ufffc";

/**
 * Whether a node or mark leaves its content out: both are immutable, and so is the answer.
 * @type {WeakMap<ProseMirrorNode | Mark, boolean>}
 */
const answers = new WeakMap();

/**
 * Whether a node or mark is code, or says that its content is not to be checked: in its attributes or those of its element.
 * @param {ProseMirrorNode | Mark} of
 */
function isLeftOut(of) {
  const known = answers.get(of);
  if (known !== undefined) return known;
  const answer = of.type.spec.code === true || isLeftOutBy(of.attrs) || isLeftOutBy(elementAttributes(of));
  answers.set(of, answer);
  return answer;
}

/**
 * The attributes of the outermost element that a schema's `toDOM` makes of a node or mark, where it makes one.
 * @param {ProseMirrorNode | Mark} of
 * @returns {Record<string, unknown> | undefined}
 */
function elementAttributes(of) {
  // Each takes one of its own kind.
  const { toDOM } = /** @type {{ toDOM?: (of: unknown, inline: boolean) => DOMOutputSpec }} */ (of.type.spec);
  let made;
  try {
    made = toDOM?.call(of.type.spec, of, true);
  } catch {
    // Outside of a page.
  }
  if (Array.isArray(made)) return made[1];
  const { dom = made } = /** @type {{ dom?: unknown }} */ (made ?? {});
  const element = /** @type {Element | undefined} */ (dom);
  if (typeof element?.getAttribute !== "function") return undefined;
  return Object.fromEntries(
    ["spellcheck", "translate", "data-unglue"].map((name) => [name, element.getAttribute(name)]),
  );
}

/**
 * The text of a part of a document.
 * @param {ProseMirrorNode} doc
 * @param {number} [from]
 * @param {number} [to]
 */
export function textOf(doc, from = 0, to = doc.content.size) {
  /** @type {string[]} */
  const parts = [];
  let length = 0;
  /** @param {string} text */
  const add = (text) => {
    parts.push(text);
    length += text.length;
  };
  /**
   * Line breaks up to a position.
   * @param {number} at
   */
  const reach = (at) => at - from > length && add("\n".repeat(at - from - length));
  doc.nodesBetween(from, to, (node, start) => {
    const isOut = isLeftOut(node) || node.marks.some(isLeftOut);
    if (node.isText) {
      reach(start);
      const part = (node.text ?? "").slice(Math.max(0, from - start), to - start);
      add(isOut ? ATOM.repeat(part.length) : part);
    } else if (node.isInline && node.isLeaf) {
      reach(start);
      add(ATOM);
    } else if (isOut) {
      // Without its edges, which end what stands beside it.
      const [first, last] = [Math.max(from, start + 1), Math.min(to, start + node.nodeSize - 1)];
      reach(first);
      if (last > first) add(ATOM.repeat(last - first));
      return false;
    }
    return true;
  });
  reach(to);
  return parts.join("");
}

/**
 * What changed between two documents from a position on, as an edit of their texts.
 * @param {ProseMirrorNode} before
 * @param {ProseMirrorNode} after
 * @param {number} from
 * @returns {Edit}
 */
export function difference(before, after, from) {
  let { a, b } = defined(before.content.findDiffEnd(after.content));
  // Where the same stands twice, the ends are found before the start.
  const overlap = from - Math.min(a, b);
  if (overlap > 0) [a, b] = [a + overlap, b + overlap];
  return { from, to: a, insert: textOf(after, from, b) };
}
