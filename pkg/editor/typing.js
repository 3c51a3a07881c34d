// Edits of the text of an editable region, made as if somebody typed: so that the browser can undo them, and editors that live
// in the region hear of them. Before each edit it is looked whether it will come where it belongs, and afterwards whether it did.

import { yieldToPage } from "../yield.js";
import { defined } from "../defined.js";
import { areAlike, mapped, mapping } from "../edits.js";
import { viewOf } from "./follow.js";
import { focus, isFocused, isSelected, keepFocus, select, selectionOf } from "./place.js";
import { keepSpaces } from "./spaces.js";

/** @import { Edit } from "../index.js" */
/** @import { DomText } from "./dom-text.js" */
/** @import { Ends } from "./place.js" */

/** For so long at a time, so that the page answers meanwhile. */
const SLICE_MS = 40;
/** Editors that draw the region themselves do so in a microtask, as a rule; for so long they may take to. */
const PATIENCE_MS = 200;
/** Editors that draw some tasks after they were given something, and until then do not know where anything is: those of Slate. */
const LATE = "[data-slate-editor]";
/** So many tasks are left to them. */
const ROUNDS = 4;

/**
 * Types each edit where it belongs, from the last to the first, and puts selection and focus back. It stops when somebody
 * else changes the text meanwhile, or something else comes into it than was typed.
 * @param {HTMLElement} element
 * @param {import("./dom-text.js").DomText} content
 * @param {readonly Edit[]} edits in the order of the text as it is
 * @param {() => void} tell called after each part
 * @returns {Promise<{ made: Edit[], before: string }>} those that were made, in the order of the text, and the text before them
 */
export async function typeAll(element, content, edits, tell) {
  const typing = new Typing(element, content, tell);
  const before = content.text;
  const left = [...edits];
  try {
    for (;;) {
      await typing.slice(left);
      tell();
      if (left.length === 0 || typing.isOver) break;
      const { version } = content;
      await yieldToPage();
      if (content.isDestroyed) break;
      content.absorb();
      if (content.version !== version) break;
    }
  } finally {
    typing.destroy();
  }
  return { made: typing.made.reverse(), before };
}

class Typing {
  /** The edits that were made, the last one first. @type {Edit[]} */
  made = [];
  isOver = false;
  /** @type {HTMLElement} */
  #element;
  /** @type {DomText} */
  #content;
  /** The text before all edits: up to the last one that was made it still is as it was. */
  #before;
  /** @type {() => void} */
  #tell;
  #listening;

