// What the adapters of plain elements (textarea, contenteditable) share: when the element's text is read, how keys and
// clicks work on marks.

import { stretchOf } from "../edits.js";
import { isInView, openTooltip } from "./tooltip.js";
import { viewOf } from "./follow.js";
import { Session } from "./session.js";

/** @import { ElementOptions } from "../adapter.js" */
/** @import { Edit } from "../index.js" */
/** @import { Mark } from "../worker.js" */

/** What the browser calls typing. Pasting, dropping, undoing and filling in are none. */
const TYPING = /^(insertText|insertCompositionText|delete(Content|Word|SoftLine|HardLine).*)$/;

/** So long after the event of a paste may an editor that lives in the element take to put the text in. Milliseconds. */
const PASTE_MS = 500;

/** So many marks of what was pasted are looked for on the screen, from the last one on. */
const MOST_PLACED = 50;

/** @typedef {boolean | number | undefined} Taken false where an element did not take all edits, or how many it took */

/**
 * @param {HTMLElement} element
 * @param {object} adapter
 * @param {{ text: string, changes: () => Edit[] }} adapter.content the element's text as it was told last;
 *   and tells what has changed since, each edit for the text that the last one left
 * @param {() => [anchor: number, head: number] | null} adapter.selection what is selected in it; null: nothing is
 * @param {(marks: readonly Mark[]) => void} adapter.draw
 * @param {(mark: Mark) => DOMRect | undefined} adapter.place where a mark stands on the screen
 * @param {() => boolean} adapter.editable whether the user may write in it
 * @param {(edits: readonly Edit[]) => Taken | Promise<Taken>} adapter.type makes edits
 *   as the user would; returns (or promises) false where the element did not take all of it, or how many it took
 * @param {ElementOptions} options
 */
