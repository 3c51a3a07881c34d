// The page of the soak test: edits at random, and says when anything is not as it should be. run.js drives it.

import { createChecker } from "unglue";
import { createWorkerChecker } from "unglue/worker";
import { randomFrom } from "../support/random.js";
import { Editor, Model } from "./editor.js";
import { phrase, prose } from "./text.js";

const LENGTH = 1_000_000;
/** It goes up and down between these. */
const [SHORTEST, LONGEST] = [0.9 * LENGTH, 1.1 * LENGTH];

/**
 * What is done, and how often: in 10,000. Crashes are rare, for with each of them the worker's memory is new; run.js has
 * one more now and then.
 */
const ACTIONS = {
  type: 6900,
  move: 600,
  erase: 500,
  cut: 150,
  paste: 150,
  replace: 100,
  undo: 500,
  fix: 200,
  wait: 500,
  compose: 100,
  ignore: 60,
  addWord: 60,
  removeWord: 60,
  importWords: 20,
  fixAll: 20,
  reopen: 30,
  trap: 2,
  throw: 2,
  kill: 2,
};

/** What goes wrong is told with what led to it. */
function must(holds, message, details) {
  if (!holds) throw new Error(`${message}: ${JSON.stringify(details)}`);
}

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** Lets messages in; timers would wait for longer. */
const { port1, port2 } = new MessageChannel();
const breath = () =>
  new Promise((done) => {
    port1.onmessage = () => done();
    port2.postMessage(null);
  });

/** Diagnostics, to be compared. */
const lines = (found) =>
  found.map(({ from, to, rule, message, confidence, suggestions }) =>
    JSON.stringify([
      from,
      to,
      rule,
      message,
      confidence,
      suggestions.map(({ text, confidence, edits }) => [text, confidence, edits]),
    ]),
  );

class Soak {
  counts = Object.fromEntries(
    [...Object.keys(ACTIONS), "redone", "restarts", "refused", "marks", "compared"].map((name) => [name, 0]),
  );
  #random;
  #worker;
  #checker;
  #fresh;
  #editor;
  #model;
  #typing = "";
  #composing = false;
  /** While a new worker is being told of everything, none is harmed: twice in a row is a text that is given up. */
  #isRecovering = false;
  /** What is still waited for. */
  #pending = new Set();
  /** Words that were given to the checker. */
  #words = [];

  async start(seed, length = LENGTH) {
    this.#random = randomFrom(seed);
    this.length = length;
    this.#checker = createWorkerChecker({
      worker: () => (this.#worker = new Worker("thread.js", { type: "module" })),
      onRestart: () => (this.counts.restarts += 1),
    });
    this.#fresh = await createChecker();
    this.#open(prose(this.#random, length));
    must(await this.#editor.session.checked(), "the text is not checked", String(this.#editor.failure));
  }

