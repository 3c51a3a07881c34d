// The page's side of a checker in a worker: promises, versions, and a new worker when the old one has crashed.

import { WorkerDocument } from "./document.js";
import { aborted, deferred, quiet } from "./promises.js";

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

  fix(text, { signal, ...options } = {}) {
    return this.#call("fix", { text: isText(text), options }, signal);
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

if (Symbol.dispose) WorkerChecker.prototype[Symbol.dispose] = WorkerChecker.prototype.terminate;

function isText(text) {
  if (typeof text !== "string") throw new TypeError(`the text must be a string, not ${text === null ? "null" : typeof text}`);
  return text;
}

/** An error as it was thrown on the other side. */
function revived({ name, message }) {
  if (name === "TimeoutError") return new DOMException(message, name);
  const type = { TypeError, RangeError }[name] ?? Error;
  return new type(message);
}
