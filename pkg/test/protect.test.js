// What a session leaves alone, and what it says of options that are wrong; in Node.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { createChecker } from "unglue";
import { Session } from "unglue/session";
import { createWorkerChecker } from "unglue/worker";
import { applied } from "../edits.js";
import { Session as EditorSession } from "../editor/session.js";
import { NOTHING } from "../editor/protection.js";
import { eventually } from "./support/eventually.js";
import { refused } from "./support/refused.js";

const TEXT = "They said that thereare no plans. [They need ameeting.] They came on November12.";
const shared = createWorkerChecker({ fixConfidence: 0.8 });
after(() => shared.terminate());

/** What stands in brackets. */
const brackets = (text) => [...text.matchAll(/\[[^\]]*\]/g)].map(({ index, 0: { length } }) => [index, index + length]);

/** An editor without a window, and how often its `protect` was asked. */
function open(text, { protect = brackets, checker = shared, ...options } = {}) {
  const editor = { text, asked: 0 };
  const counted = (text) => {
    editor.asked += 1;
    return protect(text);
  };
  const session = new Session({ checker, text: () => editor.text, onChange() {}, protect: counted, ...options });
  const edit = (from, to, insert, how = { caret: null, typed: false }) => {
    editor.text = editor.text.slice(0, from) + insert + editor.text.slice(to);
    session.edit([{ from, to, insert }], how);
  };
  const words = (marks = session.marks) => marks.map(({ from, to }) => editor.text.slice(from, to));
  return { editor, session, edit, words };
}

test("nothing is shown, found or fixed in or over a protected range", async () => {
  const { editor, session, words } = open(TEXT);
  await session.checked();
  assert.deepEqual(words(), ["thereare", "November12"]);
  assert.deepEqual(words(session.found), ["thereare", "November12"]);
  assert.deepEqual(words(session.near(0, 0, 1)), ["thereare"]);
  assert.equal(session.at(editor.text.indexOf("ameeting") + 3), undefined);
  assert.equal((await session.fixAll()).length, 2);
  session.destroy();
});

test("what reaches into a protected range by one character is protected, what stands beside it is not", async () => {
  for (const [range, shown] of [
    [[15, 15], ["thereare"]],
    [[23, 40], ["thereare"]],
    [[0, 15], ["thereare"]],
    [[22, 40], []],
    [[0, 16], []],
    [[18, 19], []],
    [[0, 9999], []],
  ]) {
    const { session, words } = open("They said that thereare no plans.", { protect: () => [range] });
    await session.checked();
    assert.deepEqual(words(), shown, `${range}`);
    session.destroy();
  }
});

test("“fix all” asks about the text that it tries, and keeps what is protected in that of the editor", async () => {
  const text = "There isnoendtoit at all.";
  const once = "There is no end toit at all.";
  const fixed = async (protect) => {
    const { session } = open(text, { protect });
    const edits = await session.fixAll();
    session.destroy();
    return applied(text, edits);
  };
  assert.equal(await fixed(() => []), "There is no end to it at all.");
  // What is found in the fixed text alone.
  assert.equal(await fixed((tried) => (tried.includes("toit") ? [[tried.indexOf("toit"), tried.length]] : [])), text);
  assert.equal(await fixed((tried) => (tried === once ? [[once.indexOf("toit"), once.length]] : [])), once);
  // A place that is protected in the editor's text moves with the repairs before it.
  const both = `${text} They need ameeting.`;
  const { session } = open(both, {
    protect: (tried) => (tried === both ? [[both.indexOf("ameeting"), both.length]] : []),
  });
  assert.deepEqual(
    (await session.fixAll()).filter(({ from }) => from > text.length),
    [],
  );
  session.destroy();
});

