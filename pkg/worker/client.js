// The page's side of a checker in a worker: promises, versions, and a new worker when the old one has crashed.

import { dispose } from "../dispose.js";
import { WorkerDocument } from "./document.js";
import { asOpenOptions, asSent, asText, asWords, post, revived } from "./messages.js";
import { aborted, deferred, swallow } from "./promises.js";

/** @import { CheckOptions, Diagnostic, FixOptions, Options, Personal, ReadonlyPersonal } from "../index.js" */
/** @import { Mark, OpenOptions, Signal, WorkerLike, WorkerOptions } from "../worker.js" */
/** @import { Answers, Call, Channel, Given, Progress, Reply, Sent } from "./messages.js" */

/** What to do where the browser only says that there was an error. */
const NOT_LOADED =
  'its script could not be loaded: tell where your bundler has put "unglue/worker/thread", as in createWorkerChecker({ worker: "/thread.js" })';
/** What crashed the worker this many times in a row is not tried again, nor is a worker that ends by itself. */
const MAX_CRASHES = 2;

export class WorkerChecker {
  /** @type {() => WorkerLike} */
  #connect;
  /** @type {{ options: Options, source: WorkerOptions["source"] }} */
  #start;
  /** @type {(error: Error) => void} */
  #onRestart;
  /** @type {typeof import("./heartbeat.js").Heartbeat | undefined} */
  #Heartbeat;
  /** @type {import("./heartbeat.js").Heartbeat | undefined} */
  #heartbeat;
  /** @type {Channel | undefined} */
  #worker;
  /** @type {Promise<void>} */
  #ready = Promise.resolve();
  /** Calls without an answer, by id: in the order in which they were made. @type {Map<number, Call>} */
  #calls = new Map();
  /** @type {Map<number, WorkerDocument>} */
  #documents = new Map();
  #lastId = 0;
  /** @type {Personal | undefined} */
  #personal;
  #terminated = false;
  /** How often the worker has ended with nothing to do since it last answered a call. */
  #idleCrashes = 0;

  /**
   * @param {() => WorkerLike} connect starts a worker
   * @param {WorkerOptions} options
   * @param {typeof import("./heartbeat.js").Heartbeat} [Heartbeat] for a worker that may end without a word
   */
  constructor(connect, { source, onRestart = () => {}, ...options } = {}, Heartbeat = undefined) {
    this.#connect = connect;
    this.#start = { options, source };
    this.#onRestart = onRestart;
    this.#Heartbeat = Heartbeat;
    this.#run();
  }

  get ready() {
    this.#run();
    return this.#ready;
  }

  get terminated() {
    return this.#terminated;
  }

  /**
   * @param {string} text
   * @param {CheckOptions & { signal?: Signal | undefined }} [options]
   */
  check(text, options = {}) {
    return this.#call("check", () => ({ text: asText(text), options: asSent(options) }), options?.signal);
  }

  /**
   * @param {string} text
   * @param {FixOptions & { signal?: Signal | undefined }} [options]
   */
  fix(text, options = {}) {
    return this.#call("fix", () => ({ text: asText(text), options: asSent(options) }), options?.signal);
  }

  /**
   * @param {string} text
   * @param {FixOptions & { signal?: Signal | undefined }} [options]
   */
  fixWithEdits(text, options = {}) {
    return this.#call("fixWithEdits", () => ({ text: asText(text), options: asSent(options) }), options?.signal);
  }

  /**
   * @param {string | (() => string)} text
   * @param {OpenOptions} [options]
   */
  open(text, options = {}) {
    if (typeof text !== "function") asText(text);
    asOpenOptions(options).signal?.throwIfAborted();
    this.#run();
    const key = ++this.#lastId;
    const document = new WorkerDocument(text, options, {
      call: (call, given) => this.#call(call, () => ({ document: key, ...given() })),
      free: () => {
        this.#documents.delete(key);
        this.#drop((made) => made.document === key, aborted("the document was freed"));
        if (this.#worker) this.#tell({ call: "free", document: key });
      },
    });
    this.#documents.set(key, document);
    document._open();
    return document;
  }

  /** @param {Iterable<string>} words */
  addWords(words) {
    return this.#teach("addWords", () => asWords(words));
  }

  /** @param {Iterable<string>} words */
  removeWords(words) {
    return this.#teach("removeWords", () => asWords(words));
  }

  /** @param {Diagnostic | import("../worker.js").Mark} diagnostic */
  ignore(diagnostic) {
    return this.#teach("ignore", () => /** @type {Partial<Mark>} */ (diagnostic)?.toJSON?.() ?? diagnostic);
  }

  /** @param {Partial<ReadonlyPersonal>} personal */
  importPersonal(personal) {
    return this.#teach("importPersonal", () => personal);
  }

  exportPersonal() {
    return this.#call("exportPersonal", () => ({}));
  }

  terminate() {
    this.#terminated = true;
    this.#stop();
    const reason = aborted("the worker was terminated");
    this.#drop(() => true, reason);
    for (const document of this.#documents.values()) document._fail(reason);
    this.#documents.clear();
  }

  [dispose]() {
    this.terminate();
  }

  /**
   * @param {"addWords" | "removeWords" | "ignore" | "importPersonal"} call
   * @param {() => unknown} argument
   */
  #teach(call, argument) {
    return this.#call(
      call,
      () => ({ argument: argument() }),
      undefined,
      (personal) => {
        this.#personal = personal;
      },
    );
  }

