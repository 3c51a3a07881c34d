// A layer of ours over an element of the user's. It stands beside the element in the document, so that it moves, scrolls,
// is transformed, cut off and covered with it; a shadow root keeps the page's styles out of it.

import { defined } from "../defined.js";
import { follow, holds, parentOf, rootOf, viewOf } from "./follow.js";
import { addLayerStyles } from "./styles.js";

/** @import { Box } from "./follow.js" */

/** What an element's own styles do to where it is drawn, and how. */
const DRAWING = ["transform", "transform-origin", "translate", "rotate", "scale", "zoom", "opacity", "visibility"];

/** @typedef {{ left: number, top: number, right: number, bottom: number }} Sides */

/**
 * What a layer is made of.
 * @typedef {object} Made
 * @property {HTMLElement} host
 * @property {HTMLElement} at is where the element is, and as large
 * @property {HTMLElement} box within `at`: what zooms the box would also zoom where it is
 * @property {HTMLElement} clip the element's padding box
 * @property {HTMLElement} content
 * @property {Axes} around of the layer
 * @property {Axes} within the clip
 */

export class Layer {
  /** @type {HTMLElement} */
  #element;
  /** @type {Made | null} */
  #made = null;
  #isPlaced = false;
  #left = 0;
  #top = 0;
  #stop;

