// Serves one checker to the client on the other side of a channel: in a worker, or in the page itself.
//
// What comes in has a `call` and mostly an `id`; what goes out is
//   { id, result }                                     the answer
//   { id, error: { name, message }, crashed }          the refusal; `crashed`: the Wasm module is unusable from now on
//   { document, version, changes, done, total }        a part of a text that is being opened was checked
//   { document, version, diagnostics }                 all that is found now that the personal words are others
//
// All calls take turns: each is worked on for some milliseconds, and between two turns messages are received. So none has
// to wait until another is done, and what is cancelled stops. Calls about one document keep their order.

import { timedOut } from "../api.js";

/** How long a turn is. Milliseconds. */
const TURN = 10;

/** How much of a text is opened at first, at least and at most, in code units. */
const FIRST_PART = 1 << 15;
const SMALLEST_PART = 1 << 12;
const LARGEST_PART = 1 << 20;

/** How long it should take to check a part of a text that is being opened, so that it can be edited soon. Milliseconds. */
const PART = 100;

/** What changes the personal words. */
const TEACHING = new Set(["addWords", "removeWords", "ignore", "importPersonal"]);

export class Service {
  #create;
  #post;
  #breath;
  #checker;
  #documents = new Map();
  #jobs = [];
  #current;
  #runs = false;

  /**
   * @param {(options: object, source: unknown) => Promise<import("../index.js").Checker>} create
   * @param {(message: object) => void} post
   * @param {() => Promise<void>} breath resolves once messages that have arrived meanwhile were received
   */
  constructor(create, post, breath) {
    this.#create = create;
    this.#post = post;
    this.#breath = breath;
  }

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
    await this.#breath();
    while ((this.#current = this.#jobs.shift())) {
      const job = this.#current;
      const goesOn = await this.#step(job);
      await this.#breath();
      // Behind those that have come meanwhile.
      if (goesOn && !job.dropped) this.#jobs.push(job);
    }
    this.#runs = false;
  }

  /** Takes one turn. Returns whether there is more to do. */
  async #step({ id, steps }) {
    try {
      const { done, value } = await steps.next();
      if (done) this.#post({ id, result: value });
      return !done;
    } catch (error) {
      const { name, message } = error;
      this.#post({ id, error: { name, message }, crashed: error.constructor === WebAssembly.RuntimeError });
      return false;
    }
  }

  /** Gives jobs up, also the one that has its turn. */
  #drop(which) {
    for (const job of [this.#current, ...this.#jobs]) {
      if (!job || !which(job)) continue;
      job.dropped = true;
      // Runs what it does in the end.
      job.steps.return();
    }
    this.#jobs = this.#jobs.filter((job) => !job.dropped);
  }

  #free(key) {
    this.#drop((job) => job.document === key);
    this.#documents.get(key)?.free();
    this.#documents.delete(key);
  }

  /** Does what a message asks for; at each `yield`, its turn is over. */
  async *#steps({ call, document: key, version, ...given }) {
    if (TEACHING.has(call)) return yield* this.#teach(call, given.argument);
    switch (call) {
      case "start":
        this.#checker = await this.#create(given.options, given.source);
        if (given.personal) this.#checker.importPersonal(given.personal);
        return this.#checker.exportPersonal();
      case "check":
        return yield* inTurns(this.#checker._beginCheck(given.text, given.options));
      case "fix":
        return yield* inTurns(this.#checker._beginFix(given.text, given.options));
      case "exportPersonal":
        return this.#checker.exportPersonal();
      case "open":
        return yield* this.#open(key, version, given.text);
      case "edit":
        return yield* this.#edit(this.#documents.get(key), version, given.edits);
      default:
        throw new TypeError(`unglue's worker knows no call ${call}`);
    }
  }

  *#open(key, version, text) {
    const opened = new Opened(this.#checker, text, version);
    this.#documents.set(key, opened);
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

  *#edit(opened, version, edits) {
    const changes = yield* opened.edit(version, edits);
    // All that is found takes the page a moment to read. But what many edits changed together is not told of each, nor is
    // what one says of what new words have left, which nobody has been told yet.
    const isTold = changes.length === edits.length && changes.every((change) => change !== null) && !opened.stale;
    return isTold ? { version, changes } : { version, diagnostics: opened.diagnostics() };
  }

  *#teach(call, argument) {
    this.#checker[call](argument);
    for (const opened of this.#documents.values()) opened.stale = true;
    for (const [key, opened] of this.#documents) {
      if (!opened.stale) continue;
      yield* opened.heed();
      // An edit may have told it, and it may be freed.
      if (opened.stale && this.#documents.get(key) === opened) {
        this.#post({ document: key, version: opened.version, diagnostics: opened.diagnostics() });
      }
    }
    return this.#checker.exportPersonal();
  }
}