test("it is asked when there is something to show, and while keys are typed only about what is new", async () => {
  const { editor, session, edit, words } = open("They said nothing at all.");
  await session.checked();
  assert.equal(editor.asked, 0, "nothing was found");
  edit(0, 0, `${TEXT} `);
  await session.checked();
  assert.deepEqual(words(), ["thereare", "November12"]);
  const { asked } = editor;
  for (const [nth, key] of [..." and so on"].entries()) {
    const at = editor.text.length;
    edit(at, at, key, { caret: at + 1, typed: true });
    assert.deepEqual(words(), ["thereare", "November12"], `key ${nth}`);
  }
  await session.checked();
  assert.equal(editor.asked, asked);
  // A bracket that opens far before protects what is shown, once typing pauses; what is done meanwhile knows it at once.
  edit(0, 0, "[", { caret: 1, typed: true });
  await session.checked();
  await eventually(() => words(), ["November12"]);
  edit(0, 1, "", { caret: 0, typed: true });
  assert.deepEqual(words(), ["November12"]);
  assert.deepEqual(words([session.at(17)]), ["thereare"]);
  session.destroy();
});

test("what is protected can change although the text does not", async () => {
  let ranges = [];
  const { session, words } = open(TEXT, { protect: () => ranges });
  await session.checked();
  assert.equal(words().length, 3);
  const [mark] = session.marks;
  ranges = [[0, 30]];
  session.protectionChanged();
  assert.equal(session.fix(mark), null, "an open tooltip's button comes too late");
  assert.deepEqual(words(), ["ameeting", "November12"]);
  session.destroy();
});

test("where nothing is protected, that is asked once, until it is said to be otherwise", async () => {
  const text = "They said that thereare no plans for ameeting.";
  let now = text;
  let asked = 0;
  let answer = NOTHING;
  const session = new EditorSession({ checker: shared, text: () => now, onChange() {} }, () => {
    asked += 1;
    return answer;
  });
  await session.checked();
  const { marks } = session;
  assert.deepEqual([marks.length, asked], [2, 1]);
  now = `So ${text}`;
  session.edit([{ from: 0, to: 0, insert: "So " }], { caret: 3, typed: true });
  await session.checked();
  // Longer than it takes until all is asked about again.
  await new Promise((resolve) => setTimeout(resolve, 500));
  assert.equal(session.marks, marks);
  assert.deepEqual([session.found.length, (await session.fixAll()).length, asked], [2, 2, 1]);
  answer = (from) => from > 30;
  session.protectionChanged();
  assert.deepEqual([session.marks.length, session.fix(marks[1]), asked], [1, null, 2]);
  session.destroy();
});

test("with a new mark, what was shown before is asked about anew as well", async () => {
  const { editor, session, edit, words } = open("They said that thereare no plans.", {
    protect: (text) => (text.endsWith("]") ? [[0, 30]] : []),
  });
  await session.checked();
  assert.deepEqual(words(), ["thereare"]);
  edit(editor.text.length, editor.text.length, " They need ameeting now.]", { caret: null, typed: true });
  await session.checked();
  assert.deepEqual([words(session.near(0, 0, 9)), words()], [["ameeting"], ["ameeting"]]);
  session.destroy();
});

test("the marks are one array as long as none comes or goes", async () => {
  const { editor, session, edit, words } = open(`${TEXT} They met inParis.`);
  await session.checked();
  const [, second] = session.marks;
  const takeBack = session.ignoreHere(second);
  const { marks } = session;
  assert.deepEqual(words(), ["thereare", "inParis"]);
  edit(0, 0, "So ", { caret: 3, typed: true });
  session.moveCaret(5);
  await session.checked();
  assert.equal(session.marks, marks);
  assert.deepEqual(words(), ["thereare", "inParis"]);
  edit(editor.text.length, editor.text.length, " They came inMay.", { caret: null, typed: false });
  await session.checked();
  assert.deepEqual(words(), ["thereare", "inParis", "inMay"]);
  takeBack();
  assert.deepEqual(words(), ["thereare", "November12", "inParis", "inMay"]);
  session.destroy();
});

