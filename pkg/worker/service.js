// Serves one checker to the client on the other side of a channel: in a worker, or in the page itself.
//
// What comes in has a `call` and mostly an `id`; what goes out is
//   { id, result }                                     the answer
//   { id, error: { name, message }, crashed }          the refusal; `crashed`: the Wasm module is unusable from now on
//   { document, version, changes, done, total }        a part of a text that is being opened was checked
//   { document, version, diagnostics }                 all that is found now that the personal words are others
//
// Calls share the time in slices of some milliseconds, and between two slices messages are received. So no call has to wait
// until another one is done, and what is cancelled stops. Calls about one document keep their order.

import { timedOut } from "../api.js";
import { growth } from "../edits.js";

/** @import { Checker } from "../api.js" */
/** @import { Change, Edit } from "../index.js" */
/** @import { Found, Reply, Request, ToService } from "./messages.js" */

/** The length of a time slice. Milliseconds. */
const SLICE = 10;

/** How much of a text is opened at first, at least and at most, in code units. */
const FIRST_PART = 1 << 15;
const SMALLEST_PART = 1 << 12;
const LARGEST_PART = 1 << 20;

/** How long it should take to check a part of a text that is being opened, so that it can be edited soon. Milliseconds. */
const PART = 100;

/**
 * @typedef {object} Job a call that is worked on
 * @property {number} id
 * @property {number | undefined} document
 * @property {AsyncGenerator<void, unknown, void>} steps
 * @property {boolean} dropped
 */

export class Service {
  /**
   * @type {(options: import("../index.js").Options, source: import("../index.js").Source | undefined) => Promise<Checker>}
   */
  #create;
  /** @type {(message: Reply) => void} */
  #post;
  /** @type {() => Promise<void>} */
  #yield;
  /** @type {Checker | undefined} */
  #checker;
  /** @type {Map<number, Opened>} */
  #documents = new Map();
  /** @type {Job[]} */
  #jobs = [];
  /** @type {Job | undefined} */
  #current;
  #runs = false;

  /**
   * @param {(options: import("../index.js").Options, source: import("../index.js").Source | undefined) => Promise<Checker>} create
   * @param {(message: Reply) => void} post
   * @param {() => Promise<void>} yieldToMessages resolves once messages that have arrived meanwhile were received
   */
  constructor(create, post, yieldToMessages) {
    this.#create = create;
    this.#post = post;
    this.#yield = yieldToMessages;
  }

  /** @param {ToService} message */
  receive(message) {
    if (message.call === "cancel") return this.#drop((job) => job.id === message.which);
    if (message.call === "free") return this.#free(message.document);
    this.#jobs.push({ id: message.id, document: message.document, steps: this.#steps(message), dropped: false });
    if (!this.#runs) this.#run();
    return undefined;
  }

  async #run() {
    this.#runs = true;
    // Calls that come together can be cancelled together.
    await this.#yield();
    while ((this.#current = this.#jobs.shift())) {
      const job = this.#current;
      const goesOn = await this.#step(job);
      await this.#yield();
      // Behind those that have come meanwhile.
      if (goesOn && !job.dropped) this.#jobs.push(job);
    }
    this.#runs = false;
  }

  /**
   * Works on a call for one slice. Returns whether there is more to do.
   * @param {Job} job
   * @returns {Promise<boolean>}
   */
  async #step({ id, steps }) {
    try {
      const { done, value } = await steps.next();
      if (done) this.#post({ id, result: value });
      return !done;
    } catch (error) {
      const { name, message, constructor: type } = /** @type {Error} */ (error);
      this.#post({ id, error: { name, message }, crashed: type === WebAssembly.RuntimeError });
      return false;
    }
  }

  /**
   * Gives jobs up, also the one that is worked on.
   * @param {(job: Job) => boolean} which
   */
  #drop(which) {
    for (const job of [this.#current, ...this.#jobs]) {
      if (!job || !which(job)) continue;
      job.dropped = true;
      // Runs what it does in the end.
      job.steps.return(undefined);
    }
    this.#jobs = this.#jobs.filter((job) => !job.dropped);
  }

