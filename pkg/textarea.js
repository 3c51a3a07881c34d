// The adapter for <textarea>: its underlines lie in a layer above it.

import { ReadText } from "./editor/difference.js";
import { rootOf, viewOf } from "./editor/follow.js";
import { Mirror } from "./editor/mirror.js";
import { isInOff } from "./editor/off.js";
import { checkOptions } from "./editor/options.js";
import { attach } from "./editor/surface.js";
import { isEditable, type } from "./editor/text-control.js";

/** @type {typeof import("./textarea.js").unglue} */
export function unglue(textarea, options) {
  checkOptions(options);
  const isOff = () => isInOff(textarea);
  const mirror = new Mirror(textarea);
  const content = new ReadText(() => textarea.value);
  const surface = attach(
    textarea,
    {
      content,
      selection: () => (rootOf(textarea).activeElement === textarea && !isOff() ? selectionOf(textarea) : null),
      draw: (marks) => mirror.draw(content.text, isOff() ? [] : marks),
      place: (mark) => mirror.place(mark),
      editable: () => isEditable(textarea) && !isOff(),
      type: (edits) => type(textarea, edits),
    },
    options,
  );
  const listening = new (viewOf(textarea).AbortController)();
  const { signal } = listening;
  textarea.addEventListener("input", () => surface.update(), { signal });
  // Once the form has its first values back.
  /** @param {Event} event */
  const onReset = ({ target }) =>
    void (target === textarea.form && setTimeout(() => signal.aborted || surface.update()));
  textarea.ownerDocument.addEventListener("reset", onReset, { signal });

  return {
    fixAtCaret: surface.fixAtCaret,
    fixAll: surface.fixAll,
    repair: surface.repair,
    refresh: () => void surface.update(),
    destroy() {
      listening.abort();
      surface.destroy();
      mirror.destroy();
    },
  };
}

/**
 * @param {HTMLTextAreaElement} textarea
 * @returns {[anchor: number, head: number]}
 */
function selectionOf({ selectionStart: start, selectionEnd: end, selectionDirection }) {
  return selectionDirection === "backward" ? [end, start] : [start, end];
}
