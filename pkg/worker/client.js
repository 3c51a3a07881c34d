// The page's side of a checker in a worker: promises, versions, and a new worker when the old one has crashed.

import { Marks } from "./marks.js";

/** What crashed the worker this many times in a row is not tried again. */
const MAX_CRASHES = 2;

export class WorkerChecker {
  #connect;
  #start;
  #onRestart;
  #worker;
  #ready;
  /** Calls without an answer, by id: in the order in which they were made. */
  #calls = new Map();
  #documents = new Map();
  #lastId = 0;
  #personal;
  #terminated = false;

  constructor(connect, { source, onRestart = () => {}, ...options } = {}) {
    this.#connect = connect;
    this.#start = { options, source };
    this.#onRestart = onRestart;
    this.#run();
  }

  get ready() {
    this.#run();
    return this.#ready;
  }

  check(text, { signal, ...options } = {}) {
    return this.#call("check", { text: isText(text), options }, signal);
  }

  fix(text, { signal } = {}) {
    return this.#call("fix", { text: isText(text) }, signal);
  }

  open(text, options = {}) {
    if (typeof text !== "function") isText(text);
    options.signal?.throwIfAborted();
    this.#run();
    const key = ++this.#lastId;
    const document = new WorkerDocument(text, options, {
      call: (call, given) => this.#call(call, { document: key, ...given }),
      free: () => {
        this.#documents.delete(key);
        this.#drop((made) => made.document === key, aborted("the document was freed"));
        if (this.#worker) this.#send({ call: "free", document: key });
      },
    });
    this.#documents.set(key, document);
    document._open();
    return document;
  }

  addWords(words) {
    return this.#teach("addWords", [...words]);
  }

  removeWords(words) {
    return this.#teach("removeWords", [...words]);
  }

  ignore(diagnostic) {
    return this.#teach("ignore", diagnostic.toJSON?.() ?? diagnostic);
  }

  importPersonal(personal) {
    return this.#teach("importPersonal", personal);
  }

  exportPersonal() {
    return this.#call("exportPersonal", {});
  }

  terminate() {
    this.#terminated = true;
    this.#stop();
    const reason = aborted("the worker was terminated");
    this.#drop(() => true, reason);
    for (const document of this.#documents.values()) document._fail(reason);
    this.#documents.clear();
  }

  async #teach(call, argument) {
    this.#personal = await this.#call(call, { argument });
  }

  /** Sends a call and promises its answer. */
  #call(call, given, signal) {
    if (this.#terminated) return quiet(Promise.reject(aborted("the worker was terminated")));
    if (signal?.aborted) return Promise.reject(signal.reason);
    this.#run();
    const id = ++this.#lastId;
    const { promise, resolve, reject } = deferred();
    const message = { id, call, ...given };
    const cancel = () => {
      this.#calls.delete(id);
      this.#send({ call: "cancel", which: id });
      reject(signal.reason);
    };
    signal?.addEventListener("abort", cancel, { once: true });
    const settle = (end) => (value) => {
      signal?.removeEventListener("abort", cancel);
      end(value);
    };
    this.#calls.set(id, { message, document: given.document, resolve: settle(resolve), reject: settle(reject) });
    this.#send(message);
    return promise;
  }

  #send(message) {
    this.#worker.hold?.(this.#calls.size > 0);
    this.#worker.postMessage(message);
  }

  /** Starts a worker when there is none. */
  #run() {
    if (this.#worker || this.#terminated) return;
    const worker = this.#connect();
    this.#worker = worker;
    worker.onmessage = ({ data }) => this.#receive(data);
    worker.onmessageerror = () => this.#crashed(new Error("a message could not be read"));
    worker.onerror = (event) => {
      event.preventDefault?.();
      this.#crashed(event.error ?? new Error(event.message ?? "the worker's script could not be loaded"));
    };
    this.#ready = quiet(
      this.#call("start", { ...this.#start, personal: this.#personal }).then((personal) => {
        this.#personal = personal;
      }),
    );
  }

  #stop() {
    if (!this.#worker) return;
    this.#worker.onmessage = this.#worker.onmessageerror = this.#worker.onerror = null;
    this.#worker.terminate();
    this.#worker = undefined;
  }

  #receive({ id, result, error, crashed, document, ...progress }) {
    if (document !== undefined) return this.#documents.get(document)?._progress(progress);
    const call = this.#calls.get(id);
    if (!call) return undefined; // cancelled, or freed
    if (crashed) return this.#crashed(revived(error), id);
    this.#calls.delete(id);
    this.#worker.hold?.(this.#calls.size > 0);
    if (!error) return call.resolve(result);
    call.reject(revived(error));
    if (call.message.call === "start") this.#giveUp(revived(error));
    return undefined;
  }

  /**
   * The worker is of no use any more. What was being done is refused, since it would most likely crash the next one as
   * well; a new worker goes on with all the rest.
   */
  #crashed(cause, id = this.#calls.keys().next().value) {
    const error = new Error(`unglue's worker crashed (${cause.message})`, { cause });
    this.#stop();
    const guilty = this.#calls.get(id);
    this.#calls.delete(id);
    if (guilty?.message.call === "start") {
      guilty.reject(error);
      return this.#giveUp(error);
    }
    const culprit = this.#documents.get(guilty?.document);
    if (culprit && culprit._crashes() >= MAX_CRASHES) {
      this.#documents.delete(guilty.document);
      culprit._fail(error);
    }
    if (!culprit) guilty?.reject(error);

    const waiting = [...this.#calls.values()].filter((call) => call.document === undefined);
    this.#calls.clear();
    this.#run();
    for (const document of this.#documents.values()) document._open();
    for (const call of waiting) {
      this.#calls.set(call.message.id, call);
      this.#send(call.message);
    }
    this.#onRestart(error);
    return undefined;
  }

  /** It does not even start: everything is refused. The next call tries again. */
  #giveUp(error) {
    this.#stop();
    this.#drop(() => true, error);
    for (const document of this.#documents.values()) document._fail(error);
    this.#documents.clear();
  }

  #drop(which, reason) {
    for (const [id, call] of this.#calls) {
      if (!which(call)) continue;
      this.#calls.delete(id);
      call.reject(reason);
    }
  }
}

