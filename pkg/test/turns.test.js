// Calls that take long take turns in the worker, stop when they are cancelled, and have a time limit.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createChecker } from "unglue";
import { Marks } from "../worker/marks.js";
import { Service } from "../worker/service.js";
import { testWithChecker } from "./support/with-checker.js";

const reference = await createChecker();

/** So many words, of which three each have lost the spaces between them: the hardest text there is. */
function fused(words) {
  const some =
    "there are many people in the old town who said that no plans were made for another meeting of their leaders".split(
      " ",
    );
  let text = "";
  for (let nth = 0; nth < words; nth += 3) {
    const word = (by) => some[(nth * 7 + by * 5 + Math.floor(nth / 60)) % some.length];
    text += word(0) + word(1) + word(2) + (nth % 45 === 42 ? ".\n\n" : " ");
  }
  return text;
}

/** Whether a promise is settled, now and later. */
function watched(promise) {
  const state = { settled: false, promise };
  const settle = () => (state.settled = true);
  promise.then(settle, settle);
  return state;
}

/** A service with a checker whose work takes so many turns; and what it did. */
function slowService(turns) {
  const did = { turns: 0, freed: 0, posted: [] };
  const job = () => {
    let left = turns;
    return { timeout: Infinity, run: () => (did.turns++, --left > 0 ? undefined : "done"), free: () => did.freed++ };
  };
  const create = async () => ({ exportPersonal: () => ({}), _beginCheck: job, _beginFix: job });
  const service = new Service(
    create,
    (message) => did.posted.push(message),
    () => new Promise((resolve) => setImmediate(resolve)),
  );
  service.receive({ id: 0, call: "start", options: {} });
  return { service, did };
}

const until = async (holds) => {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
};

test("what is cancelled stops, also in the middle, and frees what it held", async () => {
  const { service, did } = slowService(1_000_000);
  service.receive({ id: 1, call: "check", text: "" });
  service.receive({ id: 2, call: "check", text: "" });
  await until(() => did.turns > 10);
  service.receive({ call: "cancel", which: 1 });
  service.receive({ call: "cancel", which: 2 });
  await until(() => did.freed === 2);
  const { turns } = did;
  // A third one is served, and nobody else has a turn any more.
  service.receive({ id: 3, call: "fix", text: "" });
  await until(() => did.turns > turns + 10);
  service.receive({ call: "cancel", which: 3 });
  await until(() => did.freed === 3);
  assert.deepEqual(
    did.posted.map(({ id }) => id),
    [0],
  );
});

test("calls take turns", async () => {
  const { service, did } = slowService(5);
  for (const id of [1, 2, 3]) service.receive({ id, call: "check", text: "" });
  await until(() => did.posted.length === 4);
  assert.deepEqual(
    did.posted.map(({ id, result }) => [id, result]),
    [
      [0, {}],
      [1, "done"],
      [2, "done"],
      [3, "done"],
    ],
  );
  assert.equal(did.turns, 15);
  const order = [];
  const { service: fair, did: done } = slowService(40);
  fair.receive({ id: 1, call: "check", text: "" });
  await until(() => done.turns > 20);
  fair.receive({ id: 2, call: "exportPersonal" });
  await until(() => done.posted.length === 3);
  for (const { id } of done.posted) order.push(id);
  assert.deepEqual(order, [0, 2, 1], "a short one does not wait for a long one that came first");
});

testWithChecker("a time limit ends a check and a fix, here and in the worker, and nothing else", async (worker) => {
  const text = fused(6_000);
  const timedOut = (error) =>
    error.name === "TimeoutError" && error instanceof Error && /options\.timeout/.test(error.message);
  for (const call of ["check", "checkPacked", "fix"]) {
    assert.throws(() => reference[call](text, { timeout: 1 }), timedOut, call);
    assert.throws(() => reference[call]("a", { timeout: -1 }), {
      name: "RangeError",
      message: /options\.timeout is -1/,
    });
    assert.throws(() => reference[call]("a", { timeout: "1" }), {
      name: "TypeError",
      message: /options\.timeout must be a number of milliseconds/,
    });
  }
  const refused = ["check", "fix"].map((call) => assert.rejects(worker[call](text, { timeout: 1 }), timedOut, call));
  await Promise.all(refused);
  await assert.rejects(worker.fix("a", { timeout: NaN }), { name: "RangeError" });
  const short = "They said thereare none.";
  for (const timeout of [1e9, Infinity]) {
    assert.deepEqual(await worker.check(short, { timeout }), reference.check(short, { timeout }));
    assert.equal(await worker.fix(short, { timeout }), "They said there are none.");
    assert.equal(reference.fix(short, { timeout }), "They said there are none.");
  }
});