  /**
   * @param {HTMLElement} element
   * @param {DomText} content
   * @param {() => void} tell
   */
  constructor(element, content, tell) {
    this.#element = element;
    this.#content = content;
    this.#before = content.text;
    this.#tell = tell;
    this.#listening = new (viewOf(element).AbortController)();
    // An input method has begun: what is typed now is its.
    element.addEventListener("compositionstart", () => (this.isOver = true), { signal: this.#listening.signal });
  }

  /**
   * Makes as many of the edits as there is time for, from the last one on, and takes them from the list.
   * @param {Edit[]} edits
   */
  async slice(edits) {
    const restoreFocus = keepFocus(this.#element);
    const place = new Place(this.#element, this.#content);
    const spaces = keepSpaces(this.#element);
    const end = performance.now() + SLICE_MS;
    const before = this.made.length;
    try {
      while (edits.length > 0 && !this.isOver) {
        if (!focus(this.#element)) this.isOver = true;
        else await this.#make(defined(edits.pop()), spaces);
        if (performance.now() > end) break;
      }
    } finally {
      spaces.release();
      if (isFocused(this.#element)) place.restore(this.made.slice(before));
      restoreFocus();
    }
  }

  /**
   * @param {Edit} edit
   * @param {ReturnType<typeof keepSpaces>} spaces
   */
  async #make(edit, spaces) {
    const content = this.#content;
    const { version } = content;
    if (![edit.from, edit.to].every((at) => content.isAsRead(at))) return content.absorb();
    const place = this.#placeOf(edit);
    const node = /** @type {Text} */ (place.anchorNode); // what is found in a text has one
    if (edit.from < edit.to) spaces.keepIn(node);
    else spaces.keepAt(node, place.anchorOffset);
    if (!hasBox(node, place.anchorOffset) || !select(this.#element, place) || !isFocused(this.#element)) return;
    const isTaken = !this.#ask(edit.insert, place);
    // Whoever was asked may have gone elsewhere.
    if (!isTaken && !(isSelected(this.#element, place) && isFocused(this.#element))) return;
    if (content.isDestroyed) return void (this.isOver = true);
    if (!isTaken) this.#element.ownerDocument.execCommand(edit.insert ? "insertText" : "delete", false, edit.insert);
    if (content.isDestroyed) {
      // Whoever has heard of it has ended the checking: nobody can look any more what came of it.
      this.isOver = true;
      this.made.push(edit);
      return;
    }
    // Nothing else can come between.
    await null;
    let changes = content.absorb();
    if (isTaken && changes.length === 0) changes = await this.#wait();
    if (changes.length === 1 && areAlike(changes[0], edit, this.#before)) this.made.push(edit);
    else if (content.version !== version) this.#takeBack(isTaken);
    // An editor that refuses one is not given the next: two may be one fix.
    else if (isTaken) this.isOver = true;
    if (this.#element.matches(LATE) && !this.isOver) await this.#drawn();
  }

  /**
   * Where an edit is in the DOM: what it replaces, or the place at which it inserts.
   * @param {Edit} edit
   * @returns {Ends}
   */
  #placeOf({ from, to }) {
    if (from === to) {
      const [node, at] = this.#content.point(from);
      return { anchorNode: node, anchorOffset: at, focusNode: node, focusOffset: at };
    }
    const { startContainer, startOffset, endContainer, endOffset } = this.#content.range(from, to);
    return {
      anchorNode: startContainer,
      anchorOffset: startOffset,
      focusNode: endContainer,
      focusOffset: endOffset,
    };
  }

  /**
   * Asks the editor that lives in the region, if any, as the browser does before it types. False: it types itself.
   * @param {string} insert
   * @param {Ends} place
   */
  #ask(insert, { anchorNode, anchorOffset, focusNode, focusOffset }) {
    const { Event, InputEvent, StaticRange } = viewOf(this.#element);
    // Editors with a selection of their own would hear of this one later, and type or delete where theirs is.
    this.#element.ownerDocument.dispatchEvent(new Event("selectionchange"));
    const range = {
      startContainer: anchorNode,
      startOffset: anchorOffset,
      endContainer: focusNode,
      endOffset: focusOffset,
    };
    const how = insert ? { inputType: "insertText", data: insert } : { inputType: "deleteContentBackward" };
    const asked = new InputEvent("beforeinput", {
      ...how,
      bubbles: true,
      cancelable: true,
      composed: true,
      targetRanges: StaticRange ? [new StaticRange(range)] : [],
    });
    return this.#element.dispatchEvent(asked);
  }

  async #wait() {
    const end = performance.now() + PATIENCE_MS;
    /** @type {Edit[]} */
    let changes = [];
    while (changes.length === 0 && performance.now() < end) {
      await yieldToPage();
      changes = this.#content.absorb();
      this.#tell();
    }
    return changes;
  }

  /**
   * Something else came into the text than was typed.
   * @param {boolean} isTaken
   */
  #takeBack(isTaken) {
    this.isOver = true;
    if (isTaken) this.#dispatchUndo();
    else this.#element.ownerDocument.execCommand("undo");
    this.#content.absorb();
  }

  /** Has the editor that lives in the region undo what it made, if it undoes as the browser asks for it. */
  #dispatchUndo() {
    const { InputEvent } = viewOf(this.#element);
    const undo = { inputType: "historyUndo", bubbles: true, cancelable: true, composed: true };
    this.#element.dispatchEvent(new InputEvent("beforeinput", undo));
  }

  /** Waits until the editor has drawn what it was given; where somebody else has changed the text, it is over. */
  async #drawn() {
    for (let nth = 0; nth < ROUNDS; nth++) await yieldToPage();
    if (this.#content.absorb().length > 0) this.isOver = true;
  }

  destroy() {
    this.#listening.abort();
  }
}

/** What is selected in a region, to be selected again in a text that edits have changed. */
class Place {
  /** @type {HTMLElement} */
  #element;
  /** @type {DomText} */
  #content;
  /** @type {Ends | undefined} */
  #selected;
  /** @type {[anchor: number, focus: number] | null} */
  #offsets = null;

  /**
   * @param {HTMLElement} element
   * @param {DomText} content
   */
  constructor(element, content) {
    this.#element = element;
    this.#content = content;
    const selected = selectionOf(element);
    if (!selected || !element.contains(selected.anchorNode) || !element.contains(selected.focusNode)) return;
    this.#selected = selected;
    const { anchorNode, anchorOffset, focusNode, focusOffset } = selected;
    if (content.has(anchorNode) && content.has(focusNode)) {
      this.#offsets = [
        defined(content.offset(anchorNode, anchorOffset)),
        defined(content.offset(focusNode, focusOffset)),
      ];
    }
  }

  /** @param {readonly Edit[]} made from the last to the first, by offsets of the text before */
  restore(made) {
    if (!this.#selected) return;
    if (!this.#offsets) {
      const { anchorNode, focusNode } = this.#selected;
      if (anchorNode.isConnected && focusNode.isConnected) select(this.#element, this.#selected);
      return;
    }
    const moved = this.#offsets.map(mapping(made.toReversed(), -1));
    const { version } = this.#content;
    const typed = made.at(-1);
    const put = () => {
      const [anchor, focus] = moved.map((at) => this.#content.point(at));
      select(this.#element, {
        anchorNode: anchor[0],
        anchorOffset: anchor[1],
        focusNode: focus[0],
        focusOffset: focus[1],
      });
    };
    put();
    // Editors that keep the selection themselves put the caret behind what was typed, some time later.
    const isBehind = () => {
      const selected = selectionOf(this.#element);
      if (!selected || !typed) return false;
      return this.#content.offset(selected.focusNode, selected.focusOffset) === mapped(typed.to, typed);
    };
    const again = () => {
      this.#content.absorb();
      if (this.#content.version === version && isFocused(this.#element) && isBehind()) put();
    };
    if (typed) viewOf(this.#element).requestAnimationFrame(() => setTimeout(again));
  }
}

/**
 * Whether the character before a place (or, at the start of its node, the one behind) is drawn somewhere.
 * @param {Text} node
 * @param {number} at
 */
function hasBox(node, at) {
  const range = node.ownerDocument.createRange();
  range.setStart(node, Math.max(0, at - 1));
  range.setEnd(node, Math.min(node.length, Math.max(1, at)));
  if (range.getClientRects().length > 0) return true;
  // Far from the screen, the browser may have put that off.
  const parent = node.parentElement;
  const isPutOff = parent?.checkVisibility?.({ contentVisibilityAuto: true }) === false;
  return isPutOff || (parent && viewOf(node).getComputedStyle(parent).contentVisibility === "auto");
}