  /** @param {number} key */
  #free(key) {
    this.#drop((job) => job.document === key);
    this.#documents.get(key)?.free();
    this.#documents.delete(key);
  }

  /** The checker, which the call `start` makes. */
  get #started() {
    if (!this.#checker) throw new Error("unglue's worker was not started");
    return this.#checker;
  }

  /**
   * Does what a message asks for; at each `yield`, its slice is over.
   * @param {Request} message
   * @returns {AsyncGenerator<void, unknown, void>}
   */
  async *#steps(message) {
    switch (message.call) {
      case "start":
        this.#checker = await this.#create(message.options, message.source);
        if (message.personal) this.#checker.importPersonal(message.personal);
        return this.#checker.exportPersonal();
      case "check":
        return yield* inSlices(this.#started._beginCheck(message.text, message.options));
      case "fix":
        return yield* inSlices(this.#started._beginFix(message.text, message.options));
      case "fixWithEdits":
        return yield* inSlices(this.#started._beginFixWithEdits(message.text, message.options));
      case "addWords":
        return yield* this.#teach((checker) => checker.addWords(message.argument));
      case "removeWords":
        return yield* this.#teach((checker) => checker.removeWords(message.argument));
      case "ignore":
        return yield* this.#teach((checker) => checker.ignore(message.argument));
      case "importPersonal":
        return yield* this.#teach((checker) => checker.importPersonal(message.argument));
      case "exportPersonal":
        return this.#started.exportPersonal();
      case "open":
        return yield* this.#open(message.document, message.version, message.text);
      case "edit":
        return yield* this.#edit(this.#opened(message.document), message.version, message.edits);
      default:
        throw new TypeError(`unglue's worker knows no call ${/** @type {Request} */ (message).call}`);
    }
  }

  /** @param {number} key */
  #opened(key) {
    const opened = this.#documents.get(key);
    if (!opened) throw new Error(`unglue's worker has no document ${key}`);
    return opened;
  }

  /**
   * @param {number} key
   * @param {number} version
   * @param {string} text
   */
  *#open(key, version, text) {
    const opened = new Opened(this.#started, text, version);
    this.#documents.set(key, opened);
    /**
     * @param {Found | null} change
     * @param {{ done: number, total: number }} [progress]
     */
    const tell = (change, progress) => {
      const found = change ? { changes: [change] } : { diagnostics: opened.diagnostics() };
      this.#post({ document: key, version: opened.version, ...found, ...progress });
    };
    for (;;) {
      const change = yield* opened.grow();
      const { done, total } = opened;
      if (done === total) {
        tell(change);
        break;
      }
      tell(change, { done, total });
      yield;
    }
    const change = yield* opened.settle();
    tell(change, { done: opened.done, total: opened.total });
    return opened.version;
  }

  /**
   * @param {Opened} opened
   * @param {number} version
   * @param {readonly Edit[]} edits
   * @returns {Generator<void, import("./messages.js").EditAnswer, void>}
   */
  *#edit(opened, version, edits) {
    const changes = yield* opened.edit(version, edits);
    // All that is found takes the page a moment to read. But what many edits changed together is not told of each, nor is
    // what one says of what new words have left, which nobody has been told yet.
    const isTold = changes.length === edits.length && changes.every((change) => change !== null) && !opened.stale;
    return isTold ? { version, changes } : { version, diagnostics: opened.diagnostics() };
  }

  /**
   * Changes the personal words, and tells each document that is open what is found with them.
   * @param {(checker: Checker) => void} change
   * @returns {Generator<void, import("../index.js").Personal, void>}
   */
  *#teach(change) {
    const checker = this.#started;
    change(checker);
    for (const opened of this.#documents.values()) opened.stale = true;
    for (const [key, opened] of this.#documents) {
      if (!opened.stale) continue;
      yield* opened.followWords();
      // An edit may have told it, and it may be freed.
      if (opened.stale && this.#documents.get(key) === opened) {
        this.#post({ document: key, version: opened.version, diagnostics: opened.diagnostics() });
      }
    }
    return checker.exportPersonal();
  }
}

/**
 * Works on a check or a fix, slice by slice.
 * @template Result
 * @param {{ readonly timeout: number, run: (milliseconds: number) => Result | undefined, free: () => void }} job
 * @returns {Generator<void, Result, void>}
 */
function* inSlices(job) {
  const end = performance.now() + job.timeout;
  try {
    for (;;) {
      const result = job.run(Math.min(SLICE, Math.max(0, end - performance.now())));
      if (result !== undefined) return result;
      if (performance.now() >= end) throw timedOut();
      yield;
    }
  } finally {
    job.free();
  }
}

/** Counts the milliseconds of work on something, without the pauses between its slices. */
class Clock {
  #before = 0;
  #start = performance.now();

  get worked() {
    return this.#before + performance.now() - this.#start;
  }

  get isOver() {
    return performance.now() - this.#start >= SLICE;
  }

  /** @returns {Generator<void, void, void>} */
  *pause() {
    this.#before = this.worked;
    yield;
    this.#start = performance.now();
  }
}

/** A text whose first part is open, and whose rest is yet to come. */
class Opened {
  /** @type {import("../api.js").Document} */
  #document;
  #rest;
  /** Of the part that is open. */
  #length = 0;
  /** How large the next part is, in code units. */
  #part = FIRST_PART;
  /** Whether all is open, and what later parts say of earlier ones is known. */
  #isWhole = false;
  /** Whether edits are under way whose change is not known yet. */
  #isBusy = false;
  #isFreed = false;
  /** The words have changed since anyone was told what is found. */
  stale = false;

