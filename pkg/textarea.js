// The adapter for <textarea> and for <input> of type text or search: the underlines lie in a layer above.

import { ReadText } from "./editor/difference.js";
import { rootOf, viewOf } from "./editor/follow.js";
import { Mirror } from "./editor/mirror.js";
import { isInOff } from "./editor/off.js";
import { checkOptions, OF_ELEMENTS } from "./editor/options.js";
import { attach } from "./editor/surface.js";
import { checkControl, isEditable, isTextControl, selectionOf, type } from "./editor/text-control.js";

/** @import { TextControl } from "./editor/text-control.js" */

/** @type {typeof import("./textarea.js").unglue} */
export function unglue(control, options) {
  checkControl(control);
  checkOptions(options, [], OF_ELEMENTS);
  // A button that hides what was typed makes a password of it.
  const isOff = () => !isTextControl(control) || isInOff(control);
  const mirror = new Mirror(control);
  const content = new ReadText(() => control.value);
  const surface = attach(
    control,
    {
      content,
      selection: () => (rootOf(control).activeElement === control && !isOff() ? caretOf(control) : null),
      draw: (marks) => mirror.draw(content.text, isOff() ? [] : marks),
      place: (mark) => mirror.place(mark),
      editable: () => isEditable(control) && !isOff(),
      type: (edits) => type(control, edits),
    },
    options,
  );
  const listening = new (viewOf(control).AbortController)();
  const { signal } = listening;
  control.addEventListener("input", () => surface.update(), { signal });
  // Once the form has its first values back.
  /** @param {Event} event */
  const onReset = ({ target }) =>
    void (target === control.form && setTimeout(() => signal.aborted || surface.update()));
  control.ownerDocument.addEventListener("reset", onReset, { signal });

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
 * @param {TextControl} control
 * @returns {[anchor: number, head: number]}
 */
function caretOf(control) {
  const { selectionStart: start, selectionEnd: end, selectionDirection } = selectionOf(control);
  return selectionDirection === "backward" ? [end, start] : [start, end];
}