  /**
   * Sends a call and promises what `after` makes of its answer. What `given()` throws is told by the promise.
   * @template {keyof Answers} Name
   * @template [Result=Answers[Name]]
   * @param {Name} call
   * @param {() => Given} given
   * @param {Signal} [signal]
   * @param {(result: Answers[Name]) => Result} [after]
   * @returns {Promise<Result>}
   */
  #call(call, given, signal, after = (result) => /** @type {Result} */ (/** @type {unknown} */ (result))) {
    const { promise, resolve, reject } = deferred();
    /** @param {unknown} error */
    const refuse = (error) => {
      // Whoever ends what waits need not wait for that.
      if (error === signal?.reason || /** @type {Partial<Error>} */ (error)?.name === "AbortError") swallow(promise);
      reject(error);
    };
    try {
      if (this.#terminated) throw aborted("the worker was terminated");
      signal?.throwIfAborted();
      const message = { id: ++this.#lastId, call, ...given() };
      this.#run();
      if (!this.#worker) return this.#ready.then();
      this.#await(
        message,
        {
          document: message.document,
          resolve: (result) => resolve(after(/** @type {Answers[Name]} */ (result))),
          reject: refuse,
        },
        signal,
      );
    } catch (error) {
      refuse(error);
    }
    return promise;
  }

  /**
   * @param {Sent} message
   * @param {Omit<Call, "message">} call
   * @param {Signal} [signal]
   */
  #await(message, { document, resolve, reject }, signal) {
    const { id } = message;
    const cancel = () => {
      this.#calls.delete(id);
      this.#tell({ call: "cancel", which: id });
      reject(signal?.reason);
    };
    signal?.addEventListener("abort", cancel, { once: true });
    /**
     * @template T
     * @param {(value: T) => void} end
     * @returns {(value: T) => void}
     */
    const settle = (end) => (value) => {
      signal?.removeEventListener("abort", cancel);
      end(value);
    };
    this.#calls.set(id, { message, document, resolve: settle(resolve), reject: settle(reject) });
    this.#send(id);
  }