test("where it cannot be found out what is protected, nothing is shown, and that is reported once", async () => {
  for (const [protect, says] of [
    [
      () => {
        throw new Error("no tree");
      },
      "no tree",
    ],
    [() => undefined, "not undefined"],
    [async () => [], "not a promise"],
    [() => [[1, 2], [3]], "number 1 of them"],
    [() => [[5, 2]], "number 0 of them"],
    [() => "code", "not a string"],
  ]) {
    const errors = [];
    const { session, edit, words } = open(TEXT, { protect, onError: (error) => errors.push(error.message) });
    await session.checked();
    assert.deepEqual(words(), []);
    assert.deepEqual(await session.fixAll(), []);
    edit(0, 0, "thereare ");
    await session.checked();
    assert.deepEqual(words(session.found), []);
    assert.equal(errors.length, 1);
    assert.ok(errors[0].includes(says), errors[0]);
    session.destroy();
  }
});

test("options that are wrong are named", async () => {
  const right = { checker: shared, text: () => "", onChange() {} };
  for (const [options, ...says] of [
    [undefined, "{ checker }"],
    [{ ...right, checkOnPaste: "yes" }, "options.checkOnPaste", "boolean", "not a string"],
    [{ ...right, checker: undefined }, "options.checker", "not undefined", "createWorkerChecker()"],
    [{ ...right, checker: null }, "not null"],
    [{ ...right, checker: "english" }, "not a string"],
    [{ ...right, checker: createChecker() }, "not a promise of one"],
    [{ ...right, checker: { check() {} } }, "no method open()"],
    [{ ...right, onPersonel() {} }, '"onPersonel"', "onPersonal"],
    [{ ...right, protect: [[0, 4]] }, "options.protect must be a function, not an array"],
    [{ ...right, text: undefined }, "options.text must be a function, not undefined"],
    [{ checker: shared, text: right.text }, "options.onChange must be a function"],
    [{ ...right, onError: 1 }, "options.onError must be a function, not a number"],
  ]) {
    refused(() => new Session(options), TypeError, ...says);
  }
  const own = await createChecker();
  // As another copy of the package would have it: the same methods in another class.
  const foreign = Object.fromEntries(
    ["open", "addWords", "ignore", "exportPersonal"].map((name) => [name, own[name].bind(own)]),
  );
  // As Vue wraps it.
  const proxied = new Proxy(own, {
    get: (target, name) => (name === "__v_raw" ? target : Reflect.get(target, name, proxied)),
  });
  for (const checker of [foreign, proxied]) {
    const { session, words } = open(TEXT, { checker });
    assert.equal(await session.checked(), true);
    assert.deepEqual(words(), ["thereare", "November12"]);
    session.destroy();
  }
});

test("a checker that has ended before the text was opened is reported; one that is ended later is not", async () => {
  const opened = (checker) => {
    const errors = [];
    const { session } = open(TEXT, { checker, onError: ({ message }) => errors.push(message) });
    return { session, errors };
  };
  const freed = await createChecker();
  freed.free();
  const terminated = createWorkerChecker();
  terminated.terminate();
  for (const [checker, says] of [
    [freed, "was freed"],
    [terminated, "terminate()"],
  ]) {
    const { session, errors } = opened(checker);
    assert.equal(await session.checked(), false);
    assert.equal(errors.length, 1);
    assert.ok(errors[0].includes(says), errors[0]);
  }
  const later = createWorkerChecker();
  const { session, errors } = opened(later);
  await session.checked();
  later.terminate();
  assert.equal(await session.checked(), false);
  assert.deepEqual([session.marks.length, errors], [0, []]);
});

test("an editor that cannot be written in is offered no fixes", async () => {
  const { session } = open(TEXT);
  await session.checked();
  const names = (apply) => session.actions(session.marks[0], "thereare", apply).map(({ name }) => name);
  assert.ok(names(() => {}).includes("there are"));
  assert.ok(!names(null).includes("there are"));
  assert.ok(names(null).length > 0);
  session.destroy();
});