export function attach(
  element,
  { content, selection, draw, place, editable, type },
  { onMarks, moreActions = () => [], ...options },
) {
  const caret = () => selection()?.[1] ?? null;
  let fixing = false;
  let inputType = "";
  let pastedAt = -Infinity;
  let closeTooltip = () => {};
  const onChange = () => {
    draw(session.marks);
    onMarks?.(session.marks, content.text);
  };
  const session = new Session({ ...options, text: () => content.text, onChange });

  /** Tells the session what the user has done to the text. */
  function update() {
    const edits = content.changes();
    const typed = TYPING.test(inputType) && !fixing;
    const isPasted = inputType === "insertFromPaste" || performance.now() - pastedAt < PASTE_MS;
    inputType = "";
    if (edits.length === 0) return false;
    session.edit(edits, { caret: caret(), typed });
    const pasted = isPasted && !fixing && stretchOf(edits);
    // Editors may add an empty element first, or one of their own that is no text.
    if (pasted && /\p{L}/u.test(content.text.slice(pasted.from, pasted.to))) {
      pastedAt = -Infinity;
      session.pasted(pasted, applyCounted, { editor: element, at: lastIn });
    }
    return true;
  }

  /** Where the last mark of a part that can be seen is. @param {{ readonly from: number, readonly to: number }} part */
  function lastIn({ from, to }) {
    for (const mark of session.near(from, to).slice(-MOST_PLACED).reverse()) {
      const box = place(mark);
      if (box && isInView(box, element)) return box;
    }
    return undefined;
  }

  /** Returns how many edits the element took. @param {readonly Edit[]} edits */
  async function applyCounted(edits) {
    const taken = (await apply(edits)) ?? true;
    return typeof taken === "number" ? taken : taken ? edits.length : 0;
  }

  /**
   * Makes edits of the text that was read last. Returns, or promises, whether the element took them.
   * @param {readonly Edit[] | null} edits
   * @returns {Taken | Promise<Taken>}
   */
  function apply(edits) {
    if (fixing || !edits?.length || !editable() || update()) return false; // the edits are for another text
    fixing = true;
    const end = () => {
      update();
      fixing = false;
    };
    let taken;
    try {
      taken = type(edits);
    } finally {
      if (!(taken instanceof Promise)) end();
    }
    return taken instanceof Promise ? taken.finally(end) : taken;
  }

  /**
   * @param {Mark} mark
   * @param {boolean} focus
   */
  function showTooltip(mark, focus) {
    closeTooltip();
    const word = content.text.slice(mark.from, mark.to);
    const actions = session.actions(mark, word, editable() ? () => apply(session.fix(mark)) : null);
    closeTooltip = openTooltip({
      editor: element,
      at: () => (mark.live ? place(mark) : undefined),
      message: session.message(mark),
      actions: [...actions, ...moreActions(mark)],
      focus,
    });
  }

  /** @param {number | null} at */
  const shownAt = (at) => session.marks.find(({ from, to }) => at !== null && from <= at && at <= to);
  const attached = {
    fixAtCaret() {
      update();
      const at = caret();
      const mark = at === null ? undefined : session.at(at);
      return mark !== undefined && apply(session.fix(mark)) !== false;
    },
    async fixAll() {
      update();
      return applyCounted((await session.fixAll()) ?? []);
    },
    async repair() {
      update();
      return applyCounted((await session.repair())?.edits ?? []);
    },
  };

  const listening = new (viewOf(element).AbortController)();
  /**
   * @param {EventTarget} target
   * @param {string} type
   * @param {(event: Event) => void} listener
   */
  const on = (target, type, listener) => target.addEventListener(type, listener, { signal: listening.signal });
  on(element, "beforeinput", (event) => (inputType = /** @type {InputEvent} */ (event).inputType));
  on(element, "compositionstart", () => session.compose(true));
  on(element, "compositionend", () => {
    // The text of the composition may come after its end.
    setTimeout(() => listening.signal.aborted || (update(), session.compose(false)));
  });
  /**
   * The document that says when the selection changes: a page may move the element to another one.
   * @type {Document | null}
   */
  let heard = null;
  const onSelection = () =>
    fixing || (selection() === null ? session.moveCaret(null) : update() || session.moveCaret(caret()));
  function hearSelection() {
    if (heard === element.ownerDocument) return;
    heard?.removeEventListener("selectionchange", onSelection);
    heard = element.ownerDocument;
    on(heard, "selectionchange", onSelection);
  }
  hearSelection();
  on(element, "blur", () => session.moveCaret(null));
  on(element, "focus", () => {
    hearSelection();
    session.moveCaret(caret());
  });
  on(element, "click", () => {
    const [anchor, head] = selection() ?? [];
    const mark = anchor === head && shownAt(head ?? null);
    if (mark) showTooltip(mark, false);
  });
  // Before any editor that lives in the element, here and below.
  const first = { capture: true, signal: listening.signal };
  element.addEventListener("paste", () => (pastedAt = performance.now()), first);
  element.addEventListener(
    "keydown",
    (event) => {
      if (event.isComposing || !command(event)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    first,
  );

  /**
   * Returns whether a key was one of ours.
   * @param {KeyboardEvent} event
   * @returns {boolean}
   */
  function command({ key, altKey, shiftKey, ctrlKey, metaKey }) {
    const control = ctrlKey || metaKey;
    if (key === "Enter" && altKey) {
      update();
      const at = caret();
      const isAtMark = at !== null && session.at(at) !== undefined;
      return isAtMark && editable() && (attached.fixAtCaret(), true);
    }
    if (key === "Enter" && control && shiftKey) {
      attached.fixAll();
      return true;
    }
    const mark = key === "." && control ? shownAt(caret()) : undefined;
    if (mark) showTooltip(mark, true);
    return mark !== undefined;
  }

  return {
    ...attached,
    update,
    destroy() {
      listening.abort();
      closeTooltip();
      session.destroy();
    },
  };
}
