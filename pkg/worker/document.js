// A text that is edited here and checked in the worker.

import { dispose } from "../dispose.js";
import { growth } from "../edits.js";
import { Marks } from "./marks.js";
import { asText } from "./messages.js";
import { aborted, deferred, swallow } from "./promises.js";

/** @import { Edit } from "../index.js" */
/** @import { Answer, Mark, OpenOptions, Signal } from "../worker.js" */
/** @import { Answers, Found, Given, Progress } from "./messages.js" */

/**
 * What a document asks of the client.
 * @typedef {object} Connection
 * @property {<Name extends keyof Answers>(call: Name, given: () => Given) => Promise<Answers[Name]>} call
 * @property {() => void} free
 */

/** @type {Found} */
const NOTHING = { removed: [], added: [] };

export class WorkerDocument {
  /** @type {string | (() => string)} */
  #source;
  /** @type {(answer: Answer) => void} */
  #onChange;
  /** @type {(progress: { done: number, total: number }) => void} */
  #onProgress;
  /** @type {(error: Error) => void} */
  #onError;
  /** @type {Connection} */
  #worker;
  #length = 0;
  #version = 0;
  #marks = new Marks();
  /** Edits that are not sent: while one call has no answer, they gather, and then go together. @type {Edit[]} */
  #queue = [];
  #sent = 0;
  #isOpen = false;
  #openings = 0;
  #crashesInARow = 0;
  /** @type {unknown} */
  #failure;
  /**
   * Who waits for the answer to a version.
   * @type {{ version: number, resolve: (answer: Answer) => void, reject: (reason: unknown) => void }[]}
   */
  #waiting = [];
  /** @type {Signal | undefined} */
  #signal;
  #free = () => this.free();

