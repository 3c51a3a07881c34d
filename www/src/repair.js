// The repair of a text as a ruined or pasted one: of all of it by the button, of what was pasted where the writer takes the offer.

import { checkingOf } from "unglue/codemirror";
import { apply } from "./commands.js";
import { done, plural } from "./finding.js";
import { say } from "./notice.js";

/** So many places that a repair would change are worth a notice after a paste. */
const WORTH = 3;

/** @typedef {import("@codemirror/view").EditorView} EditorView */

/**
 * @param {object} page
 * @param {() => EditorView} page.view
 * @param {() => number} page.least how sure a repair has to be
 * @param {() => boolean} page.isReady
 * @param {() => void} page.undo
 * @param {() => void} page.review begins to look through what was done
 */
export function createRepair({ view: getView, least, isReady, undo, review }) {
  /**
   * Repairs the text, or a part of it, as one step of undo.
   * @param {{ from: number, to: number }} [part]
   * @param {string} [told] what is said in front of what was done
   */
  async function repair(part, told = "") {
    /** @param {string} text @param {Parameters<typeof say>[1]} [action] */
    const tell = (text, action) => say(`${told} ${text}`.trimStart(), action);
    if (!isReady()) return;
    const view = getView();
    const session = checkingOf(view)?.session;
    if (!session) return say("The check of this text was cancelled.");
    tell("Repairing…");
    const found = await session.repair({ ...part, fixConfidence: least() });
    if (!found) return tell("The text has changed meanwhile, so nothing was repaired.");
    const { edits, repairs } = found;
    if (edits.length === 0) return tell("There is nothing to repair.");
    apply(view, edits, repairs);
    tell(`${done(edits, repairs.length)} They are listed, and each can be taken back.`, {
      label: "Undo all",
      run: undo,
    });
    review();
  }

  return {
    repair,
    /** Says that a repair of what was pasted would change something. @param {import("unglue/codemirror").PasteOffer} offer */
    offer({ repairs }) {
      const worth = repairs.filter(({ confidence }) => confidence >= least());
      if (worth.length < WORTH) return;
      const part = { from: worth[0].from, to: worth[worth.length - 1].to };
      say(`${plural(worth.length, "place")} in what you pasted could be repaired.`, {
        label: "Repair it",
        run: () => repair(part),
      });
    },
  };
}