  /**
   * @param {HTMLElement} element
   * @param {(size?: ResizeObserverSize) => void} onMove the element may be elsewhere, or of another size: `show` places the layer anew
   */
  constructor(element, onMove) {
    this.#element = element;
    this.#stop = follow(element, (size) => {
      this.#isPlaced = false;
      onMove(size);
    });
  }

  /**
   * Puts the layer where the element is now. What is drawn goes into what this returns, which covers the element's padding box
   * and cuts off what is beyond: null while the element is not displayed.
   */
  show() {
    const element = this.#element;
    if (!element.isConnected || !(element.offsetWidth > 0)) this.hide();
    else if (this.#made?.host.ownerDocument !== element.ownerDocument) this.#create();
    const made = this.#made;
    if (made && !(this.#isPlaced && made.host.isConnected)) this.#place(made);
    return made?.content ?? null;
  }

  hide() {
    this.#made?.host.remove();
    this.#made = null;
  }

  /**
   * A rectangle of the window in the coordinates of what `show` returns. Of one that is rotated, the centre is right.
   * @param {Box} box
   */
  local({ left, top, width, height }) {
    return defined(this.#made).within.local({ left, top, width, height });
  }

  destroy() {
    this.#stop();
    this.hide();
  }

  #create() {
    this.hide();
    const host = this.#element.ownerDocument.createElement("unglue-layer");
    host.setAttribute("aria-hidden", "true");
    // Not even the browser's own search finds the text in it.
    host.setAttribute("inert", "");
    const root = host.attachShadow({ mode: "open" });
    addLayerStyles(root);
    const around = new Axes(root);
    const at = append(root, "unglue-box");
    const box = append(at, "unglue-box");
    const clip = append(box, "unglue-layer");
    const within = new Axes(clip);
    const content = append(clip, "unglue-content");
    [this.#left, this.#top] = [0, 0];
    this.#made = { host, at, box, clip, content, around, within };
    this.#isPlaced = false;
  }

  /** @param {Made} made */
  #place(made) {
    const element = this.#element;
    if (!isBehind(made.host, element)) element.after(made.host);
    const style = this.#copyStyle(made);
    // Both have the same size and the same transforms: where their centres are the same, all of them is.
    const [now, wanted] = [made.box, element].map((one) => centre(one.getBoundingClientRect()));
    made.around.read();
    const [right, down] = made.around.vector(wanted.x - now.x, wanted.y - now.y);
    if (Math.hypot(right, down) > 0.01) {
      this.#left += right;
      this.#top += down;
      Object.assign(made.at.style, { left: `${this.#left}px`, top: `${this.#top}px` });
    }
    made.within.read();
    this.#cutOff(made, style);
    this.#isPlaced = true;
  }

  /**
   * Makes the layer as large as the element, and draws it in the same place of the stack.
   * @param {Made} made
   */
  #copyStyle({ host, box, clip }) {
    const element = this.#element;
    const view = viewOf(element);
    const style = view.getComputedStyle(element);
    const parent = view.getComputedStyle(parentOf(element) ?? element);
    const isInStack = style.position !== "static" || /flex|grid/.test(parent.display);
    host.style.setProperty("--unglue-position", style.position === "fixed" ? "fixed" : "absolute");
    host.style.setProperty("--unglue-z-index", isInStack ? style.zIndex : "auto");
    if (element.slot) host.slot = element.slot;
    for (const property of DRAWING) box.style.setProperty(property, style.getPropertyValue(property));
    Object.assign(box.style, { width: `${element.offsetWidth}px`, height: `${element.offsetHeight}px` });
    const { clientLeft, clientTop, clientWidth, clientHeight } = element;
    Object.assign(clip.style, {
      left: `${clientLeft}px`,
      top: `${clientTop}px`,
      width: `${clientWidth}px`,
      height: `${clientHeight}px`,
    });
    return style;
  }

  /**
   * Cuts off what hides the element and not the layer: scrollers around it that do not hold the layer, since it is positioned and
   * they are not, and what is positioned as the layer is but comes before it in the document, such as a header.
   * @param {Made} made
   * @param {CSSStyleDeclaration} style
   */
  #cutOff({ host, clip, within }, { transform }) {
    const covers = this.#covers(host);
    const seen = this.#seen(host);
    const isCut = (seen.left > -Infinity || covers.length > 0) && transform === "none" && within.isUpright;
    clip.style.clipPath = isCut ? this.#outline(clip, seen, covers) : "none";
  }

  /**
   * What the scrollers around leave to be seen, in the coordinates of the window.
   * @param {HTMLElement} host
   */
  #seen(host) {
    const { body, documentElement } = this.#element.ownerDocument;
    const seen = { left: -Infinity, top: -Infinity, right: Infinity, bottom: Infinity };
    for (let parent = parentOf(this.#element); parent && parent !== host.offsetParent; parent = parentOf(parent)) {
      if (parent === body || parent === documentElement) break;
      if (viewOf(parent).getComputedStyle(parent).overflow === "visible") continue;
      const { left, top, right, bottom } = parent.getBoundingClientRect();
      seen.left = Math.max(seen.left, left);
      seen.top = Math.max(seen.top, top);
      seen.right = Math.min(seen.right, right);
      seen.bottom = Math.min(seen.bottom, bottom);
    }
    return seen;
  }

  /**
   * What covers the element at its edges, or in the middle, and would be covered by the layer.
   * @param {HTMLElement} host
   */
  #covers(host) {
    const { left, top, width, height } = this.#element.getBoundingClientRect();
    const root = rootOf(this.#element);
    /** @type {Set<Element>} */
    const covers = new Set();
    for (const x of [0.01, 0.5, 0.99]) {
      for (const y of [0.01, 0.5, 0.99]) {
        const found = root.elementFromPoint?.(left + x * width, top + y * height);
        if (!found || holds(found, this.#element) || this.#element.contains(found)) continue;
        const cover = positioned(found, this.#element);
        if (follows(host, cover)) covers.add(cover);
      }
    }
    return [...covers];
  }

  /**
   * A shape of CSS: what can be seen, with holes.
   * @param {HTMLElement} clip
   * @param {Sides} seen
   * @param {readonly Element[]} covers
   */
  #outline(clip, { left, top, right, bottom }, covers) {
    const { left: x, top: y, width, height } = clip.getBoundingClientRect();
    const [from, to] = [
      { x: Math.max(left, x), y: Math.max(top, y) },
      { x: Math.min(right, x + width), y: Math.min(bottom, y + height) },
    ];
    const seen = { left: from.x, top: from.y, width: Math.max(0, to.x - from.x), height: Math.max(0, to.y - from.y) };
    const holes = covers.filter((cover) => !covers.some((other) => other !== cover && other.contains(cover)));
    const loops = [seen, ...holes.map((cover) => cover.getBoundingClientRect())].map((box) => corners(this.local(box)));
    return `polygon(evenodd, ${loops.flatMap((loop) => [...loop, loop[0], loops[0][0]]).join(", ")})`;
  }
}

/**
 * Returns what is positioned around an element, or what is beside another one.
 * @param {Element} element
 * @param {Element} other
 */
function positioned(element, other) {
  let found = element;
  while (
    viewOf(found).getComputedStyle(found).position === "static" &&
    found.parentElement &&
    !holds(found.parentElement, other)
  )
    found = found.parentElement;
  return found;
}

/** @param {Box} box */
const corners = ({ left, top, width, height }) =>
  [
    [left, top],
    [left + width, top],
    [left + width, top + height],
    [left, top + height],
  ].map(([x, y]) => `${x}px ${y}px`);

/** How the coordinates of an element stand to those of the window, whatever transforms there are. */
class Axes {
  /** The side of the square that is looked at, in CSS px. */
  static #UNIT = 100;
  #points;
  #origin = { x: 0, y: 0 };
  #matrix = [1, 0, 0, 1];

  /** @param {ParentNode & Node} parent */
  constructor(parent) {
    this.#points = ["0px, 0px", `${Axes.#UNIT}px, 0px`, `0px, ${Axes.#UNIT}px`].map((at) => {
      const point = append(parent, "unglue-point");
      [point.style.left, point.style.top] = at.split(", ");
      return point;
    });
  }

  read() {
    const [origin, right, down] = this.#points.map((point) => point.getBoundingClientRect());
    this.#origin = origin;
    this.#matrix = [right.x - origin.x, right.y - origin.y, down.x - origin.x, down.y - origin.y].map(
      (length) => length / Axes.#UNIT,
    );
  }

  /** Whether nothing is rotated or slanted. */
  get isUpright() {
    const [, b, c] = this.#matrix;
    return Math.abs(b) < 1e-3 && Math.abs(c) < 1e-3;
  }

  /**
   * A distance in the window, in the element's coordinates.
   * @param {number} x
   * @param {number} y
   */
  vector(x, y) {
    const [a, b, c, d] = this.#matrix;
    const area = a * d - b * c;
    return area === 0 ? [0, 0] : [(d * x - c * y) / area, (a * y - b * x) / area];
  }

  /** @param {Box} box */
  local({ left, top, width, height }) {
    const [a, b, c, d] = this.#matrix;
    const [x, y] = this.vector(left + width / 2 - this.#origin.x, top + height / 2 - this.#origin.y);
    const [w, h] = [width / (Math.hypot(a, b) || 1), height / (Math.hypot(c, d) || 1)];
    return { left: x - w / 2, top: y - h / 2, width: w, height: h };
  }
}

/**
 * @param {Node} parent
 * @param {string} className
 */
function append(parent, className) {
  const element = defined(parent.ownerDocument).createElement("div");
  element.className = className;
  return parent.appendChild(element);
}

/**
 * @param {Node} node
 * @param {Node} other
 */
const follows = (node, other) => (other.compareDocumentPosition(node) & 4) !== 0;

/**
 * Whether it is among the siblings that follow. Scripts of others may have put theirs in between.
 * @param {Node} node
 * @param {Node} sibling
 */
const isBehind = (node, sibling) => node.parentNode === sibling.parentNode && follows(node, sibling);

/** @param {Box} box */
const centre = ({ left, top, width, height }) => ({ x: left + width / 2, y: top + height / 2 });
