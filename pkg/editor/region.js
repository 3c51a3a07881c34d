// What the adapters for editable regions share, plain ones and those of editors that live in one. Nothing is added to the
// region: marks are highlights of the browser or boxes above, and a fix is text that the browser inserts as if typed.

import { DomText } from "./dom-text.js";
import { rootOf, viewOf } from "./follow.js";
import { Boxes, Highlights } from "./highlights.js";
import { asOptions, checkOptions, OF_ELEMENTS } from "./options.js";
import { selectionOf } from "./place.js";
import { Recheck } from "./recheck.js";
import { addStyles } from "./styles.js";
import { attach } from "./surface.js";
import { typeAll } from "./typing.js";
import { UndoTogether } from "./undo-together.js";
import { writeAll } from "./writing.js";

/** @import { Attached, ContentEditableOptions } from "../contenteditable.js" */
/** @import { Mark } from "../worker.js" */

/**
 * @param {HTMLElement} element
 * @param {ContentEditableOptions} given
 * @param {() => boolean} [isReadOnly] whether the editor that lives in the region lets nobody write, though the region is editable
 * @returns {Attached}
 */
export function checkRegion(element, given, isReadOnly = () => false) {
  const { overlay, ignore, write, ...options } = asOptions(given);
  checkOptions(options, [], OF_ELEMENTS);
  if (write !== undefined && typeof write !== "function")
    throw new TypeError("options.write must be a function that makes edits in an editor's document");
  let isTyping = false;
  const content = new DomText(element, {
    ignore,
    onChange({ restyled }) {
      // What is typed is told in parts.
      if (!isTyping) surface.update();
      if (restyled) recheck.soon();
    },
  });
  const styles = stylesOf(element);
  const painter = painterOf(element, content, overlay);
  const undoing = new UndoTogether(element, content);
  /** @type {readonly Mark[]} */
  let drawn = [];
  /** The version of the text in which they are. */
  let drawnIn = -1;
  const draw = () => {
    drawnIn = content.version;
    styles.follow();
    painter?.draw(drawn);
  };

  const surface = attach(
    element,
    {
      content: {
        get text() {
          return content.text;
        },
        changes() {
          const edits = content.changes();
          // The same characters may be in other nodes: editors and pages put in anew what they have.
          if (edits.length === 0 && content.version !== drawnIn) draw();
          return edits;
        },
      },
      selection: () => selectionIn(element, content),
      draw(marks) {
        drawn = marks;
        draw();
      },
      place: ({ from, to }) => content.range(from, to).getBoundingClientRect(),
      // In the document of a frame that is gone nothing is edited.
      editable: () =>
        element.isConnected && element.isContentEditable && element.ownerDocument.defaultView !== null && !isReadOnly(),
      async type(edits) {
        isTyping = true;
        try {
          if (write) return await writeAll(content, edits, write);
          const { made, before } = await typeAll(element, content, edits, surface.update);
          undoing.add(made, before);
          return made.length;
        } finally {
          isTyping = false;
        }
      },
    },
    options,
  );
  const recheck = new Recheck(element, content, () => surface.update() || draw());

  return {
    fixAtCaret: surface.fixAtCaret,
    fixAll: surface.fixAll,
    repair: surface.repair,
    destroy() {
      recheck.destroy();
      content.destroy(); // which ends a “fix all” that is under way
      undoing.destroy();
      surface.destroy();
      painter?.destroy();
      styles.remove();
    },
  };
}

/**
 * The styles of the tree that a region is in: it may be put into another one, or into the page only later.
 * @param {HTMLElement} element
 */
function stylesOf(element) {
  /** @type {Node | undefined} */
  let root;
  let remove = () => {};
  return {
    follow() {
      if (root === rootOf(element)) return;
      remove();
      root = rootOf(element);
      remove = addStyles(element);
    },
    remove: () => remove(),
  };
}

/**
 * What draws the marks; nothing where there is no layout.
 * @param {HTMLElement} element
 * @param {DomText} content
 * @param {boolean | undefined} overlay
 */
function painterOf(element, content, overlay) {
  const { CSS, ResizeObserver } = viewOf(element);
  if (!(overlay ?? !CSS?.highlights)) return new Highlights(element, content);
  return ResizeObserver && new Boxes(element, content);
}

/**
 * @param {HTMLElement} element
 * @param {DomText} content
 * @returns {[anchor: number, head: number] | null}
 */
function selectionIn(element, content) {
  const selected = selectionOf(element);
  if (!selected) return null;
  const anchor = content.offset(selected.anchorNode, selected.anchorOffset);
  const head = content.offset(selected.focusNode, selected.focusOffset);
  return anchor === null || head === null ? null : [anchor, head];
}
