// The underlines of a <textarea> or <input>: what can be seen of its text is laid out once more, invisibly, in a layer above
// it, and only the lines under the marks can be seen of that.

import { defined } from "../defined.js";
import { firstBehind } from "../sorted.js";
import { difference } from "./difference.js";
import { inNextFrame, viewOf } from "./follow.js";
import { Layer } from "./layer.js";
import { LineLayout } from "./line-layout.js";
import { removalsOf } from "./removals.js";

/** @import { Mark } from "../worker.js" */
/** @import { Block, Ruler } from "./line-layout.js" */
/** @import { TextControl } from "./text-control.js" */

/** What decides where the characters of a field stand. */
const LAYOUT = [
  "direction",
  "font-family",
  "font-size",
  "font-style",
  "font-variant",
  "font-weight",
  "font-stretch",
  "font-size-adjust",
  "font-optical-sizing",
  "font-feature-settings",
  "font-variation-settings",
  "font-kerning",
  "font-synthesis",
  "font-palette",
  "hyphens",
  "letter-spacing",
  "line-break",
  "overflow-wrap",
  "tab-size",
  "text-align",
  "text-align-last",
  "text-indent",
  "text-rendering",
  "text-size-adjust",
  "text-spacing-trim",
  "text-autospace",
  "text-transform",
  "text-wrap-style",
  "unicode-bidi",
  "white-space",
  "word-break",
  "word-spacing",
  "writing-mode",
  "-webkit-font-smoothing",
];
/** For so long, in ms, a frame may be kept from being drawn. */
const BUDGET = 4;

/** @typedef {{ element: HTMLElement, elements: HTMLElement[], marks: readonly Mark[] }} DrawnBlock */

export class Mirror {
  /** @type {TextControl} */
  #control;
  /** @type {readonly Mark[]} */
  #marks = [];
  /** What is marked, and what is laid out. */
  #text = "";
  /** @type {string | null} */
  #laidOut = null;
  #layer;
  #layout = new LineLayout(this);
  /**
   * What scrolls; in it, what is laid out only to be measured, and each block that is drawn.
   * @type {HTMLElement | null}
   */
  #scrolled = null;
  /** @type {HTMLElement | null} */
  #ruler = null;
  /** @type {Map<Block, DrawnBlock>} */
  #blocks = new Map();
  /** The element of each mark. @type {Map<Mark, HTMLElement>} */
  #drawn = new Map();
  /** The styles of the text, and whether it can be cut within a paragraph. */
  #style = "";
  #isCuttable = true;
  /** @type {ResizeObserverSize | undefined} */
  #size;
  #later;
  #idle = 0;

