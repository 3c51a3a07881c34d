// What the pages of rich-text editors have in common.

import { unglue } from "unglue/contenteditable";
import { checker, underlined } from "./shared.js";

/** What editors put in so that the caret has a place. */
const FILLERS = /[\u2060\ufeff]/g;
const plain = (text) => text.replace(FILLERS, "").replaceAll("\u00a0", " ");

const selectInPage = (anchor, head) => anchor[0].ownerDocument.getSelection().setBaseAndExtent(...anchor, ...head);

/**
 * Gives the tests what they do with an editor.
 * @param {object} editor
 * @param {(options?: object) => { destroy(): void, fixAll(): Promise<number>, repair(): Promise<number> }} editor.attach
 * @param {() => HTMLElement} editor.region
 * @param {(paragraphs: [text: string, isBold: boolean][][]) => void} editor.write as a script of the page would
 * @param {() => string} editor.model the text that the editor has, paragraphs apart by line ends
 * @param {() => void} editor.focus
 * @param {(anchor: [Node, number], head: [Node, number]) => void} [editor.select] at places of the page
 * @param {(isReadOnly: boolean) => void} editor.setReadOnly
 * @param {() => void} editor.end
 */
export function rich({ attach, region, write, model, focus, select = selectInPage, setReadOnly, end }) {
  let attached = attach({ checker });
  /** The offset of a place of the page in the region's text. */
  const offset = (node, at) => {
    const range = region().ownerDocument.createRange();
    range.setStart(region(), 0);
    range.setEnd(node, at);
    return plain(range.toString()).length;
  };
  const point = (wanted) => {
    const walker = region().ownerDocument.createTreeWalker(region(), NodeFilter.SHOW_TEXT);
    let [left, last] = [wanted, region()];
    while (walker.nextNode()) {
      last = walker.currentNode;
      if (left <= last.length) return [last, left];
      left -= last.length;
    }
    return [last, last.length ?? 0];
  };
  const view = () => region().ownerDocument.defaultView;

  Object.assign(globalThis, {
    reattach(options) {
      attached.destroy();
      attached = attach({ checker, ...options });
    },
    /** As a host does that cannot reach the editor's document, such as an extension. */
    attachAsRegion() {
      attached.destroy();
      attached = unglue(region(), { checker });
    },
    write,
    setText: (text) => write([[[text, false]]]),
    model: () => plain(model()),
    focusEditor: focus,
    select(from, to = from) {
      focus();
      select(point(from), point(to));
    },
    selection() {
      const { anchorNode, anchorOffset, focusNode, focusOffset } = view().getSelection();
      return [offset(anchorNode, anchorOffset), offset(focusNode, focusOffset)];
    },
    marks: () =>
      underlined(view()).map(
        (range) => `${offset(range.startContainer, range.startOffset)} ${plain(range.toString())}`,
      ),
    bold: () => [...region().querySelectorAll("strong, b")].map(({ textContent }) => plain(textContent)),
    fixAll: () => attached.fixAll(),
    repair: () => attached.repair(),
    detach: () => attached.destroy(),
    region,
    setReadOnly,
    /** The editor ends, and with it the checking. */
    end,
    ready: true,
  });
}
