// What was pasted last: where it stands now, and the offer to repair it.

import { mapped } from "../edits.js";
import { openOffer } from "./offer.js";

/** @import { PasteOffer } from "../adapter.js" */
/** @import { Edit } from "../index.js" */
/** @import { PastePlace, Repaired } from "../session.js" */

/** @typedef {{ readonly from: number, readonly to: number }} Part of the text */
/**
 * What tells what repairs a part of the text: null where somebody wrote meanwhile, undefined where nothing is checked any more.
 * @typedef {(part: Part) => Promise<Repaired | null | undefined>} Find
 */
/** @typedef {(edits: readonly Edit[]) => number | Promise<number>} Apply makes edits, and returns how many were made */

/** How often it is looked at again if somebody writes meanwhile. */
const TRIES = 5;

/** What an editor does after a paste. */
export class Pastes {
  #onPaste;
  #isShown;
  #find;
  /** @type {Pasted | undefined} */
  #last;
  /** Closes the offer that is shown. */
  #close = () => {};

  /**
   * @param {((offer: PasteOffer) => void) | undefined} onPaste
   * @param {boolean} isShown whether the offer is shown where the editor says
   * @param {Find} find
   */
  constructor(onPaste, isShown, find) {
    this.#onPaste = onPaste;
    this.#isShown = isShown;
    this.#find = find;
  }

  /**
   * Something was pasted. If a repair would change it, that is offered.
   * @param {Part} part where it stands now
   * @param {Apply} apply
   * @param {PastePlace} [place]
   */
  async add(part, apply, place) {
    const isShown = this.#isShown && place !== undefined;
    if (!this.#onPaste && !isShown) return;
    this.forget();
    const pasted = new Pasted(part, this.#find, apply);
    this.#last = pasted;
    const offer = await pasted.offer();
    if (!offer || this.#last !== pasted) return;
    this.#onPaste?.(offer);
    if (isShown) this.#close = openOffer(offer, pasted, place);
  }

  /** The text has changed. Edits follow each other. @param {readonly Edit[]} edits */
  edit(edits) {
    const pasted = this.#last;
    if (!pasted) return;
    // It was taken back, or something else put in its place.
    if (edits.filter((edit) => pasted.edit(edit)).length > 0) this.#close();
  }

  /** Something else was pasted, or nobody is there any more: what was offered is void. */
  forget() {
    this.#close();
    this.#last?.forget();
    this.#last = undefined;
  }
}

class Pasted {
  /** Where it stands now. */
  from;
  to;
  #isForgotten = false;
  #repair;
  #apply;

  /**
   * @param {Part} part where it stands
   * @param {Find} repair
   * @param {Apply} apply
   */
  constructor({ from, to }, repair, apply) {
    this.from = from;
    this.to = to;
    this.#repair = repair;
    this.#apply = apply;
  }

  /** Returns whether an edit has taken all of it away. @param {Edit} edit */
  edit(edit) {
    const isGone = edit.from <= this.from && this.to <= edit.to;
    this.from = mapped(this.from, edit, -1);
    this.to = mapped(this.to, edit);
    return isGone;
  }

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