  /**
   * Sends a call that waits. One that cannot be sent is refused, and leaves nothing behind.
   * @param {number} id
   */
  #send(id) {
    const call = this.#calls.get(id);
    if (!call) return;
    const { message, reject } = call;
    try {
      this.#tell(message);
    } catch (cause) {
      const { message: reason } = /** @type {Error} */ (cause);
      const error = new TypeError(`what ${message.call} was given cannot be sent to the worker (${reason})`, { cause });
      this.#calls.delete(id);
      this.#watch();
      reject(error);
      if (message.call === "start") this.#giveUp(error);
    }
  }

  /** @param {object} message */
  #tell(message) {
    this.#watch();
    if (this.#worker) post(this.#worker, message);
  }

  /** Whether anything waits for the worker may have changed. */
  #watch() {
    const waits = this.#calls.size > 0;
    this.#worker?.hold?.(waits);
    this.#heartbeat?.watch(waits);
  }

  /** Starts a worker when there is none. */
  #run() {
    if (this.#worker || this.#terminated) return;
    try {
      this.#worker = /** @type {Channel} */ (this.#connect());
    } catch (cause) {
      const { message } = /** @type {Error} */ (cause);
      const error = new Error(
        `unglue's worker cannot be started: see the option \`worker\` of createWorkerChecker (${message})`,
        { cause },
      );
      this.#ready = swallow(Promise.reject(error));
      this.#giveUp(error);
      return;
    }
    this.#listen(this.#worker);
    this.#ready = swallow(
      this.#call(
        "start",
        () => ({ ...this.#start, personal: this.#personal }),
        undefined,
        (personal) => {
          this.#personal = personal;
        },
      ),
    );
  }

  /** @param {Channel} worker */
  #listen(worker) {
    worker.onmessage = ({ data }) => this.#receive(data);
    worker.onmessageerror = () => this.#crashed(new Error("a message could not be read"));
    worker.onerror = (event) => {
      event.preventDefault?.();
      this.#crashed(event.error ?? new Error(event.message ?? NOT_LOADED));
    };
    worker.onclose = () => this.#closed();
    const ask = () => worker.postMessage({ call: "ping" });
    this.#heartbeat = this.#Heartbeat && new this.#Heartbeat(ask, (error) => this.#crashed(error));
  }

  #stop() {
    if (!this.#worker) return;
    const worker = this.#worker;
    worker.onmessage = worker.onmessageerror = worker.onerror = worker.onclose = null;
    this.#heartbeat?.watch(false);
    worker.terminate();
    this.#worker = undefined;
  }

  /** The worker has ended while nothing was asked of it, as an extension's background does: all goes on with another one. */
  #closed() {
    const start = [...this.#calls.values()].find(({ message }) => message.call === "start");
    if (start) this.#calls.delete(start.message.id);
    this.#stop();
    this.#restart(new Error("unglue's worker has ended"), () => {});
    if (start) this.#ready.then(() => start.resolve(this.#personal), start.reject);
  }

  /** @param {Reply} reply */
  #receive({ id, result, error, crashed, document, ...progress }) {
    this.#heartbeat?.heard();
    if (document !== undefined) return this.#documents.get(document)?._progress(/** @type {Progress} */ (progress));
    const call = id === undefined ? undefined : this.#calls.get(id);
    if (id === undefined || !call) return undefined; // cancelled, or freed, or a sign of life
    if (error && crashed) return this.#crashed(revived(error), id);
    this.#calls.delete(id);
    this.#watch();
    if (error) {
      call.reject(revived(error));
      if (call.message.call === "start") this.#giveUp(revived(error));
      return undefined;
    }
    if (call.message.call !== "start" && call.message.call !== "open") this.#idleCrashes = 0;
    return call.resolve(result);
  }

  /**
   * Ends a worker that has crashed, and starts another one with all documents and calls but the failed call: that is rejected,
   * since it would most likely crash the next worker as well.
   * @param {Error} cause
   * @param {number} [id]
   */
  #crashed(cause, id = this.#calls.keys().next().value) {
    const error = new Error(`unglue's worker crashed (${cause.message})`, { cause });
    this.#stop();
    const failed = id === undefined ? undefined : this.#calls.get(id);
    if (failed) this.#calls.delete(failed.message.id);
    if (failed?.message.call === "start") {
      failed.reject(error);
      return this.#giveUp(error);
    }
    if (!failed && ++this.#idleCrashes >= MAX_CRASHES) return this.#giveUp(error);
    const key = failed?.document;
    const document = key === undefined ? undefined : this.#documents.get(key);
    if (key !== undefined && document && document._crashes() >= MAX_CRASHES) {
      this.#documents.delete(key);
      document._fail(error);
    }
    if (!document) failed?.reject(error);
    this.#restart(error);
    return undefined;
  }

  /**
   * @param {Error} error
   * @param {(error: Error) => void} [tell]
   */
  #restart(error, tell = this.#onRestart) {
    const waiting = [...this.#calls.values()].filter((call) => call.document === undefined);
    this.#calls.clear();
    this.#run();
    if (!this.#worker) {
      for (const call of waiting) call.reject(error);
      return;
    }
    for (const document of this.#documents.values()) document._open();
    for (const call of waiting) {
      this.#calls.set(call.message.id, call);
      this.#send(call.message.id);
    }
    tell(error);
    return undefined;
  }

  /**
   * It does not even start: everything is refused. The next call tries again.
   * @param {Error} error
   */
  #giveUp(error) {
    this.#stop();
    this.#drop(() => true, error);
    for (const document of this.#documents.values()) document._fail(error);
    this.#documents.clear();
  }

  /**
   * @param {(call: Call) => boolean} which
   * @param {unknown} reason
   */
  #drop(which, reason) {
    for (const [id, call] of this.#calls) {
      if (!which(call)) continue;
      this.#calls.delete(id);
      call.reject(reason);
    }
  }
}
