// A layer of ours over an element of the user's. It stands beside the element in the document, so that it moves, scrolls,
// is transformed, cut off and covered with it; a shadow root keeps the page's styles out of it.

import { follow, holds, parentOf, viewOf } from "./follow.js";
import { addLayerStyles } from "./styles.js";

/** What an element's own styles do to where it is drawn, and how. */
const DRAWING = ["transform", "transform-origin", "translate", "rotate", "scale", "zoom", "opacity", "visibility"];

export class Layer {
  #element;
  #host = null;
  #isPlaced = false;
  #at;
  #box;
  #clip;
  #content;
  #left = 0;
  #top = 0;
  #around;
  #within;
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
    else if (!this.#host || this.#host.ownerDocument !== element.ownerDocument) this.#create();
    if (this.#host && !(this.#isPlaced && this.#host.isConnected)) this.#place();
    return this.#host && this.#content;
  }

  hide() {
    this.#host?.remove();
    this.#host = null;
  }

  /** A rectangle of the window in the coordinates of what `show` returns. Of one that is rotated, the centre is right. */
  local({ left, top, width, height }) {
    return this.#within.local({ left, top, width, height });
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
    this.#around = new Axes(root);
    this.#at = append(root, "unglue-box");
    // Within one of its own: what zooms the box would also zoom where it is.
    this.#box = append(this.#at, "unglue-box");
    this.#clip = append(this.#box, "unglue-layer");
    this.#within = new Axes(this.#clip);
    this.#content = append(this.#clip, "unglue-content");
    [this.#left, this.#top] = [0, 0];
    this.#host = host;
    this.#isPlaced = false;
  }

  #place() {
    const element = this.#element;
    const host = this.#host;
    if (!isBehind(host, element)) element.after(host);
    const style = this.#copyStyle();
    const move = (left, top) =>
      Object.assign(this.#at.style, { left: `${(this.#left = left)}px`, top: `${(this.#top = top)}px` });
    // Both have the same size and the same transforms: where their centres are the same, all of them is.
    const [at, wanted] = [this.#box, element].map((one) => centre(one.getBoundingClientRect()));
    this.#around.read();
    const [right, down] = this.#around.vector(wanted.x - at.x, wanted.y - at.y);
    if (Math.hypot(right, down) > 0.01) move(this.#left + right, this.#top + down);
    this.#within.read();
    this.#cutOff(style);
    this.#isPlaced = true;
  }

  /** Makes the layer as large as the element, and draws it in the same place of the stack. */
  #copyStyle() {
    const element = this.#element;
    const host = this.#host;
    const view = viewOf(element);
    const style = view.getComputedStyle(element);
    const parent = view.getComputedStyle(parentOf(element) ?? element);
    const isInStack = style.position !== "static" || /flex|grid/.test(parent.display);
    host.style.setProperty("--unglue-position", style.position === "fixed" ? "fixed" : "absolute");
    host.style.setProperty("--unglue-z-index", isInStack ? style.zIndex : "auto");
    if (element.slot) host.slot = element.slot;
    for (const property of DRAWING) this.#box.style.setProperty(property, style.getPropertyValue(property));
    Object.assign(this.#box.style, { width: `${element.offsetWidth}px`, height: `${element.offsetHeight}px` });
    const { clientLeft, clientTop, clientWidth, clientHeight } = element;
    Object.assign(this.#clip.style, {
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
   */
  #cutOff({ transform }) {
    const covers = this.#covers();
    const seen = this.#seen();
    const isCut = (seen.left > -Infinity || covers.length > 0) && transform === "none" && this.#within.isUpright;
    this.#clip.style.clipPath = isCut ? this.#outline(seen, covers) : "none";
  }

  /** What the scrollers around leave to be seen, in the coordinates of the window. */
  #seen() {
    const { body, documentElement } = this.#element.ownerDocument;
    const seen = { left: -Infinity, top: -Infinity, right: Infinity, bottom: Infinity };
    for (
      let parent = parentOf(this.#element);
      parent && parent !== this.#host.offsetParent;
      parent = parentOf(parent)
    ) {
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

  /** What covers the element at its edges, or in the middle, and would be covered by the layer. */
  #covers() {
    const { left, top, width, height } = this.#element.getBoundingClientRect();
    const root = this.#element.getRootNode();
    const covers = new Set();
    for (const x of [0.01, 0.5, 0.99]) {
      for (const y of [0.01, 0.5, 0.99]) {
        let cover = root.elementFromPoint?.(left + x * width, top + y * height);
        if (!cover || holds(cover, this.#element) || this.#element.contains(cover)) continue;
        const isInFlow = () => viewOf(cover).getComputedStyle(cover).position === "static";
        while (isInFlow() && cover.parentElement && !holds(cover.parentElement, this.#element))
          cover = cover.parentElement;
        if (follows(this.#host, cover)) covers.add(cover);
      }
    }
    return [...covers];
  }

  /** A shape of CSS: what can be seen, with holes. */
  #outline({ left, top, right, bottom }, covers) {
    const { left: x, top: y, width, height } = this.#clip.getBoundingClientRect();
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
  #origin;
  #matrix;

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

  /** A distance in the window, in the element's coordinates. */
  vector(x, y) {
    const [a, b, c, d] = this.#matrix;
    const area = a * d - b * c;
    return area === 0 ? [0, 0] : [(d * x - c * y) / area, (a * y - b * x) / area];
  }

  local({ left, top, width, height }) {
    const [a, b, c, d] = this.#matrix;
    const [x, y] = this.vector(left + width / 2 - this.#origin.x, top + height / 2 - this.#origin.y);
    const [w, h] = [width / (Math.hypot(a, b) || 1), height / (Math.hypot(c, d) || 1)];
    return { left: x - w / 2, top: y - h / 2, width: w, height: h };
  }
}

function append(parent, className) {
  const element = parent.ownerDocument.createElement("div");
  element.className = className;
  return parent.appendChild(element);
}

const follows = (node, other) => (other.compareDocumentPosition(node) & 4) !== 0;

/** Whether it is among the siblings that follow. Scripts of others may have put theirs in between. */
const isBehind = (node, sibling) => node.parentNode === sibling.parentNode && follows(node, sibling);

const centre = ({ left, top, width, height }) => ({ x: left + width / 2, y: top + height / 2 });