  /**
   * @param {Checker} checker
   * @param {string} text
   * @param {number} version
   */
  constructor(checker, text, version) {
    this.#document = checker.open("");
    this.#rest = text;
    this.version = version;
  }

  get done() {
    return this.#length;
  }

  get total() {
    return this.#length + this.#rest.length;
  }

  /**
   * Opens the next part. Returns what that changed.
   * @returns {Generator<void, Found | null, void>}
   */
  *grow() {
    const size = this.#part;
    const length = this.#length;
    const { changes, worked } = yield* this.#alone(this.#beginPart(size));
    const fitting = Math.round(((this.#length - length) * PART) / Math.max(worked, 1));
    this.#part = Math.max(SMALLEST_PART, Math.min(fitting, 2 * size, LARGEST_PART));
    return changes[0];
  }

  /**
   * Finds what the words of later parts say of earlier ones. Edits may be made meanwhile. Returns what that changed.
   * @returns {Generator<void, Found | null, void>}
   */
  *settle() {
    for (;;) {
      const change = this.#isBusy ? undefined : this.#document._run(SLICE, false);
      if (change !== undefined) {
        this.#isWhole = true;
        return change;
      }
      yield;
    }
  }

  /**
   * Edits the open part, the rest, or both. Returns what each of the edits changed; null of those that were made together.
   * @param {number} version
   * @param {readonly Edit[]} edits
   * @returns {Generator<void, (Found | null)[], void>}
   */
  *edit(version, edits) {
    return (yield* this.#alone(this.#beginEdits(version, edits))).changes;
  }

  /**
   * Checks again what the personal words have changed.
   * @returns {Generator<void, void, void>}
   */
  *followWords() {
    yield* this.#alone([]);
  }

  /**
   * Moves about so much of the rest to the open part, up to the end of a paragraph or at least of a line where there is one.
   * @param {number} size
   */
  *#beginPart(size) {
    const part = this.#rest.slice(0, size);
    const whole = part.length === this.#rest.length;
    const ends = [part.lastIndexOf("\n\n") + 2, part.lastIndexOf("\n") + 1].filter((end) => end > size / 2);
    const end = whole ? part.length : (ends[0] ?? size);
    this.#rest = this.#rest.slice(end);
    yield this.#begin({ from: this.#length, to: this.#length, insert: part.slice(0, end) });
  }

  /**
   * @param {number} version
   * @param {readonly Edit[]} edits
   */
  *#beginEdits(version, edits) {
    this.version = version;
    for (const { from, to, insert } of edits) {
      const end = this.#length;
      if (from > end) {
        this.#rest = this.#rest.slice(0, from - end) + insert + this.#rest.slice(to - end);
        yield;
      } else {
        this.#rest = this.#rest.slice(Math.max(0, to - end));
        yield this.#begin({ from, to: Math.min(to, end), insert });
      }
    }
  }

  /** @param {Edit} edit */
  #begin(edit) {
    this.#document._beginEdit(edit);
    this.#length += growth(edit);
  }

  /**
   * Once nothing else is under way, takes the steps that begin something, and goes on with what follows from each to its end;
   * after a slice with what follows from all others together. Returns what that changed, and how many milliseconds it has taken.
   * @param {Iterable<void>} steps
   * @returns {Generator<void, { changes: (Found | null)[], worked: number }, void>}
   */
  *#alone(steps) {
    while (this.#isBusy) yield;
    this.#isBusy = true;
    try {
      const clock = new Clock();
      /** @type {(Found | null)[]} */
      const changes = [];
      let isDue = true;
      for (const _ of steps) {
        isDue = clock.worked >= SLICE;
        if (!isDue) changes.push(yield* this.#finish(clock));
        else if (clock.isOver) yield* clock.pause();
      }
      if (isDue) changes.push(yield* this.#finish(clock));
      return { changes, worked: clock.worked };
    } finally {
      this.#isBusy = false;
    }
  }

  /**
   * Goes on with what was begun. Returns what that changed.
   * @param {Clock} clock
   * @returns {Generator<void, Change | null, void>}
   */
  *#finish(clock) {
    while (!this.#isFreed) {
      const change = this.#document._run(SLICE, !this.#isWhole);
      if (change !== undefined) return change;
      yield* clock.pause();
    }
    return null;
  }

  /** All that is found by now. */
  diagnostics() {
    this.stale = false;
    return this.#document._known();
  }

  free() {
    this.#isFreed = true;
    this.#document.free();
  }
}
