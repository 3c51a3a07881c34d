// What the adapters share, in Node.

import assert from "node:assert/strict";
import * as fs from "node:fs";
import { after, test } from "node:test";
import { createChecker } from "unglue";
import { Session } from "unglue/session";
import { createWorkerChecker } from "unglue/worker";
import { applied } from "../edits.js";
import { randomFrom, randomText } from "./support/random.js";
import { respacing } from "./support/respacing.js";

/** “Fix all” is about all that is shown. */
const shared = createWorkerChecker({ fixConfidence: 0.8 });
after(() => shared.terminate());

/** A text in an editor without a window. */
function open(text, checker = shared) {
  const editor = { text };
  const session = new Session({ checker, text: () => editor.text, onChange() {} });
  const insert = (edits) => {
    for (const { from, to, insert } of edits.toReversed())
      editor.text = editor.text.slice(0, from) + insert + editor.text.slice(to);
  };
  return { editor, session, insert };
}

/** Sentences that lost spaces: as the cases have them, and most of theirs. */
function glued() {
  const random = randomFrom(7);
  const rows = fs.readFileSync(new URL("../../tests/cases/merges.tsv", import.meta.url), "utf8").split("\n");
  const sentences = rows.filter((row) => /^[^#].*\t/.test(row)).map((row) => row.split("\t")[1].replaceAll("␣", ""));
  const lose = (text) => text.replace(/ /g, () => (random(4) > 0 ? "" : " "));
  return [...sentences.slice(0, 80), ...sentences.map(lose), ...Array.from({ length: 60 }, () => randomText(random))];
}

test("“fix all” gives what the checker's fix gives, also where one repair reveals another", async () => {
  let rounds = 0;
  for (const text of glued()) {
    const { editor, session, insert } = open(text);
    const edits = await session.fixAll();
    rounds += edits.length > session.found.flatMap(({ suggestions }) => suggestions[0].edits).length;
    insert(edits);
    assert.equal(editor.text, await shared.fix(text), text);
    session.destroy();
  }
  assert.ok(rounds > 0, "some text takes more than one round");
});

test("“fix all” composes what it takes out, replaces and puts in, round by round", async () => {
  const { editor, session, insert } = open("Go up\non feed backnow.", respacing);
  const edits = await session.fixAll();
  assert.deepEqual(edits, [
    { from: 5, to: 6, insert: " " },
    { from: 13, to: 14, insert: "" },
    { from: 18, to: 18, insert: " " },
  ]);
  insert(edits);
  assert.equal(editor.text, "Go up on feedback now.");
  session.destroy();
});

/** Where a space is missing on both sides of a word, one of them is missing at the edge of what is marked. */
const EDGE = "Well,thereare no plans.";

test("a space that is missing at the edge of a mark is shown, put in, and taken for the fix where it is typed", async () => {
  const { editor, session, insert } = open(EDGE);
  await session.checked();
  const shown = () => session.marks.map(({ from, token }) => `${from} ${token}`);
  assert.deepEqual(shown(), ["0 Well,", "5 thereare"]);
  const [before, behind] = session.marks;
  assert.deepEqual(session.fix(before), [{ from: 5, to: 5, insert: " " }]);
  assert.equal(session.at(5), before);
  assert.equal(
    session.at(5, ({ rule }) => rule === "merged-words"),
    behind,
  );
  assert.equal(session.actions(before, "Well,", () => {})[0].name, "Well, …");
  const space = [{ from: 5, to: 5, insert: " " }];
  insert(space);
  session.edit(space, { caret: 6, typed: true });
  assert.deepEqual([before.live, behind.live, behind.from], [false, true, 6], "at once");
  session.moveCaret(0);
  await session.checked();
  assert.deepEqual(shown(), ["6 thereare"]);
  assert.equal(editor.text, "Well, thereare no plans.");
  session.destroy();
});

test("a space that is missing beside a word is held back with the word while that is typed", async () => {
  const { editor, session, insert } = open("Well,therear no plans.");
  const typed = [{ from: 12, to: 12, insert: "e" }];
  insert(typed);
  session.edit(typed, { caret: 13, typed: true });
  await session.checked();
  assert.equal(editor.text, EDGE);
  assert.deepEqual(session.marks, []);
  session.moveCaret(20);
  assert.deepEqual(
    session.marks.map(({ token }) => token),
    ["Well,", "thereare"],
  );
  session.destroy();
});

test("“fix all” is about what is chosen", async () => {
  const { editor, session, insert } = open("They said that thereare no plans for November12.");
  insert(await session.fixAll(({ rule }) => rule === "merged-number"));
  assert.equal(editor.text, "They said that thereare no plans for November 12.");
});

test("“fix all” goes on where another checker takes the same text over, and ends where the text is another", async () => {
  for (const [changes, fixed] of [
    [[], "They said that there are no plans."],
    [[{ from: 0, to: 0, insert: "x" }], null],
  ]) {
    const { editor, session, insert } = open("They said that thereare no plans.");
    const next = createWorkerChecker();
    await Promise.all([session.checked(), next.ready]);
    const answer = session.fixAll();
    for (let tick = 0; tick < 3; tick += 1) await Promise.resolve();
    insert(changes);
    session.reopen(changes, next);
    const edits = await answer;
    if (edits) insert(edits);
    assert.equal(edits && editor.text, fixed);
    session.destroy();
    next.terminate();
  }
});

test("nothing is fixed while an input method composes", async () => {
  const { session } = open("They said that thereare no plans.");
  await session.checked();
  const [mark] = session.marks;
  session.compose(true);
  assert.equal(await session.fixAll(), null);
  assert.equal(session.fix(mark), null);
  session.compose(false);
  assert.equal((await session.fixAll()).length, 1);
  assert.equal(session.fix(mark).length, 1);
  session.destroy();
});

test("“fix all” is for a text that is the same at its end, and is checked", async () => {
  // A checker of the page itself waits until that has nothing else to do.
  const { editor, session } = open("They said that thereare no plans.", await createChecker());
  await session.checked();
  const answer = session.fixAll();
  // All is checked, so what is waited for now is the check of the fixed text.
  await new Promise((resolve) => setImmediate(resolve));
  editor.text += "x";
  session.edit([{ from: editor.text.length - 1, to: editor.text.length - 1, insert: "x" }], {
    caret: null,
    typed: true,
  });
  assert.equal(await answer, null);
  session.destroy();
  assert.equal(await session.fixAll(), null);
});

/** What is marked, in order. */
const marked = ({ editor, session }) => session.marks.map(({ from, to }) => `${from} ${editor.text.slice(from, to)}`);

/** An editor whose text is edited, and its check awaited. */
async function edited(opened, ...edits) {
  for (const edit of edits) opened.insert([edit]);
  opened.session.edit(edits, { caret: null, typed: false });
  await opened.session.checked();
}

const TWICE = "They said that thereare no plans. Indeed thereare none for ameeting.";

test("a host's own words are what is said and offered, and English where it has none", async () => {
  const messages = {
    diagnostic: ({ rule }, { after }) => (rule === "merged-words" ? `Lies „${after}“.` : undefined),
    addWord: "Merken",
  };
  const text = "They said thereare plans for November12.";
  const session = new Session({ checker: shared, text: () => text, onChange() {}, messages });
  await session.checked();
  assert.deepEqual(
    session.marks.map((mark) => session.message(mark)),
    ["Lies „there are“.", "A space is missing beside a number: “November 12”."],
  );
  const [first] = session.marks;
  assert.deepEqual(
    session.actions(first, "thereare", null).map(({ name }) => name),
    ["Ignore here", "Ignore everywhere", "Merken"],
  );
  session.destroy();
  for (const [wrong, message] of [
    [{ ignore: "x" }, /options\.messages has no field "ignore": there are diagnostic, ignoreHere/],
    [{ addWord: 1 }, /options\.messages\.addWord must be a string, not a number/],
    [{ diagnostic: "x" }, /options\.messages\.diagnostic must be a function, not a string/],
    ["x", /options\.messages must be a object, not a string/],
  ])
    assert.throws(() => new Session({ checker: shared, text: () => text, onChange() {}, messages: wrong }), message);
});

test("what is ignored here is marked elsewhere, and marked again when that is taken back", async () => {
  const opened = open(TWICE);
  const { session } = opened;
  await session.checked();
  assert.deepEqual(marked(opened), ["15 thereare", "41 thereare", "59 ameeting"]);
  const [first] = session.marks;
  assert.deepEqual(
    session.actions(first, "thereare", () => {}).map(({ name }) => name),
    ["there are", "Ignore here", "Ignore everywhere", "Add to dictionary"],
  );
  const takeBack = session.ignoreHere(first);
  assert.deepEqual(marked(opened), ["41 thereare", "59 ameeting"]);
  assert.equal(session.at(17), undefined);
  takeBack();
  assert.deepEqual(marked(opened), ["15 thereare", "41 thereare", "59 ameeting"]);
  assert.equal(session.at(17), first);
  session.destroy();
});

for (const [what, edits, expected] of [
  ["an edit before it", [{ from: 0, to: 4, insert: "All of them" }], ["48 thereare", "66 ameeting"]],
  ["an edit behind it", [{ from: 33, to: 33, insert: " None." }], ["47 thereare", "65 ameeting"]],
  [
    "edits that cancel each other",
    [
      { from: 23, to: 23, insert: "x" },
      { from: 23, to: 24, insert: "" },
    ],
    ["41 thereare", "59 ameeting"],
  ],
  ["the word beside it taken out", [{ from: 10, to: 15, insert: "" }], ["36 thereare", "54 ameeting"]],
]) {
  test(`what is ignored here stays so after ${what}`, async () => {
    const opened = open(TWICE);
    await opened.session.checked();
    const takeBack = opened.session.ignoreHere(opened.session.marks[0]);
    await edited(opened, ...edits);
    assert.deepEqual(marked(opened), expected);
    takeBack();
    assert.equal(marked(opened).length, 3, "it is taken back at its new place");
    opened.session.destroy();
  });
}

test("in a range that is ignored nothing is marked, whatever is found there, until its text is another", async () => {
  const opened = open(TWICE);
  await opened.session.checked();
  const takeBack = opened.session.ignoreHere({ from: 10, to: 49 });
  assert.deepEqual(marked(opened), ["59 ameeting"]);
  await edited(opened, { from: 0, to: 0, insert: "So " });
  assert.deepEqual(marked(opened), ["62 ameeting"]);
  takeBack();
  assert.deepEqual(marked(opened), ["18 thereare", "44 thereare", "62 ameeting"]);
  opened.session.ignoreHere({ from: 20, to: 22 });
  assert.deepEqual(marked(opened), ["44 thereare", "62 ameeting"], "a part of a word");
  await edited(opened, { from: 21, to: 22, insert: "" });
  await edited(opened, { from: 21, to: 21, insert: "r" });
  assert.deepEqual(marked(opened), ["18 thereare", "44 thereare", "62 ameeting"]);
  opened.session.destroy();
});

test("what is ignored here is marked again once its own text was another", async () => {
  const opened = open(TWICE);
  await opened.session.checked();
  opened.session.ignoreHere(opened.session.marks[0]);
  await edited(opened, { from: 20, to: 20, insert: " " });
  assert.deepEqual(marked(opened), ["42 thereare", "60 ameeting"]);
  await edited(opened, { from: 20, to: 21, insert: "" });
  assert.deepEqual(marked(opened), ["15 thereare", "41 thereare", "59 ameeting"]);
  opened.session.destroy();
});

test("what is ignored here is left alone by “fix all”, in each of its rounds", async () => {
  const opened = open(TWICE);
  await opened.session.checked();
  opened.session.ignoreHere(opened.session.marks[1]);
  const edits = await opened.session.fixAll();
  opened.insert(edits);
  assert.equal(opened.editor.text, "They said that there are no plans. Indeed thereare none for a meeting.");
  opened.session.destroy();
});

test("a repair is that of a document, in a part of the text, without what is ignored or protected", async () => {
  const text = "They saw th edog. The interna tional fair , and thereare plans.";
  const editor = { text };
  const protect = () => [[text.indexOf("thereare"), text.length]];
  const session = new Session({ checker: shared, text: () => editor.text, protect, onChange() {} });
  await session.checked();
  const tokens = async (part) => (await session.repair(part)).repairs.map(({ token }) => token);
  assert.deepEqual(await tokens(), ["th edog", "interna tional", "fair ,"]);
  const { edits, repairs } = await session.repair({ from: 17 });
  assert.deepEqual(
    edits,
    repairs.flatMap(({ suggestions }) => suggestions[0].edits),
  );
  assert.equal(applied(text, edits), "They saw th edog. The international fair, and thereare plans.");
  assert.deepEqual(await tokens({ from: 19, to: 41 }), ["interna tional"]);
  assert.deepEqual(await tokens({ fixConfidence: 0.96 }), ["th edog", "interna tional"]);
  const takeBack = session.ignoreHere(session.marks[0]);
  assert.deepEqual(await tokens(), ["interna tional", "fair ,"]);
  takeBack();
  const answer = session.repair();
  editor.text = `x${text}`;
  session.edit([{ from: 0, to: 0, insert: "x" }], { caret: null, typed: false });
  assert.equal(await answer, null, "that was about the former text");
  session.destroy();
});

test("a repair of what was pasted is offered once, for where it is by then", async () => {
  const offers = [];
  const editor = { text: "" };
  const session = new Session({
    checker: shared,
    text: () => editor.text,
    onChange() {},
    onPaste: (offer) => offers.push(offer),
  });
  const change = (edit) => {
    editor.text = applied(editor.text, [edit]);
    session.edit([edit], { caret: null, typed: false });
  };
  const paste = (at, insert) => {
    change({ from: at, to: at, insert });
    return session.pasted({ from: at, to: at + insert.length }, (edits) => {
      editor.text = applied(editor.text, edits);
      return edits.length;
    });
  };
  await paste(0, "It is right as it stands. ");
  assert.deepEqual(offers, []);
  const pasting = paste(26, "We saw th edog.");
  // Typed while it is looked at.
  change({ from: 0, to: 0, insert: "So " });
  await pasting;
  assert.deepEqual(
    offers.map(({ repairs }) => repairs.map(({ from, token }) => `${from} ${token}`)),
    [["36 th edog"]],
  );
  change({ from: 0, to: 3, insert: "" });
  assert.equal(await offers[0].repair(), 2);
  assert.equal(editor.text, "It is right as it stands. We saw the dog.");
  session.destroy();
  assert.equal(await offers[0].repair(), 0, "nobody is there any more");
});

test("what is ignored here stays so where the text is checked from its beginning", async () => {
  // A checker of the page itself waits until that has nothing else to do.
  const opened = open(TWICE, await createChecker());
  const { session, editor } = opened;
  await session.checked();
  session.ignoreHere(session.marks[0]);
  const more = `${"It is so. ".repeat(20)}\n\n`;
  const answer = session.fixAll();
  // What is waited for now is the check of the fixed text.
  await new Promise((resolve) => setImmediate(resolve));
  editor.text = more + editor.text;
  session.reopen([{ from: 0, to: 0, insert: more }]);
  assert.deepEqual(marked(opened), [], "nothing is known yet");
  assert.equal(await answer, null, "that was about the former text");
  await session.checked();
  assert.deepEqual(marked(opened), [`${41 + more.length} thereare`, `${59 + more.length} ameeting`]);
  session.destroy();
});
