// The text of a piece of a page, and which character of it is where in the DOM.
//
// The DOM is mirrored by a tree of parts, each of which knows the length of its text. When the DOM changes, only the parts
// that changed are read again, and what that does to the text comes out as edits.

import { defined } from "../defined.js";
import { spanned } from "../edits.js";
import { difference } from "./difference.js";
import { dataOf, dropped, edgeOf, isText, lastText, Part, stale, sum, textOf } from "./dom-part.js";
import { viewOf } from "./follow.js";
import { Rendering } from "./rendering.js";

/** @import { Edit } from "../index.js" */

/** From so many children on, a part remembers where the last one that was asked for starts. */
const MANY = 16;
/** So many edits are told one by one: each has all that was found moved. */
const FEW = 8;

/**
 * A live range, and what tells whether it is where its characters are.
 * @typedef {object} Tracked
 * @property {Range} range
 * @property {Part | undefined} first
 * @property {Part | undefined} last
 * @property {Element} block
 * @property {number} version
 */

export class DomText {
  #root;
  #rendering;
  /** @type {WeakMap<Node, Part>} */
  #parts = new WeakMap();
  #tree;
  /** @type {string | null} */
  #text = null;
  /** @type {Edit[]} */
  #edits = [];
  #observer;
  #version = 0;
  #isDestroyed = false;