export class WorkerDocument {
  #source;
  #onChange;
  #onProgress;
  #onError;
  #worker;
  #length = 0;
  #version = 0;
  #marks = new Marks();
  /** Edits that are not sent: while one call has no answer, they gather, and then go together. */
  #queue = [];
  #sent = 0;
  #isOpen = false;
  #openings = 0;
  #crashesInARow = 0;
  #failure;
  /** Who waits for the answer to a version. */
  #waiting = [];
  #signal;
  #free = () => this.free();

  /** @internal */
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
    return this.#marks.live;
  }

  get settled() {
    return this.#isOpen && this.#marks.pending === 0;
  }

  edit(edits) {
    const list = Array.isArray(edits) ? edits : [edits];
    const length = fits(list, this.#length);
    if (this.#failure) return quiet(Promise.reject(this.#failure));
    const real = list.filter(({ from, to, insert }) => from < to || insert !== "").map(({ from, to, insert }) => ({ from, to, insert }));
    this.#length = length;
    this.#version += 1;
    if (typeof this.#source === "string") {
      for (const { from, to, insert } of real) this.#source = this.#source.slice(0, from) + insert + this.#source.slice(to);
    }
    this.#marks.edit(real);
    this.#queue.push(...real);
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
    this._fail(this.#signal?.aborted ? this.#signal.reason : aborted("the document was freed"));
    this.#worker.free();
  }

  get #text() {
    return typeof this.#source === "function" ? this.#source() : this.#source;
  }

  #answerTo(version) {
    const { promise, resolve, reject } = deferred();
    this.#waiting.push({ version, resolve, reject });
    return quiet(promise);
  }

  /** Tells everyone who waits for this version, or an earlier one. */
  #answered(version, update) {
    const done = this.#waiting.filter((waiter) => waiter.version <= version);
    this.#waiting = this.#waiting.filter((waiter) => waiter.version > version);
    const answer = { version, ...update };
    for (const { resolve } of done) resolve(answer);
    this.#onChange(answer);
  }

  /** @internal Sends the whole text, to begin with and to a new worker. */
  _open() {
    const text = this.#text;
    const opening = ++this.#openings;
    this.#length = text.length;
    this.#queue = [];
    this.#sent = 0;
    this.#isOpen = false;
    this.#marks.clear();
    this.#worker.call("open", { text, version: this.#version }).then(
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

  /** @internal Something was found without an edit: in the next part of the text, or with other words. */
  _progress({ version, changes, diagnostics, done, total }) {
    const update = diagnostics ? this.#marks.replace(diagnostics) : this.#marks.add(changes[0]);
    this.#onChange({ version, ...update });
    if (total !== undefined) this.#onProgress({ done, total });
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
    this.#worker.call("edit", { version: this.#version, edits }).then(
      ({ version, changes, diagnostics }) => {
        if (opening !== this.#openings) return;
        this.#sent = 0;
        const update = diagnostics ? this.#marks.replace(diagnostics, edits.length) : this.#marks.answer(changes);
        // While a long text is being opened, what was edited may lie in a part that is yet to come.
        if (this.#isOpen) this.#answered(version, update);
        else this.#onChange({ version, ...update });
        this.#flush();
      },
      (error) => this.#giveUp(error),
    );
  }

  #giveUp(error) {
    this._fail(error);
    this.#worker.free();
  }

  /** @internal Counts one more crash. */
  _crashes() {
    return ++this.#crashesInARow;
  }

  /** @internal There will be no more answers. */
  _fail(error) {
    if (this.#failure) return;
    this.#failure = error;
    this.#signal?.removeEventListener("abort", this.#free);
    this.#marks.clear();
    for (const { reject } of this.#waiting.splice(0)) reject(error);
    this.#onError(error);
  }
}

if (Symbol.dispose) {
  WorkerChecker.prototype[Symbol.dispose] = WorkerChecker.prototype.terminate;
  WorkerDocument.prototype[Symbol.dispose] = WorkerDocument.prototype.free;
}

/** The length of a text after edits, each of which must fit it. */
function fits(edits, length) {
  for (const { from, to, insert } of edits) {
    if (!Number.isInteger(from) || !Number.isInteger(to) || from < 0 || to < from || length < to) {
      throw new RangeError(`the edit ${from}..${to} does not fit a text of ${length} code units`);
    }
    if (typeof insert !== "string") throw new TypeError("edit.insert must be a string");
    length += insert.length - (to - from);
  }
  return length;
}

function isText(text) {
  if (typeof text !== "string") throw new TypeError(`the text must be a string, not ${text === null ? "null" : typeof text}`);
  return text;
}

function deferred() {
  let resolve, reject;
  const promise = new Promise((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

/** Whoever awaits the promise learns of its refusal; where nobody does, it is no error of the program. */
function quiet(promise) {
  promise.catch(() => {});
  return promise;
}

function aborted(message) {
  return new DOMException(message, "AbortError");
}

/** An error as it was thrown on the other side. */
function revived({ name, message }) {
  const type = { TypeError, RangeError }[name] ?? Error;
  return new type(message);
}