/** Works on a check or a fix, turn by turn. */
function* inTurns(job) {
  const end = performance.now() + job.timeout;
  try {
    for (;;) {
      const result = job.run(Math.min(TURN, Math.max(0, end - performance.now())));
      if (result !== undefined) return result;
      if (performance.now() >= end) throw timedOut();
      yield;
    }
  } finally {
    job.free();
  }
}

/** Counts the milliseconds of work on something, without the pauses between its turns. */
class Clock {
  #before = 0;
  #turn = performance.now();

  get worked() {
    return this.#before + performance.now() - this.#turn;
  }

  get isOver() {
    return performance.now() - this.#turn >= TURN;
  }

  *pause() {
    this.#before = this.worked;
    yield;
    this.#turn = performance.now();
  }
}

/** A text whose first part is open, and whose rest is yet to come. */
class Opened {
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

  /** Opens the next part. Returns what that changed. */
  *grow() {
    const size = this.#part;
    const length = this.#length;
    const { changes, worked } = yield* this.#alone(this.#beginPart(size));
    const fitting = Math.round(((this.#length - length) * PART) / Math.max(worked, 1));
    this.#part = Math.max(SMALLEST_PART, Math.min(fitting, 2 * size, LARGEST_PART));
    return changes[0];
  }

  /** Finds what the words of later parts say of earlier ones. Edits may be made meanwhile. Returns what that changed. */
  *settle() {
    for (;;) {
      const change = this.#isBusy ? undefined : this.#document._run(TURN, false);
      if (change !== undefined) {
        this.#isWhole = true;
        return change;
      }
      yield;
    }
  }

  /** Edits the open part, the rest, or both. Returns what each of the edits changed; null of those that were made together. */
  *edit(version, edits) {
    return (yield* this.#alone(this.#beginEdits(version, edits))).changes;
  }

  /** Follows the personal words. */
  *heed() {
    yield* this.#alone([]);
  }

  /** Moves about so much of the rest to the open part, up to the end of a paragraph or at least of a line where there is one. */
  *#beginPart(size) {
    const part = this.#rest.slice(0, size);
    const whole = part.length === this.#rest.length;
    const ends = [part.lastIndexOf("\n\n") + 2, part.lastIndexOf("\n") + 1].filter((end) => end > size / 2);
    const end = whole ? part.length : (ends[0] ?? size);
    this.#rest = this.#rest.slice(end);
    yield this.#begin({ from: this.#length, to: this.#length, insert: part.slice(0, end) });
  }

  *#beginEdits(version, edits) {
    this.version = version;
    for (const { from, to, insert } of edits) {
      const end = this.#length;
      if (from > end) {
        yield (this.#rest = this.#rest.slice(0, from - end) + insert + this.#rest.slice(to - end));
      } else {
        this.#rest = this.#rest.slice(Math.max(0, to - end));
        yield this.#begin({ from, to: Math.min(to, end), insert });
      }
    }
  }

  #begin(edit) {
    this.#document._beginEdit(edit);
    this.#length += edit.insert.length - (edit.to - edit.from);
  }

  /**
   * Once nothing else is under way, takes the steps that begin something, and goes on with what follows from each to its end;
   * after a turn with what follows from all others together. Returns what that changed, and how many milliseconds it has taken.
   */
  *#alone(steps) {
    while (this.#isBusy) yield;
    this.#isBusy = true;
    try {
      const clock = new Clock();
      const changes = [];
      let isDue = true;
      for (const _ of steps) {
        isDue = clock.worked >= TURN;
        if (!isDue) changes.push(yield* this.#finish(clock));
        else if (clock.isOver) yield* clock.pause();
      }
      if (isDue) changes.push(yield* this.#finish(clock));
      return { changes, worked: clock.worked };
    } finally {
      this.#isBusy = false;
    }
  }

  /** Goes on with what was begun. Returns what that changed. */
  *#finish(clock) {
    while (!this.#isFreed) {
      const change = this.#document._run(TURN, !this.#isWhole);
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