  /**
   * @param {HTMLElement} root
   * @param {object} options
   * @param {string | undefined} [options.ignore] a selector of elements that are no text
   * @param {(how: { restyled: boolean }) => void} [options.onChange] the DOM has changed; restyled: so that what is rendered may be other
   */
  constructor(root, { ignore, onChange = () => {} } = {}) {
    this.#root = root;
    this.#rendering = new Rendering(root, ignore);
    this.#observer = new (viewOf(root).MutationObserver)((records) => {
      this.#note(records);
      onChange({ restyled: records.some(({ type }) => type === "attributes") });
    });
    const attributes = [
      "class",
      "style",
      "hidden",
      "open",
      "slot",
      "contenteditable",
      "spellcheck",
      "translate",
      "data-unglue",
    ];
    const observed = { childList: true, characterData: true, subtree: true };
    this.#observer.observe(
      root,
      ignore ? { ...observed, attributes: true } : { ...observed, attributeFilter: attributes },
    );
    this.#tree = this.#readRoot();
  }

  /** The text as of the last `changes` or `absorb`. */
  get text() {
    return (this.#text ??= textOf(this.#tree));
  }

  /** Counts the changes of the text. */
  get version() {
    return this.#version;
  }

  /** Takes in what has changed in the DOM. Returns what that did to the text: each edit fits the text that the last one left. */
  absorb() {
    this.#note(this.#observer.takeRecords());
    /** @type {Edit[]} */
    const edits = [];
    if (this.#tree.isStale) {
      this.#version += 1;
      this.#renew(this.#tree, 0, edits);
    }
    if (edits.length > 0) this.#text = null;
    this.#edits.push(...edits);
    return edits;
  }

  /** Returns all edits since the last call; many at a time as one around them. */
  changes() {
    this.absorb();
    const edits = this.#edits.splice(0);
    return edits.length > FEW ? [spanned(edits, this.text)] : edits;
  }

  /** Looks, element by element, at whether each is still rendered as it was when it was read; `absorb` reads what is not. */
  *recheck() {
    const left = [this.#tree];
    while (left.length > 0) {
      const part = defined(left.pop());
      if (part.isRemoved || part.kind === null) continue;
      yield;
      if (!this.#isAsRead(part)) this.#discard(part);
      else if (part.children) left.push(...part.children.filter(({ kind }) => kind !== null));
    }
  }

  /**
   * Whether the text around a place is rendered as it was when it was read. If not, `absorb` reads it again.
   * @param {number} offset
   */
  isAsRead(offset) {
    const parts = new Set([this.#partAt(offset), this.#partAt(offset + 1)]);
    let isRight = !parts.has(undefined);
    for (const text of parts) {
      for (let part = text?.parent; part?.parent; part = part.parent) {
        if (part.isRemoved || this.#isAsRead(part)) continue;
        this.#discard(part);
        isRight = false;
      }
    }
    return isRight;
  }

  /**
   * The text node that has the character before an offset (or, at its very start, the one behind), and where in it.
   * @param {number} offset
   * @returns {[node: Node, at: number]}
   */
  point(offset) {
    const part = this.#partAt(offset);
    return part ? [part.node, clamp(offset - this.#start(part), part.length)] : [this.#root, 0];
  }

  /**
   * A live range of the page, with the block that it starts in. It is right until `isRight` says otherwise.
   * @param {number} from
   * @param {number} to
   * @returns {Tracked}
   */
  track(from, to) {
    const range = this.#root.ownerDocument.createRange();
    // A word starts in the node of its first character.
    const [first, last] = [this.#partAt(from + 1), this.#partAt(to)];
    if (first && last) {
      range.setStart(first.node, clamp(from - this.#start(first), first.length));
      range.setEnd(last.node, clamp(to - this.#start(last), last.length));
    }
    let block = first?.parent ?? this.#tree;
    while (block.parent && edgeOf(block) !== "\n") block = block.parent;
    return { range, first, last, block: block.element, version: this.#version };
  }

  /**
   * Whether a live range is where its characters are.
   * @param {Tracked} tracked
   * @param {number} from
   * @param {number} to
   */
  isRight(tracked, from, to) {
    const { range, first, last, version } = tracked;
    if (!first || !last || first.isRemoved || last.isRemoved) return false;
    // Whoever moves the region takes ranges out of it.
    if (range.startContainer !== first.node || range.endContainer !== last.node) return false;
    if (first.changedIn <= version && last.changedIn <= version) return true;
    tracked.version = this.#version;
    return range.startOffset === from - this.#start(first) && range.endOffset === to - this.#start(last);
  }

  /**
   * @param {number} from
   * @param {number} to
   */
  range(from, to) {
    return this.track(from, to).range;
  }

  /**
   * The parts of text nodes that have the characters between two offsets; null where one of these stands for something else.
   * @param {number} from
   * @param {number} to
   */
  pieces(from, to) {
    /** @type {{ node: Text, from: number, to: number }[]} */
    const pieces = [];
    for (let at = from; at < to; ) {
      const part = this.#partAt(at + 1);
      const start = part ? this.#start(part) : Infinity;
      if (!part || at < start) return null;
      const end = Math.min(to, start + part.length);
      pieces.push({ node: part.textNode, from: at - start, to: end - start });
      at = end;
    }
    return pieces;
  }

  /**
   * The offset of a place in the DOM, or null outside.
   * @param {Node} node
   * @param {number} at
   */
  offset(node, at) {
    if (!this.#root.contains(node)) return null;
    const part = this.#partOf(node);
    if (part?.kind === null) return this.#start(part) + Math.min(at, part.length);
    if (part?.children) {
      for (let child = /** @type {Node | null} */ (node.childNodes[at]); child; child = child.nextSibling) {
        const behind = this.#partOf(child);
        if (behind) return this.#start(behind);
      }
      return this.#start(part) + part.length - edgeOf(part).length;
    }
    // In what stands for something else: before it.
    let around = node;
    let outer;
    while (!(outer = this.#partOf(around))) around = defined(around.parentNode);
    return this.#start(outer);
  }

  /**
   * Whether a place in the DOM is one in the text: not in code, for instance.
   * @param {Node} node
   */
  has(node) {
    const part = this.#partOf(node);
    return part?.kind === null || part?.children !== null;
  }

  /** Whether what changes in the DOM is no longer noticed. */
  get isDestroyed() {
    return this.#isDestroyed;
  }

  destroy() {
    this.#isDestroyed = true;
    this.#observer.disconnect();
  }

  // The tree.

  /** @param {Node} node */
  #partOf(node) {
    const part = this.#parts.get(node);
    return part?.isRemoved ? undefined : part;
  }

  #readRoot() {
    const part = new Part(this.#root, null);
    part.kind = this.#rendering.ofRoot();
    this.#parts.set(this.#root, part);
    part.children = this.#children(part);
    part.length = sum(part.children);
    return part;
  }

  /**
   * Reads a node. Returns undefined for comments and the like.
   * @param {Node} node
   * @param {Part} parent
   */
  #read(node, parent) {
    const { nodeType } = node;
    if (nodeType !== 3 && nodeType !== 4 && nodeType !== 1) return undefined;
    const part = new Part(node, parent);
    this.#parts.set(node, part);
    part.changedIn = this.#version;
    if (nodeType === 1) part.kind = this.#rendering.of(part.element);
    if (part.kind === null || part.kind.isLeaf) {
      part.data = part.kind === null ? dataOf(part) : part.kind.text;
      part.length = part.data.length;
    } else {
      part.children = this.#children(part);
      part.length = sum(part.children) + 2 * edgeOf(part).length;
    }
    return part;
  }

  /**
   * The parts of an element's children: those that there are already, and new ones.
   * @param {Part} part
   */
  #children(part) {
    /** @type {Part[]} */
    const children = [];
    if (part.kind?.isLeaf) return children;
    for (let node = part.node.firstChild; node; node = node.nextSibling) {
      const known = this.#partOf(node);
      const child = known?.parent === part ? known : this.#read(node, part);
      if (child) children.push(child);
    }
    return children;
  }

  /**
   * Notes what is to be read again.
   * @param {readonly MutationRecord[]} records
   */
  #note(records) {
    for (const { type, target } of records) {
      const part = this.#partOf(target);
      if (!part) continue;
      if (type === "characterData") stale(part);
      else if (type === "childList") part.children && this.#relist(part);
      else if (!this.#isAsRead(part)) this.#discard(part);
    }
  }

  /** @param {Part} part */
  #isAsRead(part) {
    return part.kind === (part === this.#tree ? this.#rendering.ofRoot() : this.#rendering.of(part.element));
  }

  /** @param {Part} part */
  #relist(part) {
    part.isRelisted = true;
    stale(part);
  }

  /**
   * Has an element read as if it were new.
   * @param {Part} part
   */
  #discard(part) {
    if (part === this.#tree) part.kind = this.#rendering.ofRoot();
    else dropped(part);
    this.#relist(part.parent ?? part);
  }

  /**
   * Reads a part again where it changed, and tells the edits. It starts at `at` in the text that these leave.
   * @param {Part} part
   * @param {number} at
   * @param {Edit[]} edits
   */
  #renew(part, at, edits) {
    if (!part.isStale) return;
    part.isStale = false;
    if (part.kind === null) {
      const data = dataOf(part);
      const edit = difference(part.data, data);
      if (!edit) return;
      edits.push(moved(edit, at));
      part.changedIn = this.#version;
      part.data = data;
      part.length = data.length;
      return;
    }
    const edge = edgeOf(part).length;
    if (part.isRelisted) this.#renewList(part, at + edge, edits);
    else this.#renewAll(part.children ?? [], at + edge, edits);
    part.length = sum(part.children ?? []) + 2 * edge;
  }

  /**
   * Returns where the parts end.
   * @param {readonly Part[]} parts
   * @param {number} at
   * @param {Edit[]} edits
   */
  #renewAll(parts, at, edits) {
    for (const part of parts) {
      this.#renew(part, at, edits);
      at += part.length;
    }
    return at;
  }

  /**
   * @param {Part} part
   * @param {number} at
   * @param {Edit[]} edits
   */
  #renewList(part, at, edits) {
    part.isRelisted = false;
    const old = part.children ?? [];
    const now = this.#children(part);
    part.children = now;
    const shorter = Math.min(old.length, now.length);
    let front = 0;
    while (front < shorter && old[front] === now[front]) front += 1;
    let back = 0;
    while (back < shorter - front && old[old.length - 1 - back] === now[now.length - 1 - back]) back += 1;

    const middle = now.slice(front, now.length - back);
    const left = old.slice(front, old.length - back);
    at = this.#renewAll(now.slice(0, front), at, edits);
    const before = left.map(textOf).join("");
    this.#renewAll(middle, 0, []);
    const after = middle.map(textOf).join("");
    const edit = difference(before, after);
    if (edit) edits.push(moved(edit, at));
    const kept = new Set(middle);
    for (const child of left) if (!kept.has(child)) dropped(child);
    this.#renewAll(now.slice(now.length - back), at + after.length, edits);
  }

  // Offsets.

  /** @param {Part} part */
  #start(part) {
    let start = 0;
    for (; part.parent; part = part.parent) start += edgeOf(part.parent).length + this.#startIn(part.parent, part);
    return start;
  }

  /**
   * Where a child starts behind the edge of a part.
   * @param {Part} part
   * @param {Part} child
   */
  #startIn(part, child) {
    const { hint } = part;
    const children = defined(part.children);
    let [nth, start] = hint.version === this.#version ? [hint.nth, hint.start] : [0, 0];
    // What is asked for lies behind what was asked for last, as a rule.
    const from = nth;
    for (; nth < children.length && children[nth] !== child; nth += 1) start += children[nth].length;
    if (nth === children.length) {
      [nth, start] = [0, 0];
      for (; nth < from && children[nth] !== child; nth += 1) start += children[nth].length;
    }
    return this.#remember(part, nth, start);
  }

  /**
   * The text node that has the character before an offset; at the start of a line, the one behind; at the end, the last one.
   * @param {number} offset
   */
  #partAt(offset) {
    return this.#find(this.#tree, offset) ?? lastText(this.#tree);
  }

  /**
   * The first text node in a part that ends at an offset from its start, or behind.
   * @param {Part} part
   * @param {number} offset
   * @returns {Part | undefined}
   */
  #find(part, offset) {
    if (!part.children) return isText(part) && offset <= part.length ? part : undefined;
    const { children, hint } = part;
    const at = offset - edgeOf(part).length;
    let [nth, start] = hint.version === this.#version && hint.start < at ? [hint.nth, hint.start] : [0, 0];
    while (nth < children.length && start + children[nth].length < at) start += children[nth++].length;
    if (nth < children.length) this.#remember(part, nth, start);
    for (; nth < children.length; nth += 1) {
      const found = this.#find(children[nth], at - start);
      if (found) return found;
      start += children[nth].length;
    }
    return undefined;
  }

  /**
   * @param {Part} part
   * @param {number} nth
   * @param {number} start
   */
  #remember(part, nth, start) {
    if (defined(part.children).length >= MANY) part.hint = { nth, start, version: this.#version };
    return start;
  }
}

/**
 * @param {number} at
 * @param {number} length
 */
const clamp = (at, length) => Math.max(0, Math.min(at, length));

/**
 * @param {Edit} edit
 * @param {number} by
 */
const moved = ({ from, to, insert }, by) => ({ from: from + by, to: to + by, insert });
