// The text of a piece of a page, and which character of it is where in the DOM.

/** Elements that are part of a line. All others begin and end one. */
const INLINE = new Set(
  "A ABBR ACRONYM B BDI BDO BIG CITE DATA DEL DFN EM FONT I INS LABEL MARK NOBR Q RUBY S SMALL SPAN STRIKE STRONG SUB SUP TIME TT U VAR CODE KBD SAMP".split(" "),
);
/** What is no prose: each character of it becomes this one, which no word goes beyond. */
const CODE = new Set("CODE KBD PRE SAMP SCRIPT STYLE".split(" "));
const ATOM = "\ufffc";

export class DomText {
  /** The text nodes with where each starts, and line breaks and the like with their one character. */
  #pieces = [];
  text = "";

  constructor(root) {
    this.root = root;
    this.#read(root, false);
  }

  #read(element, isCode) {
    for (const node of element.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) {
        this.#pieces.push({ node, start: this.text.length, end: this.text.length + node.length });
        this.text += isCode ? ATOM.repeat(node.length) : node.data;
      } else if (node.nodeType === Node.ELEMENT_NODE) {
        this.#readElement(node, isCode);
      }
    }
  }

  #readElement(element, isCode) {
    if (element.tagName === "BR") return this.#break();
    // An island that is not edited, such as a mention or a picture.
    if (element.contentEditable === "false" || element.childNodes.length === 0) {
      if (INLINE.has(element.tagName) && element.childNodes.length === 0) return;
      this.text += ATOM;
      return;
    }
    const isLine = !INLINE.has(element.tagName);
    if (isLine) this.#break();
    this.#read(element, isCode || CODE.has(element.tagName));
    if (isLine) this.#break();
  }

  #break() {
    this.text += "\n";
  }

  /** The text node that has the character before an offset (or, at its very start, the one behind), and where in it. */
  point(offset) {
    let [low, high] = [0, this.#pieces.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#pieces[middle].end < offset) low = middle + 1;
      else high = middle;
    }
    const piece = this.#pieces[low];
    return piece ? [piece.node, Math.max(0, Math.min(offset - piece.start, piece.end - piece.start))] : [this.root, 0];
  }

  /** A live range of the page. */
  range(from, to) {
    const range = document.createRange();
    // A word starts in the node of its first character.
    const [node, at] = this.point(from + 1);
    range.setStart(node, Math.max(0, at - 1));
    range.setEnd(...this.point(to));
    return range;
  }

  /** The offset of a place in the DOM, or null outside. */
  offset(node, at) {
    if (!this.root.contains(node)) return null;
    if (node.nodeType === Node.TEXT_NODE) {
      const piece = this.#pieces.find((piece) => piece.node === node);
      return piece ? piece.start + at : null;
    }
    // Between elements: at the end of the last text before.
    const place = document.createRange();
    place.setStart(node, at);
    let offset = 0;
    for (const piece of this.#pieces) {
      if (place.comparePoint(piece.node, 0) >= 0) break;
      offset = piece.end;
    }
    return offset;
  }
}
