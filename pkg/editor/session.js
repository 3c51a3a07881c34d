// What all editors share: one text, its marks, and which of them are shown when.
//
// An adapter tells the session what happens in its editor, and draws `session.marks` whenever `onChange` is called.

import { applied, merged } from "./edits.js";
import { IgnoredPlaces } from "./ignored.js";
import { clientOf } from "./in-page.js";

/** Whether a mark touches a position. */
const touches = (mark, at) => mark.from <= at && at <= mark.to;

export class Session {
  #client;
  /** Opens the text as it stands. */
  #open;
  #document;
  #text;
  #onChange;
  #onPersonal;
  #caret = null;
  /** Where the last key was typed; null once the caret has left what was typed there. */
  #typedAt = null;
  #composing = false;
  #mending = Promise.resolve();
  #shown = [];
  /** Where the writer wants no mark. */
  #ignored = new IgnoredPlaces();

  /**
   * @param {object} options
   * @param {import("../index.js").Checker | import("../worker/client.js").WorkerChecker} options.checker
   * @param {() => string} options.text the editor's text with all edits that the session was told of
   * @param {() => void} options.onChange `marks` has changed
   * @param {((progress: { done: number, total: number }) => void) | undefined} [options.onProgress] a part of a long text was checked
   * @param {((personal: import("../index.js").Personal) => void) | undefined} options.onPersonal the writer taught it something
   * @param {((error: Error) => void) | undefined} options.onError this text will not be checked any more
   */
  constructor({ checker, text, onChange, onProgress, onPersonal = () => {}, onError = (error) => console.warn(error) }) {
    this.#client = clientOf(checker);
    this.#text = text;
    this.#onPersonal = onPersonal;
    this.#onChange = onChange;
    this.#open = () =>
      this.#client.open(text, {
        onChange: () => this.#refresh(),
        onProgress,
        onError: (error) => {
          this.#refresh();
          // Freed, or the worker was ended: somebody wanted that.
          if (error.name !== "AbortError") onError(error);
        },
      });
    this.#document = this.#open();
  }

  /** What is to be underlined now, in the order of the text. */
  get marks() {
    return this.#shown;
  }

  /** All that is found, also what is held back. */
  get found() {
    return this.#ignored.without(this.#document.marks);
  }

  /** Resolves once all that was typed is checked: to false where nothing is checked any more. */
  async checked() {
    try {
      await this.#document.diagnostics();
      return true;
    } catch {
      return false;
    }
  }

  /** The mark at a position, be it held back or not. */
  at(position) {
    return this.found.find((mark) => touches(mark, position));
  }

  /**
   * The text has changed. Edits follow each other: each fits the text that the last one left.
   * @param {{ from: number, to: number, insert: string }[]} edits
   * @param {{ caret: number | null, typed: boolean }} how where the caret is now, and whether keys did it
   */
  edit(edits, { caret, typed }) {
    this.#caret = caret;
    this.#typedAt = typed ? caret : null;
    this.#document.edit(edits);
    this.#ignored.edit(edits);
    this.#refresh();
  }

  /**
   * As `edit`, where so much has changed that the text is checked more quickly from its beginning, part by part.
   * @param {{ from: number, to: number, insert: string }[]} edits
   * @param {import("../index.js").Checker | import("../worker/client.js").WorkerChecker} [checker] from now on
   */
  reopen(edits, checker) {
    if (checker) this.#client = clientOf(checker);
    this.#typedAt = null;
    this.#ignored.edit(edits);
    this.#document.free();
    this.#document = this.#open();
    this.#refresh();
  }

  /** The caret is elsewhere, or (null) the editor has lost it. */
  moveCaret(caret) {
    if (caret === this.#caret) return;
    this.#caret = caret;
    this.#refresh();
  }

  /** An input method begins or ends to compose: meanwhile nothing appears and nothing goes. */
  compose(composing) {
    this.#composing = composing;
    this.#refresh();
  }

  /** The edits that apply a suggestion, or null where the text is no longer what was judged. */
  fix(mark, nth = 0) {
    return mark.live ? (mark.suggestions[nth]?.edits ?? null) : null;
  }

  /**
   * The insertions that mend all that is found once all that was typed is checked, and all that their text shows then, as
   * `Checker.fix` does. Null where the text changed meanwhile, or is not checked any more.
   * @param {(found: { rule: string, confidence: number }) => boolean} [isChosen] what is to be mended
   */
  fixAll(isChosen = () => true) {
    // One after the other, however often the key is pressed: each has a copy of the text in the worker.
    const mended = this.#mending.then(() => this.#mend(isChosen));
    this.#mending = mended.catch(() => {});
    return mended;
  }

  async #mend(isChosen) {
    if (!(await this.checked())) return null;
    const document = this.#document;
    const { version } = document;
    const ignored = this.#ignored.copy();
    const chosen = (found) => ignored.without(found).filter(isChosen).flatMap(({ suggestions }) => suggestions[0].edits);
    let edits = chosen(document.marks);
    if (edits.length === 0) return edits;
    ignored.edit(edits.toReversed());
    // What is mended is context for what stands beside it.
    const trial = this.#client.open(applied(this.#text(), edits));
    try {
      for (let more; (more = chosen(await trial.diagnostics())).length > 0; ) {
        edits = merged(edits, more);
        const backwards = more.toReversed();
        ignored.edit(backwards);
        trial.edit(backwards);
      }
    } catch {
      return null;
    } finally {
      trial.free();
    }
    return this.#document === document && document.version === version ? edits : null;
  }

  /**
   * What an editor offers for a mark, the best first.
   * @param {import("../worker/marks.js").Mark} mark
   * @param {string} word what is marked
   * @param {(nth: number) => void} apply applies a suggestion
   * @returns {{ name: string, run: () => void }[]}
   */
  actions(mark, word, apply) {
    const fixes = mark.suggestions.slice(0, 3).map(({ text }, nth) => ({ name: text, run: () => apply(nth) }));
    const ignore = [
      { name: "Ignore here", run: () => this.ignoreHere(mark) },
      { name: "Ignore everywhere", run: () => this.#teach(this.#client.ignore(mark)) },
    ];
    const add = { name: "Add to dictionary", run: () => this.#teach(this.#client.addWords([word])) };
    // What has punctuation inside is no word.
    return mark.rule === "missing-space-after-punctuation" ? [...fixes, ...ignore] : [...fixes, ...ignore, add];
  }

  /** Takes a mark away until its text changes; the same word elsewhere stays marked. Returns a function that brings it back. */
  ignoreHere(mark) {
    const takeBack = mark.live ? this.#ignored.add(mark) : () => {};
    this.#refresh();
    return () => {
      takeBack();
      this.#refresh();
    };
  }

  async #teach(done) {
    try {
      await done;
      this.#onPersonal(await this.#client.exportPersonal());
    } catch (error) {
      if (error.name !== "AbortError") console.warn(error);
    }
  }

  destroy() {
    this.#shown = [];
    this.#onChange = () => {};
    this.#document.free();
  }

  /** The word under the caret is held back while it is typed: half a word is not a fault. */
  #held(mark) {
    return this.#typedAt !== null && this.#caret !== null && touches(mark, this.#typedAt) && touches(mark, this.#caret);
  }

  #refresh() {
    const marks = this.found;
    if (this.#document.settled && !this.#composing && !marks.some((mark) => this.#held(mark))) this.#typedAt = null;
    const known = this.#composing ? new Set(this.#shown) : null;
    this.#shown = marks.filter((mark) => (known ? known.has(mark) : !this.#held(mark)));
    this.#onChange();
  }
}
