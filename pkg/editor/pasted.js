// What was pasted last: where it stands now, and the offer to repair it.

import { mapped } from "../edits.js";

/** @import { PasteOffer } from "../adapter.js" */
/** @import { Edit } from "../index.js" */
/** @import { Repaired } from "../session.js" */

/** How often it is looked at again if somebody writes meanwhile. */
const TRIES = 5;

export class Pasted {
  /** Where it stands now. */
  from;
  to;
  #isForgotten = false;
  #repair;
  #apply;

  /**
   * @param {{ from: number, to: number }} part where it stands
   * @param {(part: { readonly from: number, readonly to: number }) => Promise<Repaired | null | undefined>} repair returns what repairs a part of the
   *   text; null where somebody wrote meanwhile, undefined where nothing is checked any more
   * @param {(edits: readonly Edit[]) => number | Promise<number>} apply makes edits, and returns how many were made
   */
  constructor({ from, to }, repair, apply) {
    this.from = from;
    this.to = to;
    this.#repair = repair;
    this.#apply = apply;
  }

  /**
   * The text has changed. Edits follow each other.
   * @param {readonly Edit[]} edits
   */
  edit(edits) {
    for (const edit of edits) {
      this.from = mapped(this.from, edit, -1);
      this.to = mapped(this.to, edit);
    }
  }

  /** Something else was pasted, or nobody is there any more: what was offered is void. */
  forget() {
    this.#isForgotten = true;
  }

  /** @returns {Promise<PasteOffer | undefined>} undefined where there is nothing to repair */
  async offer() {
    const found = await this.#found();
    if (!found?.repairs.length) return undefined;
    const repair = async () => {
      const { edits } = (await this.#found()) ?? { edits: [] };
      return edits.length > 0 ? this.#apply(edits) : 0;
    };
    return { repairs: found.repairs, repair };
  }

  async #found() {
    for (let tries = TRIES; tries > 0 && !this.#isForgotten; tries -= 1) {
      const found = await this.#repair(this);
      if (found === undefined) break;
      if (found && !this.#isForgotten) return found;
    }
    return undefined;
  }
}
