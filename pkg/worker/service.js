// Serves one checker to the client on the other side of a channel: in a worker, or in the page itself.
//
// What comes in has a `call` and mostly an `id`; what goes out is
//   { id, result }                                     the answer
//   { id, error: { name, message }, crashed }          the refusal; `crashed`: the Wasm module is unusable from now on
//   { document, version, changes, done, total }        a part of a text that is being opened was checked
//   { document, version, diagnostics }                 all that is found now that the personal words are others
//
// Calls are answered in their order, but for the opening of a long text, which lets others pass between its parts.

/** How much of a text is opened at once, in code units: little at first, so that the first answer comes soon. */
const FIRST_PART = 1 << 16;
const LARGEST_PART = 1 << 20;

/** What changes the personal words. */
const TEACHING = new Set(["addWords", "removeWords", "ignore", "importPersonal"]);

export class Service {
  #create;
  #post;
  #breath;
  #checker;
  #documents = new Map();
  #jobs = [];
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
    if (message.call === "cancel") {
      this.#jobs = this.#jobs.filter(({ id }) => id !== message.which);
      return;
    }
    this.#jobs.push({ id: message.id, steps: this.#steps(message) });
    if (!this.#runs) this.#run();
  }

  async #run() {
    this.#runs = true;
    // Calls that come together can be cancelled together.
    await this.#breath();
    for (let job; (job = this.#jobs.shift()); ) {
      const goesOn = await this.#step(job);
      await this.#breath();
      // Behind those that have come meanwhile.
      if (goesOn) this.#jobs.push(job);
    }
    this.#runs = false;
  }

  /** Returns whether there is more to do. */
  async #step({ id, steps }) {
    try {
      const { done, value } = await steps.next();
      if (done) this.#post({ id, result: value });
      return !done;
    } catch ({ name, message, constructor }) {
      this.#post({ id, error: { name, message }, crashed: constructor === WebAssembly.RuntimeError });
      return false;
    }
  }

  /** Does what a message asks for; after each `yield`, other calls may have been answered. */
  async *#steps({ call, document: key, version, ...given }) {
    if (TEACHING.has(call)) return yield* this.#teach(call, given.argument);
    switch (call) {
      case "start":
        this.#checker = await this.#create(given.options, given.source);
        if (given.personal) this.#checker.importPersonal(given.personal);
        return this.#checker.exportPersonal();
      case "check":
        return this.#checker.check(given.text, given.options);
      case "fix":
        return this.#checker.fix(given.text);
      case "exportPersonal":
        return this.#checker.exportPersonal();
      case "open":
        return yield* this.#open(key, version, given.text);
      case "edit": {
        const opened = this.#documents.get(key);
        opened.version = version;
        const changes = given.edits.map((edit) => opened.edit(edit));
        // What the edits say is about what the new words have left, which nobody has been told yet.
        return opened.stale ? { version, diagnostics: opened.diagnostics() } : { version, changes };
      }
      case "free":
        this.#documents.get(key)?.free();
        this.#documents.delete(key);
        return undefined;
      default:
        throw new TypeError(`unglue's worker knows no call ${call}`);
    }
  }

  async *#open(key, version, text) {
    const opened = new Opened(this.#checker, text, version);
    this.#documents.set(key, opened);
    for (let part = FIRST_PART; ; part = Math.min(2 * part, LARGEST_PART)) {
      const change = opened.grow(part);
      const { done, total } = opened;
      this.#post({ document: key, version: opened.version, changes: [change], done, total });
      if (done === total) return opened.version;
      yield;
      if (this.#documents.get(key) !== opened) return opened.version; // freed
    }
  }

  async *#teach(call, argument) {
    this.#checker[call](argument);
    for (const opened of this.#documents.values()) opened.stale = true;
    for (const [key, opened] of this.#documents) {
      if (opened.stale) {
        const diagnostics = opened.diagnostics();
        this.#post({ document: key, version: opened.version, diagnostics });
      }
      yield;
    }
    return this.#checker.exportPersonal();
  }
}

/** A text whose first part is open, and whose rest is yet to come. */
class Opened {
  #document;
  #rest;
  /** Of the part that is open. */
  #length = 0;
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

  /** Opens more, up to the end of a paragraph or at least of a line where there is one. */
  grow(size) {
    const part = this.#rest.slice(0, size);
    const whole = part.length === this.#rest.length;
    const ends = [part.lastIndexOf("\n\n") + 2, part.lastIndexOf("\n") + 1].filter((end) => end > size / 2);
    const end = whole ? part.length : (ends[0] ?? size);
    this.#rest = this.#rest.slice(end);
    return this.#edit({ from: this.#length, to: this.#length, insert: part.slice(0, end) });
  }

  /** Edits the open part, the rest, or both. */
  edit({ from, to, insert }) {
    const end = this.#length;
    if (from > end) {
      this.#rest = this.#rest.slice(0, from - end) + insert + this.#rest.slice(to - end);
      return { from, to: from + insert.length, removed: [], added: [] };
    }
    this.#rest = this.#rest.slice(Math.max(0, to - end));
    return this.#edit({ from, to: Math.min(to, end), insert });
  }

  #edit(edit) {
    this.#length += edit.insert.length - (edit.to - edit.from);
    return this.#document.edit(edit);
  }

  diagnostics() {
    this.stale = false;
    return this.#document.diagnostics();
  }

  free() {
    this.#document.free();
  }
}
