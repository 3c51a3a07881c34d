// The offer to repair what was pasted, as a tooltip beside it.

import { viewOf } from "./follow.js";
import { isInView, openTooltip } from "./tooltip.js";

/** @import { PasteOffer } from "../adapter.js" */
/** @import { PastePlace } from "../session.js" */

/** So many places make it worth being offered: fewer are underlined like all others. */
const LEAST = 3;

/**
 * Shows an offer, if it is worth that. Returns how to close it.
 * @param {PasteOffer} offer
 * @param {{ readonly from: number, readonly to: number }} part what was pasted, where it stands now
 * @param {PastePlace} place
 */
export function openOffer({ repairs, repair }, part, { editor, at, focus }) {
  if (repairs.length < LEAST) return () => {};
  const box = () => {
    const found = at(part);
    return found && isInView(found, editor) ? found : cornerOf(editor);
  };
  return openTooltip({
    editor,
    at: box,
    message: `${repairs.length} places in what was pasted can be repaired.`,
    actions: [
      { name: "Repair them", run: repair },
      { name: "Leave it as it is", run() {} },
    ],
    focus: false,
    giveBack: focus,
    stays: true,
  });
}

/**
 * The lower corner of what can be seen of an editor.
 * @param {HTMLElement} editor
 */
function cornerOf(editor) {
  const { left, bottom } = editor.getBoundingClientRect();
  const end = Math.min(bottom, viewOf(editor).innerHeight) - 1;
  return { left, top: end, bottom: end };
}