  #open(text) {
    this.#editor = new Editor(this.#checker, text);
    this.#model = new Model(this.#editor.text);
  }

  /** So many actions, or for so long. */
  async go({ actions = Infinity, milliseconds = Infinity }) {
    const end = performance.now() + milliseconds;
    for (let nth = 0; nth < actions && performance.now() < end; nth += 1) {
      const name = this.#choose();
      const done = this[name]();
      if (done === false) continue;
      this.counts[name] += 1;
      if (done) this.#settle(done, name);
      this.#lookAtMarks();
      // Answers come in between, often only after some more was done.
      if (this.#random(3) === 0) await breath();
      if (this.#random(100) === 0) await this.#editor.session.checked();
    }
  }

  #choose() {
    if (this.#editor.length > LONGEST * (this.length / LENGTH)) return "cut";
    if (this.#editor.length < SHORTEST * (this.length / LENGTH)) return "paste";
    let at = this.#random(Object.values(ACTIONS).reduce((sum, weight) => sum + weight));
    return Object.keys(ACTIONS).find((name) => (at -= ACTIONS[name]) < 0);
  }

  /** What an action leaves to be waited for may be refused by a crash, and by nothing else. */
  #settle(promise, action) {
    const settled = promise
      .catch((error) => {
        if (/crashed/.test(error.message)) this.counts.refused += 1;
        else this.failure ??= error;
      })
      .finally(() => this.#pending.delete(settled));
    this.#pending.add(Object.assign(settled, { action }));
  }

  /** Marks stand at what they are about, whatever was edited since. */
  #lookAtMarks() {
    const { marks } = this.#editor.session;
    for (let left = Math.min(3, marks.length); left > 0; left -= 1) {
      const {
        from,
        to,
        suggestions: [{ text, edits }],
      } = marks[this.#random(marks.length)];
      const token = this.#editor.slice(from, to);
      const fixed = edits.reduceRight(
        (fixed, edit) => fixed.slice(0, edit.from - from) + edit.insert + fixed.slice(edit.to - from),
        token,
      );
      must(fixed === text, "a mark stands at other characters", { from, to, token, text });
      this.counts.marks += 1;
    }
  }

  #edit(edits, how) {
    // As editors do it with all that is pasted.
    const clean = edits.map(({ from, to, insert }) => ({ from, to, insert: insert.replace(/\r\n?/g, "\n") }));
    this.#model.edit(clean);
    this.#editor.edit(clean, how);
  }

  #range(longest) {
    const from = this.#random(this.#editor.length);
    return { from, to: Math.min(this.#editor.length, from + 1 + this.#random(longest)) };
  }

  type() {
    if (this.#typing === "") this.#typing = phrase(this.#random);
    const { caret } = this.#editor;
    this.#edit([{ from: caret, to: caret, insert: this.#typing[0] }], { typed: true });
    this.#typing = this.#typing.slice(1);
  }

  move() {
    this.#typing = "";
    this.#editor.move(this.#random(this.#editor.length + 1));
  }

  erase() {
    const { caret } = this.#editor;
    if (caret > 0)
      this.#edit([{ from: Math.max(0, caret - 1 - this.#random(3)), to: caret, insert: "" }], { typed: true });
  }

  cut() {
    this.#edit([{ ...this.#range(20_000), insert: "" }]);
  }

  paste() {
    const { from } = this.#range(1);
    this.#edit([{ from, to: from, insert: prose(this.#random, 1 + this.#random(20_000)) }]);
  }

  replace() {
    this.#edit([{ ...this.#range(200), insert: phrase(this.#random) }]);
  }

  /** Some steps back, and often some of them forth again. */
  undo() {
    const steps = 1 + this.#random(8);
    for (let left = steps; left > 0 && this.#model.canUndo; left -= 1) {
      this.#model.undo();
      must(this.#editor.undo(), "there is nothing to undo");
    }
    for (let left = this.#random(steps + 1); left > 0 && this.#model.canRedo; left -= 1) this.#redo();
  }

  #redo() {
    this.#model.redo();
    must(this.#editor.redo(), "there is nothing to redo");
    this.counts.redone += 1;
  }

  #aMark() {
    const { marks } = this.#editor.session;
    return marks[this.#random(marks.length || 1)];
  }

  fix() {
    const mark = this.#aMark();
    const edits = mark && this.#editor.session.fix(mark);
    if (!edits) return false;
    this.#edit(edits);
    return undefined;
  }

  async fixAll() {
    const { session } = this.#editor;
    const edits = await session.fixAll(({ rule }) => rule === "merged-number");
    if (edits?.length > 0 && session === this.#editor.session) this.#edit(edits);
  }

  async wait() {
    await this.#editor.session.checked();
  }

  compose() {
    this.#composing = !this.#composing;
    this.#editor.session.compose(this.#composing);
  }

  async ignore() {
    const mark = this.#aMark();
    if (mark) await this.#checker.ignore(mark);
  }

  async addWord() {
    const mark = this.#aMark();
    const word = mark && this.#editor.slice(mark.from, mark.to);
    // A fault of several words is no word.
    if (!word || /\s/.test(word)) return;
    this.#words.push(word);
    await this.#checker.addWords([word]);
  }

  async removeWord() {
    if (this.#words.length > 0)
      await this.#checker.removeWords(this.#words.splice(this.#random(this.#words.length), 1));
  }

  async importWords() {
    const words = this.#random(2) ? this.#words.slice(0, 5) : [];
    await this.#checker.importPersonal({ words, ignored: [] });
  }

  /** The text is closed, and opened again in another session. */
  reopen() {
    this.#editor.session.destroy();
    this.#composing = false;
    this.#open(this.#editor.text);
  }

  trap() {
    return this.#harm(() => this.#worker.postMessage({ order: "trap" }));
  }

  throw() {
    return this.#harm(() => this.#worker.postMessage({ order: "throw" }));
  }

  kill() {
    return this.#harm(() => {
      const { onerror } = this.#worker;
      this.#worker.terminate();
      // As the browser tells it.
      onerror(new ErrorEvent("error", { message: "the worker was killed", cancelable: true }));
    });
  }

  #harm(how) {
    if (this.#isRecovering) return false;
    this.#isRecovering = true;
    return this.#recovered(how);
  }

  async #recovered(how) {
    const { restarts } = this.counts;
    how();
    while (this.counts.restarts === restarts) await pause(5);
    for (let session; session !== this.#editor.session; ) {
      session = this.#editor.session;
      const isChecked = await session.checked();
      if (session === this.#editor.session)
        must(isChecked, "the text is not checked after a crash", String(this.#editor.failure));
    }
    this.#isRecovering = false;
  }

  /** One crash for certain, in the midst of typing. */
  async crash(kind) {
    while (this.#isRecovering) {
      if (this.failure) throw this.failure;
      await this.go({ actions: 10 });
    }
    this.#settle(this[kind](), kind);
    this.counts[kind] += 1;
    await this.go({ actions: 50 });
  }

  /** For whoever waits in vain. */
  get state() {
    const { session, failure } = this.#editor;
    const pending = [...this.#pending].map(({ action }) => action);
    return {
      counts: this.counts,
      isRecovering: this.#isRecovering,
      pending,
      found: session.found.length,
      failure: String(failure),
    };
  }

  /** Waits until all is quiet, and looks whether everything is as it should be. */
  async compare() {
    while (this.#isRecovering) {
      // A trap waits for an edit.
      this.type();
      await pause(5);
      if (this.failure) break;
    }
    await this.#editor.session.checked();
    await Promise.all(this.#pending);
    if (this.failure) throw this.failure;
    if (this.#composing) this.compose();
    const { session, text } = this.#editor;
    must(await session.checked(), "the text is not checked", String(this.#editor.failure));
    must(text === this.#model.text, "the text is not that of the model", {
      lengths: [text.length, this.#model.text.length],
    });
    const personal = await this.#checker.exportPersonal();
    this.#fresh.importPersonal(personal);
    const [found, fresh] = [session.found, this.#fresh.check(text)].map(lines);
    if (found.join() !== fresh.join()) {
      const [stale, missing] = [
        found.filter((line) => !fresh.includes(line)),
        fresh.filter((line) => !found.includes(line)),
      ];
      const numbers = [found.length, fresh.length];
      must(false, "what is found is not what a fresh check finds", {
        numbers,
        stale: stale.slice(0, 3),
        missing: missing.slice(0, 3),
      });
    }
    this.counts.compared += session.found.length;
    return { length: text.length, found: session.found.length, ...(await this.#sizes()) };
  }

  /** Bytes: of the worker's Wasm, and of all scripts' objects, when what nobody needs is gone. */
  async #sizes() {
    const wasm = await new Promise((done) => {
      const heard = ({ data }) => {
        if (data.size === undefined) return;
        this.#worker.removeEventListener("message", heard);
        done(data.size);
      };
      this.#worker.addEventListener("message", heard);
      this.#worker.postMessage({ order: "size" });
    });
    globalThis.gc?.();
    const { breakdown } = await performance.measureUserAgentSpecificMemory();
    const of = (scope) =>
      breakdown
        .filter(({ attribution }) => attribution.some((one) => one.scope === scope))
        .reduce((sum, { bytes }) => sum + bytes, 0);
    return { wasm, page: of("Window"), worker: of("DedicatedWorkerGlobalScope") };
  }
}

globalThis.soak = new Soak();
globalThis.ready = true;
