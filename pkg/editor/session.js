// What all editors share: one text, its marks, and which of them are shown when.
//
// An adapter tells the session what happens in its editor, and draws `session.marks` whenever `onChange` is called.

import { defined } from "../defined.js";
import { inContext, withRemovals } from "../diagnostics.js";
import { applied, composed, spanned } from "../edits.js";
import { IgnoredPlaces } from "./ignored.js";
import { clientOf } from "./in-page.js";
import { isWord, messageOf, nameOf } from "./messages.js";
import { isEditedAt, nearest, touches, touching } from "./nearby.js";
import { checkOptions } from "./options.js";
import { Pastes } from "./pasted.js";
import { byRanges, NOTHING, Protection } from "./protection.js";

/** @import { Checker, Diagnostic, Edit } from "../index.js" */
/** @import { PastePlace, Repaired, SessionOptions } from "../session.js" */
/** @import { Mark, WorkerChecker, WorkerDocument } from "../worker.js" */
/** @import { Predicate } from "./protection.js" */

/** So many edits at once are told as one, of all that lies between them: it is quicker to check that anew. */
const MANY = 100;
/** The rule whose edits take letters out: each is for the writer to make by itself. */
const HINT = "doubled-word";
/** How long after the last edit `protect` is asked again about what is shown already. Milliseconds. */
const PROTECTION_DELAY = 300;

/**
 * The marks of a document; one of another copy of the package may have only what is public.
 * @param {WorkerDocument & { _marks?: readonly Mark[] } | undefined} document
 * @returns {readonly Mark[]}
 */
const marksOf = (document) => document?._marks ?? document?.marks ?? [];

export class Session {
  /** @type {WorkerChecker} */
  #client;
  /** @type {WorkerDocument} */
  #document;
  /** @type {() => string} */
  #text;
  /** @type {() => void} */
  #onChange;
  /** @type {(personal: import("../index.js").Personal) => void} */
  #onPersonal;
  #pastes;
  /** @type {(error: Error) => void} */
  #onError;
  /** @type {SessionOptions["onProgress"]} */
  #onProgress;
  /** @type {SessionOptions["messages"]} */
  #messages;
  /** What is found, as the document had it last. @type {readonly Mark[]} */
  #found = [];
  /** What is shown of it, and what that was found from. @type {readonly Mark[]} */
  #shown = [];
  /** @type {unknown[]} */
  #shownFrom = [];
  /** @type {Protection | undefined} */
  #protection;
  /** Counts down to the next look at what is protected. @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {number | null} */
  #caret = null;
  /** Where the last key was typed; null once the caret has left what was typed there. @type {number | null} */
  #typedAt = null;
  /** What was shown when an input method began to compose; undefined when none does. @type {Set<Mark> | undefined} */
  #composed;
  /** @type {Promise<unknown>} */
  #fixing = Promise.resolve();
  /** Counts the changes of the text. */
  #textVersion = 0;
  /** Where the writer wants no mark. */
  #ignored = new IgnoredPlaces();
  /** Nothing is checked any more. */
  #hasEnded = false;
  /** Who waits for the next answer. @type {(() => void)[]} */
  #waiting = [];

