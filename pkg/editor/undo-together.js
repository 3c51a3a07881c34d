// Several edits that the browser undoes and redoes as one.

import { applied, growth, inverse, mapping } from "../edits.js";
import { yieldToPage } from "../yield.js";
import { viewOf } from "./follow.js";

/** @import { Edit } from "../index.js" */

/** For so long at a time, so that the page answers meanwhile. */
const SLICE_MS = 40;
/** How many groups are remembered, each with the text that it left. */
const MOST = 10;

/**
 * @typedef {object} Group
 * @property {readonly Edit[]} edits
 * @property {readonly Edit[]} inverses each takes back the edit of its number in the text that has none before that
 * @property {string} text of the state that it is in
 * @property {number} undone how many of its edits are undone, from the first on
 * @property {number} lost how many of them the browser had forgotten
 */

export class UndoTogether {
  /** @type {HTMLElement} */
  #element;
  /** @type {import("./dom-text.js").DomText} */
  #content;
  /**
   * Each with how many of its edits are undone, from the first on, how many the browser had forgotten, and the text of that state.
   * @type {Group[]}
   */
  #groups = [];
  #isOurs = false;
  /** Whether the element has heard of what was undone or redone last. */
  #isHere = false;
  #runs = 0;
  #listening;

  /**
   * @param {HTMLElement} element
   * @param {import("./dom-text.js").DomText} content
   */
  constructor(element, content) {
    this.#element = element;
    this.#content = content;
    this.#listening = new (viewOf(element).AbortController)();
    /** @param {Event} event */
    const onInput = (event) =>
      this.#isOurs ? (this.#isHere = true) : this.#heard(/** @type {InputEvent} */ (event).inputType);
    element.addEventListener("input", onInput, { signal: this.#listening.signal });
  }

  /**
   * @param {readonly Edit[]} edits that were made one by one, from the last to the first; here in the order of the text
   * @param {string} before the text before them
   */
  add(edits, before) {
    if (edits.length < 2) return;
    const inverses = edits.map((edit) => inverse(edit, before));
    const group = { edits, inverses, text: applied(before, edits), undone: 0, lost: 0 };
    this.#groups = [...this.#groups, group].slice(-MOST);
  }

  /**
   * A step was undone or redone. Where it is one of a group, the others follow.
   * @param {string} inputType
   */
  #heard(inputType) {
    if (inputType !== "historyUndo" && inputType !== "historyRedo") return;
    const isUndo = inputType === "historyUndo";
    this.#content.absorb();
    // A listener before this one has let the change be known already: what counts is what a step would make of the text.
    const { text } = this.#content;
    const group = this.#groups.findLast(({ edits, inverses, undone, text: left }) => {
      const step = isUndo ? inverses[undone] : edits[undone - 1];
      return step !== undefined && left.length + growth(step) === text.length && applied(left, [step]) === text;
    });
    if (!group) return;
    group.undone += isUndo ? 1 : -1;
    group.text = this.#content.text;
    this.#follow(group, isUndo);
  }

  /**
   * @param {Group} group
   * @param {boolean} isUndo
   */
  async #follow(group, isUndo) {
    const run = ++this.#runs;
    // A command of the page, such as that of a button, allows no other before it has ended.
    await null;
    if (run !== this.#runs) return;
    const content = this.#content;
    const isDone = () => (isUndo ? group.undone === group.edits.length - group.lost : group.undone === 0);
    for (let end = performance.now() + SLICE_MS; !isDone(); ) {
      if (!this.#execute(isUndo ? "undo" : "redo")) break;
      if (!this.#isHere) {
        // The steps of a window are in one list: between two of these something was typed elsewhere, and stays.
        this.#execute(isUndo ? "redo" : "undo");
        content.absorb();
        group.text = content.text;
        return;
      }
      group.undone += isUndo ? 1 : -1;
      if (performance.now() < end) continue;
      content.absorb();
      group.text = content.text;
      const { version } = content;
      await yieldToPage();
      content.absorb();
      // Somebody else has changed the text meanwhile, or undone and redone something.
      if (run !== this.#runs || version !== content.version) return;
      end = performance.now() + SLICE_MS;
    }
    content.absorb();
    if (isUndo && !isDone()) this.#takeOutLost(group);
    else if (!isUndo && isDone() && group.lost > 0) this.#putInLost(group);
    group.text = content.text;
  }

  /** @param {"undo" | "redo"} command */
  #execute(command) {
    this.#isOurs = true;
    this.#isHere = false;
    const isDone = this.#element.ownerDocument.execCommand(command);
    this.#isOurs = false;
    return isDone;
  }

  /**
   * Browsers forget the oldest steps: those that were typed at the end of the text. None that is older is left.
   * @param {Group} group
   */
  #takeOutLost(group) {
    const lost = group.edits.slice(group.undone);
    const map = mapping(lost, -1);
    for (const [nth, { from, insert }] of [...lost.entries()].reverse())
      this.#replace(map(from), insert, group.inverses[group.undone + nth].insert);
    group.lost = lost.length;
    this.#dispatchInput("historyUndo");
  }

  /** @param {Group} group */
  #putInLost(group) {
    const map = mapping(group.edits, -1);
    for (let nth = group.edits.length - group.lost; nth < group.edits.length; nth += 1)
      this.#replace(map(group.edits[nth].from), group.inverses[nth].insert, group.edits[nth].insert);
    group.lost = 0;
    this.#dispatchInput("historyRedo");
  }

  /**
   * Replaces characters of one text node, if they are what is expected there.
   * @param {number} at
   * @param {string} expected
   * @param {string} insert
   */
  #replace(at, expected, insert) {
    const [node, end] = this.#content.point(at + expected.length);
    const start = end - expected.length;
    if (isTextNode(node) && start >= 0 && node.data.slice(start, end) === expected)
      node.replaceData(start, expected.length, insert);
    this.#content.absorb();
  }

  /** @param {string} inputType */
  #dispatchInput(inputType) {
    const { InputEvent } = viewOf(this.#element);
    this.#isOurs = true;
    this.#element.dispatchEvent(new InputEvent("input", { inputType, bubbles: true }));
    this.#isOurs = false;
  }

  destroy() {
    this.#listening.abort();
  }
}

/**
 * @param {Node} node
 * @returns {node is Text}
 */
const isTextNode = (node) => "data" in node;
