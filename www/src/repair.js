// The repair of a text as a ruined or pasted one: of all of it by the button, of what was pasted where the writer takes the offer.

import { checkingOf } from "unglue/codemirror";
import { apply } from "./commands.js";
import { joinedEdits } from "./documents/joined.js";
import { done, plural } from "./finding.js";
import { say } from "./notice.js";
import { repairsOf } from "./repairs.js";

/** So many places that a repair would change are worth a notice after a paste. */
const WORTH = 3;

const CHANGED = "The text has changed meanwhile, so nothing was repaired.";

/** @typedef {import("@codemirror/view").EditorView} EditorView */
/** @typedef {import("./documents/read.js").DocumentText} DocumentText */
/** @typedef {import("./texts.js").BringBack} BringBack */

/**
 * @param {object} page
 * @param {() => EditorView} page.view
 * @param {() => import("unglue/worker").WorkerChecker} page.checker
 * @param {() => number} page.least how sure a repair has to be
 * @param {() => boolean} page.isReady
 * @param {() => void} page.undo
 * @param {() => void} page.review begins to look through what was done
 */
export function createRepair({ view: getView, checker, least, isReady, undo, review }) {
  /** Repairs the text, or a part of it, as one step of undo. @param {{ from: number, to: number }} [part] */
  async function repair(part) {
    if (!isReady()) return;
    const session = checkingOf(getView())?.session;
    if (!session) return say("The check of this text was cancelled.");
    say("Repairing…");
    const found = await session.repair({ ...part, fixConfidence: least() });
    if (!found) return say(CHANGED);
    finish(found.edits, found.repairs, "");
  }

  /**
   * Repairs a document whose text was just opened, as it has its lines.
   * @param {DocumentText} document
   * @param {string} told what is said in front of what was done
   * @param {BringBack} bringBack
   */
  async function repairDocument(document, told, bringBack) {
    const { doc } = getView().state;
    say(`${told} Repairing…`);
    const options = { mode: /** @type {const} */ ("document"), fixConfidence: least() };
    const found = await checker()
      .fixWithEdits(document.text, options)
      .catch(() => null);
    if (getView().state.doc !== doc) return say(`${told} ${CHANGED}`);
    if (!found) return say(`${told} It could not be repaired.`, bringBack(1));
    const edits = joinedEdits(document, found.edits);
    finish(edits, repairsOf(doc, edits, found.repairs), `${told} `, bringBack);
  }

  /**
   * Makes the edits, and says so.
   * @param {readonly import("unglue").Edit[]} edits
   * @param {readonly import("./repairs.js").Repair[]} repairs
   * @param {string} told
   * @param {BringBack} [bringBack]
   */
  function finish(edits, repairs, told, bringBack) {
    if (edits.length === 0) return say(`${told}There is nothing to repair.`, bringBack?.(1));
    apply(getView(), edits, repairs);
    const what = done(edits, repairs.length);
    const undoAll = { label: "Undo all", run: undo };
    say(`${told}${what} They are listed, and each can be taken back.`, undoAll, bringBack?.(2));
    review();
  }

  return {
    repair,
    repairDocument,
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