  /**
   * @param {SessionOptions} options
   * @param {(edits: readonly Edit[] | null) => Predicate} [protection] in place of `options.protect`, for adapters whose
   *   documents say themselves what is not to be checked
   */
  constructor(options, protection) {
    checkOptions(options, ["text", "onChange"]);
    const {
      checker,
      text,
      onChange,
      onProgress,
      onPersonal = () => {},
      onPaste,
      checkOnPaste = false,
      onError = (error) => console.warn(error),
      protect,
      messages,
    } = options;
    this.#messages = messages;
    this.#client = clientOf(checker);
    this.#text = text;
    this.#onPersonal = onPersonal;
    this.#pastes = new Pastes(onPaste, checkOnPaste, async (part) =>
      (await this.checked()) ? this.repair(part) : undefined,
    );
    this.#onChange = onChange;
    this.#onError = onError;
    this.#onProgress = onProgress;
    const make = protection ?? (protect && byRanges((edits) => protect(edits ? applied(text(), edits) : text())));
    this.#protection = make && new Protection(make, onError);
    this.#document = this.#open();
  }

  /**
   * Opens the text as it stands.
   * @returns {WorkerDocument}
   */
  #open() {
    const isOver = this.#client.terminated;
    this.#hasEnded = false;
    /** @type {WorkerDocument | undefined} */
    let document;
    document = this.#client.open(this.#text, {
      onChange: () => this.#refresh(),
      onProgress: this.#onProgress,
      onError: (error) => {
        // One that `reopen` has freed says nothing about the text.
        if (document !== undefined && this.#document !== document) return;
        this.#hasEnded = true;
        this.#refresh();
        // Freed, or the worker was ended: somebody wanted that, unless it was so from the beginning.
        if (error.name !== "AbortError") this.#onError(error);
        else if (isOver)
          this.#onError(
            new Error(
              "unglue cannot check this text: its checker was ended by terminate(); make a new one with createWorkerChecker()",
            ),
          );
      },
    });
    return document;
  }

  /** What is to be underlined now, in the order of the text. */
  get marks() {
    const from = this.#inputs();
    if (from.length !== this.#shownFrom.length || from.some((input, nth) => input !== this.#shownFrom[nth])) {
      this.#shown = this.#visible(this.#found);
      // Looking at what is protected may alter what was said of it.
      this.#shownFrom = this.#inputs();
    }
    return this.#shown;
  }

  /** All that decides what is shown. */
  #inputs() {
    return [this.#found, this.#composed, this.#protection?.revision, ...this.#heldOf(this.#found)];
  }

  /**
   * Of what is to be underlined now that which touches a range, and with `most` what is beside it, so many in all: for editors
   * that draw what can be seen.
   * @param {number} from
   * @param {number} to
   * @param {number} [most]
   */
  near(from, to, most) {
    return this.#visible(most === undefined ? touching(this.#found, from, to) : nearest(this.#found, from, to, most));
  }

  /** All that is found, also what is held back. */
  get found() {
    return this.#unprotected(this.#found);
  }

  /** @returns {Promise<void>} resolves at the next answer */
  #next() {
    return new Promise((resolve) => this.#waiting.push(() => resolve()));
  }

  /** Resolves once all that was typed is checked: to false where nothing is checked any more. */
  async checked() {
    while (!this.#hasEnded && !this.#document.settled) await this.#next();
    return !this.#hasEnded;
  }

  /**
   * The mark at a position, be it held back or not. Where one ends and the next begins, the first that is chosen.
   * @param {number} position
   * @param {(mark: Mark) => boolean} [isChosen]
   */
  at(position, isChosen = () => true) {
    return this.#unprotected(touching(this.#found, position)).find(isChosen);
  }

  /**
   * The text has changed. Edits follow each other: each fits the text that the last one left.
   * @param {readonly Edit[]} edits
   * @param {{ caret: number | null, typed: boolean }} how where the caret is now, and whether keys did it
   */
  edit(edits, { caret, typed }) {
    this.#textVersion += 1;
    this.#caret = caret;
    this.#typedAt = typed ? caret : null;
    this.#document.edit(edits.length > MANY ? spanned(edits, this.#text()) : edits);
    this.#move(edits);
    this.#refresh();
    if (this.#protection) this.#protectLater();
  }

  /**
   * Moves what stands at places of the text. Edits follow each other.
   * @param {readonly Edit[]} edits
   */
  #move(edits) {
    this.#ignored.edit(edits);
    this.#pastes.edit(edits);
  }

  /**
   * As `edit`, where so much has changed that the text is checked more quickly from its beginning, part by part.
   * @param {readonly Edit[]} edits
   * @param {Checker | WorkerChecker} [checker] from now on
   */
  reopen(edits, checker) {
    if (edits.length > 0) this.#textVersion += 1;
    if (checker) this.#client = clientOf(checker);
    this.#typedAt = null;
    this.#move(edits);
    this.#document.free();
    this.#document = this.#open();
    this.#refresh();
    if (this.#protection) this.#protectLater();
  }

  /**
   * The caret is elsewhere, or (null) the editor has lost it.
   * @param {number | null} caret
   */
  moveCaret(caret) {
    if (caret === this.#caret) return;
    this.#caret = caret;
    this.#refresh();
  }

  /**
   * An input method begins or ends to compose: meanwhile nothing appears and nothing goes.
   * @param {boolean} composing
   */
  compose(composing) {
    this.#composed = composing ? (this.#composed ?? new Set(this.marks)) : undefined;
    this.#refresh();
  }

  /** What `protect` says is something else now, although the text is the same. */
  protectionChanged() {
    this.#protection?.forget();
    this.#refresh();
  }

  /**
   * The edits that apply a mark's suggestion, or null where the text is no longer what was judged, or an input method composes.
   * @param {Mark} mark
   * @returns {readonly Edit[] | null}
   */
  fix(mark) {
    if (!mark.live || this.#composed || this.#protection?.covers(mark, this.#document)) return null;
    return mark.suggestions[0].edits;
  }

  /**
   * Returns the edits that fix all that is found, but for words that stand twice, once all that was typed is checked, and all
   * that is found in the fixed text, as `Checker.fix` does. Null where the text changed meanwhile, an input method composes, or it is not checked any more.
   * @param {(found: Pick<Mark, "rule" | "confidence">) => boolean} [isChosen] what is to be fixed
   * @returns {Promise<Edit[] | null>}
   */
  fixAll(isChosen = () => true) {
    // One after the other, however often the key is pressed: each has a copy of the text in the worker.
    const fixed = this.#fixing.then(() => this.#fixNow(isChosen));
    this.#fixing = fixed.catch(() => {});
    return fixed;
  }

  /**
   * @param {(found: Pick<Mark, "rule" | "confidence">) => boolean} isChosen
   * @returns {Promise<Edit[] | null>}
   */
  async #fixNow(isChosen) {
    if (!(await this.checked())) return null;
    const version = this.#textVersion;
    const document = this.#document;
    const edits = await this.#editsOf(isChosen);
    if (this.#textVersion !== version || this.#composed) return null;
    // The same text is checked by another checker meanwhile: what that one finds is meant.
    return this.#document === document ? edits : this.#fixNow(isChosen);
  }

  /**
   * The edits of `fixAll` for the text as it stands; null where it cannot be checked any more.
   * @param {(found: Pick<Mark, "rule" | "confidence">) => boolean} isChosen
   */
  async #editsOf(isChosen) {
    const version = this.#textVersion;
    const ignored = this.#ignored.copy();
    /** @param {readonly (Diagnostic | Mark)[]} found */
    const chosen = (found) =>
      ignored
        .without(found)
        .filter((one) => one.rule !== HINT && isChosen(one))
        .flatMap(({ suggestions }) => suggestions[0].edits);
    let edits = chosen(this.found);
    if (edits.length === 0) return edits;
    ignored.edit(edits.toReversed());
    // What is fixed is context for what is beside it.
    const trial = this.#client.open(applied(this.#text(), edits));
    try {
      for (;;) {
        const found = await trial.diagnostics();
        if (this.#textVersion !== version) return null;
        const more = chosen(this.#protection ? this.#outside(found, edits) : found);
        if (more.length === 0) return edits;
        edits = composed(edits, more);
        const backwards = more.toReversed();
        ignored.edit(backwards);
        trial.edit(backwards);
      }
    } catch {
      return null;
    } finally {
      trial.free();
    }
  }

  /**
   * Returns what repairs the text as a ruined or pasted one, or the part of it between two positions. Null where the text changed
   * meanwhile, an input method composes, or it is not checked any more.
   * @param {{ from?: number, to?: number, fixConfidence?: number | undefined }} [part]
   * @returns {Promise<Repaired | null>}
   */
  async repair({ from = 0, to = Infinity, fixConfidence } = {}) {
    const version = this.#textVersion;
    const options = { mode: /** @type {const} */ ("document"), fixConfidence, protect: this.#ignored.ranges() };
    const fixed = await this.#client.fixWithEdits(this.#text(), options).catch(() => null);
    if (!fixed || this.#textVersion !== version || this.#composed) return null;
    const isProtected = this.#protection?.of(null) ?? NOTHING;
    const repairs = fixed.repairs.filter(
      (found) => from <= found.from && found.to <= to && !isProtected(found.from, found.to),
    );
    return { repairs, edits: repairs.flatMap(({ suggestions }) => suggestions[0].edits) };
  }

  /**
   * Something was pasted. If a repair would change it, that is offered.
   * @param {{ from: number, to: number }} part where it stands now
   * @param {(edits: readonly Edit[]) => number | Promise<number>} apply makes edits, and returns how many were made
   * @param {PastePlace} [place]
   */
  pasted(part, apply, place) {
    return this.#pastes.add(part, apply, place);
  }

  /**
   * Those of the text after edits that are not protected there.
   * @param {readonly Diagnostic[]} found
   * @param {readonly Edit[]} edits
   */
  #outside(found, edits) {
    if (found.length === 0) return found;
    const isProtected = defined(this.#protection).of(edits);
    return found.filter(({ from, to }) => !isProtected(from, to));
  }

  /**
   * What an editor offers for a mark, the fix first.
   * @param {Mark} mark
   * @param {string} word what is marked
   * @param {(() => void) | null} apply applies the suggestion; null where the editor cannot be written in
   * @returns {{ name: string, before?: string | undefined, run: () => void }[]}
   */
  actions(mark, word, apply) {
    const fix = inContext(mark.suggestions[0].text);
    const fixes = apply ? [{ name: fix, before: withRemovals(mark), run: apply }] : [];
    const name = (/** @type {Parameters<typeof nameOf>[1]} */ what) => nameOf(this.#messages, what);
    const ignore = [
      { name: name("ignoreHere"), run: () => this.ignoreHere(mark) },
      { name: name("ignoreEverywhere"), run: () => this.#teach(this.#client.ignore(mark)) },
    ];
    const add = { name: name("addWord"), run: () => this.#teach(this.#client.addWords([word])) };
    return isWord(mark.rule, word) ? [...fixes, ...ignore, add] : [...fixes, ...ignore];
  }

  /**
   * What the writer reads of a mark.
   * @param {Mark} mark
   */
  message(mark) {
    return messageOf(this.#messages, mark);
  }

  /**
   * Takes a mark, or what is found in a range, away until its text changes. Returns a function that brings it back.
   * @param {Mark | { from: number, to: number }} place
   */
  ignoreHere(place) {
    const takeBack = "live" in place && !place.live ? () => {} : this.#ignored.add(place);
    this.#refresh();
    return () => {
      takeBack();
      this.#refresh();
    };
  }

  /** @param {Promise<void>} done */
  async #teach(done) {
    try {
      await done;
      this.#onPersonal(await this.#client.exportPersonal());
    } catch (error) {
      if (/** @type {Error} */ (error).name !== "AbortError") console.warn(error);
    }
  }

  destroy() {
    clearTimeout(this.#timer);
    this.#onChange = () => {};
    this.#pastes.forget();
    this.#document.free();
    this.#found = [];
  }

  /**
   * The word under the caret is held back while it is typed: half a word is not a fault.
   * @param {Mark} mark
   */
  #held(mark) {
    return this.#typedAt !== null && this.#caret !== null && touches(mark, this.#typedAt) && touches(mark, this.#caret);
  }

  /**
   * What is held back: also a space that is missing beside such a word, since half a word has brought that up.
   * @param {readonly Mark[]} marks
   */
  #heldOf(marks) {
    if (this.#typedAt === null) return [];
    const held = touching(marks, this.#typedAt).filter((mark) => this.#held(mark));
    if (held.length === 0) return held;
    const { from } = held[0];
    const { to } = defined(held.at(-1));
    const isBeside = (/** @type {Mark} */ mark) =>
      (mark.to === from && isEditedAt(mark, from)) || (mark.from === to && isEditedAt(mark, to));
    return touching(marks, from, to).filter((mark) => held.includes(mark) || isBeside(mark));
  }

  /** @param {readonly Mark[]} marks */
  #visible(marks) {
    const composed = this.#composed;
    if (composed) return marks.filter((mark) => composed.has(mark));
    const held = this.#heldOf(marks);
    const shown = held.length > 0 ? marks.filter((mark) => !held.includes(mark)) : marks;
    return this.#protection ? this.#protection.without(shown, this.#document) : shown;
  }

  /** @param {readonly Mark[]} marks */
  #unprotected(marks) {
    const protection = this.#protection;
    return protection ? marks.filter((mark) => !protection.covers(mark, this.#document)) : marks;
  }

  /** Looks again at what is protected, once nothing was typed for a moment. */
  #protectLater() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => this.#protection?.isAbout(this.#document) || this.protectionChanged(),
      PROTECTION_DELAY,
    );
  }

  #refresh() {
    this.#found = this.#ignored.without(marksOf(this.#document));
    if (this.#typedAt !== null && this.#document.settled && !this.#composed && this.#heldOf(this.#found).length === 0)
      this.#typedAt = null;
    for (const resolve of this.#waiting.splice(0)) resolve();
    this.#onChange();
  }
}