  /**
   * @internal
   * @param {string | (() => string)} text
   * @param {OpenOptions} options
   * @param {Connection} worker
   */
  constructor(text, { onChange = () => {}, onProgress = () => {}, onError = () => {}, signal }, worker) {
    this.#source = text;
    this.#onChange = onChange;
    this.#onProgress = onProgress;
    this.#onError = onError;
    this.#worker = worker;
    this.#signal = signal;
    signal?.addEventListener("abort", this.#free, { once: true });
    this.opened = this.#answerTo(0);
  }

  get version() {
    return this.#version;
  }

  get length() {
    return this.#length;
  }

  get marks() {
    return this._marks.slice();
  }

  /** @internal The same, not to be altered: one array as long as none comes or goes. */
  get _marks() {
    return this.#marks.live;
  }

  get settled() {
    return this.#isOpen && this.#marks.pending === 0;
  }

  /**
   * @param {Edit | readonly Edit[]} edits
   * @returns {Promise<Answer>}
   */
  edit(edits) {
    // Nobody knows any more what would fit.
    if (this.#failure) return swallow(Promise.reject(this.#failure));
    const list = Array.isArray(edits) ? edits : [edits];
    const length = fits(list, this.#length);
    const real = list
      .filter(({ from, to, insert }) => from < to || insert !== "")
      .map(({ from, to, insert }) => ({ from, to, insert }));
    this.#length = length;
    this.#version += 1;
    if (typeof this.#source === "string") {
      for (const { from, to, insert } of real)
        this.#source = this.#source.slice(0, from) + insert + this.#source.slice(to);
    }
    this.#marks.edit(real);
    this.#queue = this.#queue.concat(real);
    const answer = this.#answerTo(this.#version);
    this.#flush();
    return answer;
  }

  async diagnostics() {
    if (this.#failure) throw this.#failure;
    while (!this.settled) await this.#answerTo(this.#version);
    return this.marks.map((mark) => mark.toJSON());
  }

  free() {
    if (this.#failure) return;
    const reason = this.#signal?.aborted ? this.#signal.reason : aborted("the document was freed");
    this._fail(/** @type {Error} */ (reason));
    this.#worker.free();
  }

  [dispose]() {
    this.free();
  }

  get #text() {
    return typeof this.#source === "function" ? this.#source() : this.#source;
  }

  /**
   * @param {number} version
   * @returns {Promise<Answer>}
   */
  #answerTo(version) {
    const { promise, resolve, reject } = deferred();
    this.#waiting.push({ version, resolve, reject });
    return swallow(promise);
  }

  /**
   * Tells everyone who waits for this version, or an earlier one.
   * @param {number} version
   * @param {{ removed: Mark[], added: Mark[] }} update
   */
  #answered(version, update) {
    const done = this.#waiting.filter((waiter) => waiter.version <= version);
    this.#waiting = this.#waiting.filter((waiter) => waiter.version > version);
    const answer = { version, ...update };
    for (const { resolve } of done) resolve(answer);
    this.#onChange(answer);
  }

  /** @internal Sends the whole text, to begin with and to a new worker. */
  _open() {
    const opening = ++this.#openings;
    const given = () => {
      const text = asText(this.#text);
      this.#length = text.length;
      return { text, version: this.#version };
    };
    this.#queue = [];
    this.#sent = 0;
    this.#isOpen = false;
    const update = this.#marks.clear();
    if (update.removed.length > 0) this.#onChange({ version: this.#version, ...update });
    this.#worker.call("open", given).then(
      (version) => {
        if (opening !== this.#openings) return;
        this.#isOpen = true;
        this.#crashesInARow = 0;
        this.#answered(version, { removed: [], added: this.marks });
        this.#flush();
      },
      (error) => this.#giveUp(error),
    );
  }

  /**
   * @internal Something was found without an edit: in the next part of the text, or with other words.
   * @param {Progress} progress
   */
  _progress({ version, changes, diagnostics, done, total }) {
    const update = diagnostics ? this.#marks.replace(diagnostics) : this.#marks.add(changes?.[0] ?? NOTHING);
    this.#onChange({ version, ...update });
    if (done !== undefined && total !== undefined) this.#onProgress({ done, total });
  }

  #flush() {
    if (this.#sent > 0 || this.#failure) return;
    if (this.#queue.length === 0) {
      // Edits that change nothing are not sent.
      if (this.settled && this.#waiting.length > 0) this.#answered(this.#version, { removed: [], added: [] });
      return;
    }
    const edits = this.#queue;
    const opening = this.#openings;
    this.#queue = [];
    this.#sent = edits.length;
    this.#worker
      .call("edit", () => ({ version: this.#version, edits }))
      .then(
        ({ version, changes, diagnostics }) => {
          if (opening !== this.#openings) return;
          this.#sent = 0;
          const update = diagnostics
            ? this.#marks.replace(diagnostics, edits.length)
            : this.#marks.answer((changes ?? []).map((change) => change ?? NOTHING));
          // While a long text is being opened, what was edited may lie in a part that is yet to come.
          if (this.#isOpen) this.#answered(version, update);
          else this.#onChange({ version, ...update });
          this.#flush();
        },
        (error) => this.#giveUp(error),
      );
  }

  /** @param {Error} error */
  #giveUp(error) {
    this._fail(error);
    this.#worker.free();
  }

  /** @internal Counts one more crash. */
  _crashes() {
    return ++this.#crashesInARow;
  }

  /**
   * @internal There will be no more answers.
   * @param {Error} error
   */
  _fail(error) {
    if (this.#failure) return;
    this.#failure = error;
    this.#signal?.removeEventListener("abort", this.#free);
    this.#marks.clear();
    for (const { reject } of this.#waiting.splice(0)) reject(error);
    this.#onError(error);
  }
}

/**
 * The length of a text after edits, each of which must fit it.
 * @param {readonly Edit[]} edits
 * @param {number} length
 */
function fits(edits, length) {
  for (const edit of edits) {
    if (typeof edit !== "object" || edit === null)
      throw new TypeError("an edit must be an object with from, to, insert");
    const { from, to, insert } = edit;
    if (!Number.isInteger(from) || !Number.isInteger(to) || from < 0 || to < from || length < to) {
      throw new RangeError(`the edit ${from}..${to} does not fit a text of ${length} code units`);
    }
    if (typeof insert !== "string") throw new TypeError("edit.insert must be a string");
    length += growth(edit);
  }
  return length;
}
