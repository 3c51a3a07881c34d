// The adapter for editable regions of a page, plain ones and those of editors that live in one. Nothing is added to the
// region: marks are highlights of the browser or boxes above, and a fix is text that the browser inserts as if typed.

import { DomText } from "./editor/dom-text.js";
import { Boxes, Highlights } from "./editor/highlights.js";
import { addStyles } from "./editor/styles.js";
import { attach } from "./editor/surface.js";

export function unglue(element, { overlay = !globalThis.CSS?.highlights, ...options }) {
  const removeStyles = addStyles(element);
  const painter = overlay ? new Boxes(element) : new Highlights();
  const undoing = new UndoTogether(element);
  let content = new DomText(element);

  const surface = attach(
    element,
    {
      read: () => (content = new DomText(element)).text,
      selection: () => selectionIn(content),
      draw: (marks) => painter.draw(marks.map(({ from, to }) => content.range(from, to))),
      place: ({ from, to }) => content.range(from, to).getBoundingClientRect(),
      editable: () => element.isContentEditable,
      insert: (edits) => insert(element, edits, undoing),
    },
    options,
  );
  const observer = new MutationObserver(() => surface.update());
  observer.observe(element, { childList: true, characterData: true, subtree: true });

  return {
    fixAtCaret: surface.fixAtCaret,
    fixAll: surface.fixAll,
    destroy() {
      observer.disconnect();
      undoing.destroy();
      surface.destroy();
      painter.destroy();
      removeStyles();
    },
  };
}

function selectionIn(content) {
  const { anchorNode, anchorOffset, focusNode, focusOffset } = getSelection();
  const [anchor, head] = [content.offset(anchorNode, anchorOffset), content.offset(focusNode, focusOffset)];
  return anchor === null || head === null ? null : [anchor, head];
}

/** Types each insertion where it belongs, from the last to the first, and puts the selection back. */
async function insert(element, edits, undoing) {
  const before = new DomText(element);
  const selected = selectionIn(before);
  const focused = document.activeElement;
  element.focus({ preventScroll: true });
  const collapseAgain = keepSpaces(element.getRootNode());
  await undoing.during(edits.length, async () => {
    for (const { from, insert: text } of edits.toReversed()) {
      getSelection().collapse(...new DomText(element).point(from));
      type(element, text);
      // Editors that draw the region themselves do so in a microtask. Nothing else can come between.
      await null;
    }
  });
  collapseAgain();
  if (focused && focused !== element && focused !== document.body) focused.focus({ preventScroll: true });
  if (!selected) return;
  const moved = selected.map((at) => edits.reduce((sum, { from, insert: text }) => (from < at ? sum + text.length : sum), at));
  const { text } = new DomText(element);
  const restore = () => {
    const now = new DomText(element);
    if (now.text !== text) return; // typing goes on already
    const [anchor, head] = moved.map((at) => now.point(at));
    getSelection().setBaseAndExtent(...anchor, ...head);
  };
  restore();
  // Editors that keep the selection themselves put the caret behind what was typed, some time later.
  requestAnimationFrame(() => setTimeout(restore));
}

/** Where white space collapses, browsers type a no-break space at the edge of an element; a space that counts stays one. */
function keepSpaces(root) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("[contenteditable], [contenteditable] * { white-space: pre-wrap !important; }");
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  return () => {
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((other) => other !== sheet);
  };
}

/** Editors that take typing over are asked first, as the browser does; else the browser inserts. */
function type(element, data) {
  const asked = new InputEvent("beforeinput", { inputType: "insertText", data, bubbles: true, cancelable: true, composed: true });
  if (element.dispatchEvent(asked)) document.execCommand("insertText", false, data);
}

/** Makes the browser undo and redo several insertions as one. */
class UndoTogether {
  #element;
  #count = 0;
  #isOurs = false;
  /** Whether the last thing that happened was the insertions (or their redoing), or their undoing. */
  #state = "none";
  #listening = new AbortController();

  constructor(element) {
    this.#element = element;
    element.addEventListener("input", (event) => this.#heard(event.inputType), { signal: this.#listening.signal });
  }

  async during(count, insertAll) {
    this.#isOurs = true;
    await insertAll();
    this.#isOurs = false;
    this.#count = count;
    this.#state = "done";
  }

  #heard(inputType) {
    if (this.#isOurs) return;
    const [command, next] =
      inputType === "historyUndo" && this.#state === "done" ? ["undo", "undone"]
      : inputType === "historyRedo" && this.#state === "undone" ? ["redo", "done"]
      : [null, "none"];
    this.#state = next;
    if (!command) return;
    this.#isOurs = true;
    for (let left = this.#count - 1; left > 0; left--) this.#element.ownerDocument.execCommand(command);
    this.#isOurs = false;
  }

  destroy() {
    this.#listening.abort();
  }
}