  /** @param {TextControl} control */
  constructor(control) {
    this.#control = control;
    this.#later = inNextFrame(control, () => this.#render());
    this.#layer = new Layer(control, (size) => {
      // Nothing else tells how wide the text is where that is no whole number.
      this.#size = size ?? this.#size;
      this.#render();
    });
  }

  /**
   * Draws the marks of a text, in its order, before the next frame is shown; unless the same array was given for the same text.
   * @param {string} text
   * @param {readonly Mark[]} marks
   */
  draw(text, marks) {
    if (marks === this.#marks && text === this.#text) return;
    this.#text = text;
    this.#marks = marks;
    this.#later();
  }

  /**
   * Where a mark stands in the window, or undefined where it cannot be seen.
   * @param {Mark} mark
   */
  place(mark) {
    if (this.#later.isDue()) this.#render();
    return this.#drawn.get(mark)?.getBoundingClientRect();
  }

  destroy() {
    this.#marks = [];
    this.#later.cancel();
    this.#layer.destroy();
  }

  #render() {
    this.#later.cancel();
    this.#drawn.clear();
    // Of a text that a script has set nobody knows yet.
    const content = this.#marks.length > 0 && this.#control.value === this.#text ? this.#layer.show() : null;
    if (content === null) {
      this.#layer.hide();
      return;
    }
    this.#update(content);
    const seen = this.#scroll();
    this.#layOut(seen.bottom, BUDGET);
    this.#drawBlocks(this.#layout.between(2 * seen.top - seen.bottom, 2 * seen.bottom - seen.top));
    if (this.#layout.isKnown(seen.bottom)) this.#layOutIdly();
    else this.#later();
  }

  /**
   * Lays out what there is above a height, for so many ms.
   * @param {number} bottom
   * @param {number} ms
   */
  #layOut(bottom, ms) {
    for (const end = performance.now() + ms; this.#layout.step(bottom) && performance.now() < end; );
  }

  /** Lays out the rest while nothing else is to be done, so that it is known once somebody scrolls there. */
  #layOutIdly() {
    const view = viewOf(this.#control);
    if (this.#idle || !view.requestIdleCallback || this.#layout.isKnown()) return;
    this.#idle = view.requestIdleCallback((deadline) => {
      this.#idle = 0;
      if (this.#scrolled?.isConnected && this.#laidOut === this.#control.value)
        this.#layOut(Infinity, Math.min(BUDGET, deadline.timeRemaining()));
      this.#layOutIdly();
    });
  }

  /**
   * Brings what is laid out to the text and the styles of now.
   * @param {HTMLElement} content
   */
  #update(content) {
    const computed = viewOf(this.#control).getComputedStyle(this.#control);
    // As a factor it is rounded in another way than as the length that it comes to.
    const lineHeight = this.#control.computedStyleMap?.().get("line-height")?.toString() ?? computed.lineHeight;
    const single = isSingle(this.#control) ? ";white-space:pre" : "";
    const style = `${LAYOUT.map((property) => `${property}:${computed.getPropertyValue(property)}`).join(";")};line-height:${lineHeight}${single}`;
    const sizes = `inline-size:${this.#size?.inlineSize ?? inlineSize(this.#control, computed)}px;block-size:${this.#size?.blockSize ?? 0}px`;
    if (this.#scrolled?.parentNode !== content || this.#style !== style + sizes) {
      this.#style = style + sizes;
      this.#isCuttable = computed.unicodeBidi !== "plaintext" && !/balance|pretty/.test(computed.textWrapStyle);
      this.#scrolled?.remove();
      this.#scrolled = append(content, "unglue-mirror", `${style};${sizes}`);
      this.#ruler = append(this.#scrolled, "unglue-block unglue-ruler");
      this.#blocks.clear();
      this.#layout.reset(this.#text);
    } else {
      const edit = difference(defined(this.#laidOut), this.#text);
      if (edit) this.#layout.edit(edit, this.#text);
    }
    this.#laidOut = this.#text;
  }

  /** Scrolls as the field does. Returns what can be seen of the text, in its block direction. */
  #scroll() {
    const { scrollTop, scrollLeft, clientHeight, clientWidth } = this.#control;
    const computed = viewOf(this.#control).getComputedStyle(this.#control);
    const { paddingTop, paddingLeft, writingMode } = computed;
    const [x, y] = [parseFloat(paddingLeft), parseFloat(paddingTop)];
    const scrolled = defined(this.#scrolled);
    Object.assign(scrolled.style, { left: `${x - scrollLeft}px`, top: `${y - scrollTop}px` });
    if (isSingle(this.#control)) this.#centre(scrolled, computed);
    const [at, padding, size] = writingMode.startsWith("horizontal")
      ? [scrollTop, y, clientHeight]
      : [Math.abs(scrollLeft), x, clientWidth];
    return { top: at - padding, bottom: at + size };
  }

  /**
   * The line of an <input> stands in the middle of its height, and is cut off at the padding.
   * @param {HTMLElement} scrolled
   * @param {CSSStyleDeclaration} computed
   */
  #centre(scrolled, { paddingTop, paddingBottom, paddingLeft, paddingRight, writingMode }) {
    const { clientHeight, clientWidth, scrollLeft, scrollTop } = this.#control;
    const line = this.height(0, this.#text.length);
    if (writingMode.startsWith("horizontal")) {
      const [top, bottom] = [parseFloat(paddingTop), parseFloat(paddingBottom)];
      scrolled.style.top = `${top - scrollTop + (clientHeight - top - bottom - line) / 2}px`;
      defined(scrolled.parentElement).style.clipPath = `inset(0 ${paddingRight} 0 ${paddingLeft})`;
    } else {
      const [left, right] = [parseFloat(paddingLeft), parseFloat(paddingRight)];
      scrolled.style.left = `${left - scrollLeft + (clientWidth - left - right - line) / 2}px`;
      defined(scrolled.parentElement).style.clipPath = `inset(${paddingTop} 0 ${paddingBottom})`;
    }
  }

  /** @param {ReturnType<LineLayout["between"]>} blocks */
  #drawBlocks(blocks) {
    const before = this.#blocks;
    this.#blocks = new Map();
    for (const { block, from, to, top } of blocks) {
      const marks = between(this.#marks, from, to);
      if (marks.length === 0) continue;
      const known = before.get(block);
      const isSame = known?.marks.length === marks.length && marks.every((mark, nth) => mark === known.marks[nth]);
      const drawn = isSame ? known : this.#drawBlock(marks, from, to);
      if (isSame) before.delete(block);
      drawn.element.style.insetBlockStart = `${top}px`;
      this.#blocks.set(block, drawn);
      for (const [nth, mark] of marks.entries()) if (!this.#drawn.has(mark)) this.#drawn.set(mark, drawn.elements[nth]);
    }
    for (const { element } of before.values()) element.remove();
  }

  /**
   * @param {readonly Mark[]} marks
   * @param {number} from
   * @param {number} to
   * @returns {DrawnBlock}
   */
  #drawBlock(marks, from, to) {
    const text = this.#text;
    const element = this.#lines(append(defined(this.#scrolled), "unglue-block"), from, to);
    /** @type {(string | Node)[]} */
    const pieces = [];
    let end = from;
    const elements = marks.map((mark) => {
      const span = element.ownerDocument.createElement("span");
      span.className = "unglue-mark";
      const [start, stop] = [Math.max(from, mark.from), Math.min(to, mark.to)];
      span.append(...this.#markPieces(mark, start, stop));
      pieces.push(text.slice(end, start), span);
      end = stop;
      return span;
    });
    element.replaceChildren(...pieces, text.slice(end, to));
    return { element, elements, marks };
  }

  /**
   * Returns the text of a mark between two offsets, with an element for each space that goes.
   * @param {Mark} mark
   * @param {number} from
   * @param {number} to
   */
  #markPieces(mark, from, to) {
    /** @type {(string | Node)[]} */
    const pieces = [];
    let end = from;
    for (const removal of removalsOf(mark)) {
      const [start, stop] = [Math.max(end, removal.from), Math.min(to, removal.to)];
      if (start >= stop) continue;
      const span = this.#control.ownerDocument.createElement("span");
      span.className = "unglue-removal";
      span.textContent = this.#text.slice(start, stop);
      pieces.push(this.#text.slice(end, start), span);
      end = stop;
    }
    return [...pieces, this.#text.slice(end, to)];
  }

  /**
   * Gives an element what only depends on where in a paragraph its lines are.
   * @param {HTMLElement} element
   * @param {number} from
   * @param {number} to
   */
  #lines(element, from, to) {
    element.style.textIndent = from === 0 ? "" : "0";
    const isCut = to < this.#text.length && this.#text[to - 1] !== "\n";
    element.style.textAlignLast = isCut && this.#style.includes("text-align:justify") ? "justify" : "";
    return element;
  }

  // What the layout of the lines asks for.

  /**
   * @param {number} from
   * @param {number} to
   */
  height(from, to) {
    const ruler = defined(this.#ruler);
    this.#lines(ruler, from, to).textContent = this.#text.slice(from, to);
    return parseFloat(viewOf(ruler).getComputedStyle(ruler).blockSize);
  }

  /**
   * @param {number} from
   * @param {number} to
   * @param {number} at
   */
  startsLine(from, to, at) {
    this.height(from, to);
    const [before, behind] = [this.#line(at - 1 - from), this.#line(at - from)];
    return behind.at > before.at + before.size / 2;
  }

  /**
   * @param {number} from
   * @param {number} to
   */
  lastLine(from, to) {
    if (!this.#isCuttable) return from;
    this.height(from, to);
    const last = this.#line(to - from - 1);
    let [low, high] = [0, to - from - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#line(middle).at > last.at - last.size / 2) high = middle;
      else low = middle + 1;
    }
    return from + low;
  }

  /**
   * Where the line of a character of the ruler is, in the block direction, and how large the character is.
   * @param {number} nth
   */
  #line(nth) {
    const ruler = defined(this.#ruler);
    const range = ruler.ownerDocument.createRange();
    const text = /** @type {Text} */ (ruler.firstChild);
    for (let at = nth; at >= 0; at--) {
      range.setStart(text, at);
      range.setEnd(text, at + 1);
      const [box] = range.getClientRects();
      // White space at the end of a line may have none, nor has half a character.
      if (!box) continue;
      const { left, top, width, height } = this.#layer.local(box);
      const [, writingMode] = defined(/writing-mode:(\w+-\w+)/.exec(this.#style));
      if (writingMode.startsWith("horizontal")) return { at: top + height / 2, size: height };
      return { at: (left + width / 2) * (writingMode.endsWith("rl") ? -1 : 1), size: width };
    }
    return { at: 0, size: 0 };
  }
}

/** @param {TextControl} control */
const isSingle = (control) => control.localName === "input";

/**
 * The marks that have characters between two offsets.
 * @param {readonly Mark[]} marks
 * @param {number} from
 * @param {number} to
 */
function between(marks, from, to) {
  const first = firstBehind(marks, (mark) => mark.to > from);
  let end = first;
  while (end < marks.length && marks[end].from < to) end += 1;
  return marks.slice(first, end);
}

/**
 * How wide the text is, to a whole pixel, as long as nobody has observed it.
 * @param {TextControl} control
 * @param {CSSStyleDeclaration} style
 */
function inlineSize(
  { clientWidth, clientHeight },
  { writingMode, paddingLeft, paddingRight, paddingTop, paddingBottom },
) {
  if (writingMode.startsWith("horizontal")) return clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
  return clientHeight - parseFloat(paddingTop) - parseFloat(paddingBottom);
}

/**
 * @param {HTMLElement} parent
 * @param {string} className
 * @param {string} [style]
 */
function append(parent, className, style = "") {
  const element = parent.ownerDocument.createElement("div");
  element.className = className;
  element.style.cssText = style;
  return parent.appendChild(element);
}