testWithChecker("a fix leaves protected ranges as they are", async (worker) => {
  const text = "🦀 thereare no plans for November12";
  for (const checker of [reference, worker]) {
    assert.equal(await checker.fix(text, { protect: [[3, 11]] }), "🦀 thereare no plans for November 12");
    assert.equal(await checker.fix(text, {}), "🦀 there are no plans for November 12");
  }
  assert.throws(() => reference.fix(text, { protect: [[0, 99]] }), RangeError);
  assert.throws(() => reference.fix(text, { caret: 1 }), { name: "TypeError", message: /no field "caret"/ });
  assert.throws(() => reference.fix(text, null), { name: "TypeError", message: /options must be an object/ });
});

testWithChecker("nobody waits for a long check, and cancelling it stops it", async (worker) => {
  const stop = new AbortController();
  const long = watched(worker.check(fused(60_000), { signal: stop.signal }));
  const document = worker.open("They said thereare none.");
  await document.opened;
  await document.edit({ from: 0, to: 0, insert: "So " });
  assert.equal(await worker.fix("thereare"), "there are");
  assert.equal(long.settled, false, "it takes longer than all of that");
  stop.abort();
  await assert.rejects(long.promise, { name: "AbortError" });
  assert.equal(document.marks.length, 1);
});

testWithChecker(
  "nobody waits while a long text is opened, pasted or taught, and it ends as if checked at once",
  async (worker) => {
    const [text, pasted] = [fused(9_000), fused(3_000)];
    const other = worker.open("They said thereare none.");
    await other.opened;
    const document = worker.open(text);
    const opening = watched(document.opened);
    await other.edit({ from: 0, to: 0, insert: "So " });
    assert.equal(opening.settled, false);
    // In the part that is open, and in the rest.
    await document.edit({ from: 0, to: 0, insert: "Theysaid " });
    await document.edit({ from: text.length - 50, to: text.length - 40, insert: " " });
    let now = `Theysaid ${text}`;
    now = `${now.slice(0, text.length - 50)} ${now.slice(text.length - 40)}`;
    await opening.promise;
    assert.deepEqual(await document.diagnostics(), reference.check(now));

    const paste = watched(document.edit({ from: 9, to: 9, insert: pasted }));
    await other.edit({ from: 0, to: 3, insert: "" });
    assert.equal(paste.settled, false);
    await paste.promise;
    now = now.slice(0, 9) + pasted + now.slice(9);
    assert.deepEqual(await document.diagnostics(), reference.check(now));

    // All at once, as "fix all" does.
    const edits = reference
      .check(now)
      .slice(0, 200)
      .flatMap(({ suggestions }) => suggestions[0].edits)
      .toReversed();
    await document.edit(edits);
    now = edits.reduce((text, { from, to, insert }) => text.slice(0, from) + insert + text.slice(to), now);
    assert.deepEqual(await document.diagnostics(), reference.check(now));
    document.free();
    assert.equal(await worker.fix("thereare"), "there are");
  },
);

test("edits that come together are answered for one by one: all that is found would take the page a moment to read", async () => {
  const posted = [];
  const service = new Service(
    createChecker,
    (message) => posted.push(message),
    () => new Promise((resolve) => setImmediate(resolve)),
  );
  const answer = async (id) => {
    await until(() => posted.some((message) => message.id === id));
    return posted.find((message) => message.id === id).result;
  };
  const sentence = "They said that thereare no plans.\n\n";
  service.receive({ id: 0, call: "start", options: {} });
  service.receive({ id: 1, call: "open", document: 7, version: 0, text: sentence.repeat(20) });
  await answer(1);
  const edits = [
    { from: 0, to: 0, insert: "So " },
    { from: 20, to: 20, insert: " " },
    { from: 4, to: 4, insert: "thereare" },
  ];
  service.receive({ id: 2, call: "edit", document: 7, version: 3, edits });
  const { changes, version } = await answer(2);
  assert.equal(version, 3);
  assert.equal(changes.length, 3);
  assert.ok(changes.flatMap(({ added }) => added).length < 5, "not all is told again");
  const marks = new Marks();
  marks.replace(reference.check(sentence.repeat(20)));
  marks.edit(edits);
  marks.answer(changes);
  const text = edits.reduce(
    (text, { from, to, insert }) => text.slice(0, from) + insert + text.slice(to),
    sentence.repeat(20),
  );
  assert.deepEqual(
    marks.live.map((mark) => mark.toJSON()),
    reference.check(text),
  );
});
