// The checker in a worker, in Node: the same client and the same service as in browsers, over another channel.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { Worker } from "node:worker_threads";
import { createChecker } from "unglue";
import { createWorkerChecker, WorkerChecker, WorkerDocument } from "unglue/worker";
import { applied } from "../edits.js";
import { randomFrom, randomText } from "./support/random.js";
import { refused } from "./support/refused.js";
import { testWithChecker, withChecker } from "./support/with-checker.js";

const reference = await createChecker();
const SENTENCE = "They said that thereare no plans for ameeting on November12 in the town.";
const words = (text, marks) => marks.map(({ from, to }) => text.slice(from, to));

const fragile = { worker: () => new Worker(new URL("support/fragile-thread.js", import.meta.url)) };

/** An editor's text, and a document that is told of each change. */
function open(checker, text, options) {
  const editor = { text };
  const document = checker.open(() => editor.text, options);
  const edit = (from, to, insert) => {
    editor.text = editor.text.slice(0, from) + insert + editor.text.slice(to);
    return document.edit({ from, to, insert });
  };
  return { document, edit, shown: () => words(editor.text, document.marks), editor };
}

testWithChecker("it answers as a checker does", async (checker) => {
  assert.ok(checker instanceof WorkerChecker);
  await checker.ready;
  assert.deepEqual(await checker.check(SENTENCE), reference.check(SENTENCE));
  assert.deepEqual(await checker.check(SENTENCE, { caret: 18 }), reference.check(SENTENCE, { caret: 18 }));
  assert.equal(await checker.fix("thereare no plans"), "there are no plans");
  for (const mode of ["editor", "document"]) {
    assert.deepEqual(await checker.fixWithEdits(SENTENCE, { mode }), reference.fixWithEdits(SENTENCE, { mode }));
    assert.deepEqual(await checker.check(SENTENCE, { mode }), reference.check(SENTENCE, { mode }));
  }
  await refused(checker.fixWithEdits("a", { mode: "book" }), RangeError, "there is no mode");
  await refused(checker.check("a", { caret: 2 }), RangeError, "offset 2");
  refused(() => checker.open(null), TypeError, "null");
});

testWithChecker("options and words reach it", { words: ["ameeting"] }, async (checker) => {
  assert.deepEqual(words(SENTENCE, await checker.check(SENTENCE)), ["thereare", "November12"]);
  await checker.addWords(["thereare"]);
  await checker.ignore((await checker.check(SENTENCE))[0]);
  assert.deepEqual(await checker.exportPersonal(), { words: ["ameeting", "thereare"], ignored: ["November12"] });
  await checker.removeWords(["thereare"]);
  assert.deepEqual(words(SENTENCE, await checker.check(SENTENCE)), ["thereare"]);
  await checker.importPersonal({});
  assert.equal((await checker.check(SENTENCE)).length, 3);
  await refused(checker.addWords(["a b"]), RangeError, "white space");
});

test("a worker that cannot start says so, and the next call tries again", async () => {
  let starts = 0;
  const missing = new URL("missing.js", import.meta.url);
  const real = new URL("../worker/thread-node.js", import.meta.url);
  const checker = createWorkerChecker({ worker: () => new Worker(starts++ === 0 ? missing : real) });
  try {
    const document = checker.open("thereare");
    await refused(checker.ready, Error, "missing.js");
    await refused(document.opened, Error, "missing.js");
    assert.equal(await checker.fix("thereare"), "there are");
    assert.equal(starts, 2);
  } finally {
    checker.terminate();
  }
  const wrong = createWorkerChecker({ showConfidence: 2 });
  await refused(wrong.ready, RangeError, "showConfidence is 2");
  wrong.terminate();
});

testWithChecker("a document follows its edits", async (checker) => {
  const { document, edit, shown } = open(checker, SENTENCE);
  assert.ok(document instanceof WorkerDocument);
  assert.equal(document.settled, false);
  await document.opened;
  assert.deepEqual(shown(), ["thereare", "ameeting", "November12"]);
  assert.deepEqual(await document.diagnostics(), reference.check(SENTENCE));

  const [first] = document.marks;
  const answer = edit(0, 0, "Yesterday ");
  assert.equal(document.settled, false);
  assert.deepEqual(shown(), ["thereare", "ameeting", "November12"], "at once, without an answer");
  assert.equal((await answer).version, 1);
  assert.equal(document.marks[0], first, "it stays the same object");
  assert.deepEqual(first.suggestions[0].edits, [{ from: 30, to: 30, insert: " " }]);
  assert.deepEqual(first.toJSON(), (await document.diagnostics())[0]);

  edit(27, 27, "x");
  assert.deepEqual(shown(), ["ameeting", "November12"], "what an edit touches goes at once");
  assert.equal(first.live, false);
  const { removed, added, version } = await edit(27, 28, "");
  assert.equal(version, 3);
  assert.deepEqual(shown(), ["thereare", "ameeting", "November12"]);
  assert.ok(removed.length + added.length > 0);
});

testWithChecker("a space typed behind a mark leaves it where it is", async (checker) => {
  const { document, edit, shown } = open(checker, "They said thereare");
  await document.opened;
  const answer = edit(18, 18, " ");
  assert.deepEqual(shown(), ["thereare"]);
  await answer;
  assert.deepEqual(shown(), ["thereare"]);
  edit(18, 19, "");
  assert.deepEqual(shown(), [], "what joins it with the next word does not");
});

testWithChecker("edits that do not fit are refused, and change nothing", async (checker) => {
  const { document, shown } = open(checker, SENTENCE);
  await document.opened;
  for (const wrong of [
    { from: 0, to: 99, insert: "" },
    { from: 2, to: 1, insert: "" },
    { from: -1, to: 0, insert: "" },
    { from: 0.5, to: 1, insert: "" },
  ]) {
    refused(() => document.edit(wrong), RangeError, `${wrong.from}..${wrong.to}`);
  }
  refused(() => document.edit({ from: 0, to: 0 }), TypeError, "insert");
  assert.equal(document.version, 0);
  assert.deepEqual(shown(), ["thereare", "ameeting", "November12"]);
  assert.equal((await document.edit([])).version, 1);
  assert.equal((await document.edit({ from: 1, to: 1, insert: "" })).version, 2);
});

testWithChecker(
  "whatever is edited when, a mark never stands at other characters, and in the end all is as if checked anew",
  async (checker) => {
    const random = randomFrom(11);
    for (let nth = 0; nth < 40; nth++) {
      let text = randomText(random) + randomText(random);
      const kept = random(2) === 0;
      const document = checker.open(kept ? text : () => text, { onChange: () => fits() });
      const fits = () => {
        for (const mark of document.marks) {
          const token = text.slice(mark.from, mark.to);
          const [suggestion] = mark.suggestions;
          const edits = suggestion.edits.map(({ from, to, insert }) => ({
            from: from - mark.from,
            to: to - mark.from,
            insert,
          }));
          assert.equal(applied(token, edits), suggestion.text);
        }
      };
      for (let round = random(12); round > 0; round--) {
        const edits = [];
        for (let count = random(4); count > 0; count--) {
          const [a, b] = [random(text.length + 1), random(text.length + 1)];
          const edit = {
            from: Math.min(a, b),
            to: random(3) ? Math.min(a, b) : Math.max(a, b),
            insert: random(3) ? randomText(random).slice(0, 12) : "",
          };
          text = text.slice(0, edit.from) + edit.insert + text.slice(edit.to);
          edits.push(edit);
        }
        const answer = document.edit(edits);
        fits();
        if (random(3) === 0) await answer;
      }
      assert.deepEqual(await document.diagnostics(), reference.check(text), JSON.stringify(text));
      document.free();
    }
  },
);

testWithChecker("a long text is opened in parts, tells its progress, and can be edited meanwhile", async (checker) => {
  const paragraph = `${"There are no plans for the town. ".repeat(20)}They said thereare none.\n\n`;
  const progress = [];
  const { document, edit, editor, shown } = open(checker, paragraph.repeat(450), {
    onProgress({ done, total }) {
      progress.push([done, total, document.marks.length]);
      if (progress.length !== 1) return;
      // In the part that is there, in the rest, and across; and another call gets its turn.
      edit(10, 10, "ameeting ");
      edit(editor.text.length - 700, editor.text.length - 700, " ofany ");
      edit(done - 5, done + 2000, " November12 ");
      checker.fix("thereare").then(() => progress.push("another call"));
    },
  });
  await document.opened;
  await document.diagnostics();
  assert.ok(progress.length > 3, progress);
  assert.ok(progress.indexOf("another call") < progress.length - 1, progress);
  const [done, total, marks] = progress[0];
  assert.ok(done > 30_000 && done < total && marks > 40, progress);
  assert.equal(progress.at(-1)[0], progress.at(-1)[1]);
  assert.deepEqual(await document.diagnostics(), reference.check(editor.text));
  assert.ok(shown().length > 440);
});

testWithChecker("what is freed or aborted is refused, and all else goes on", async (checker) => {
  const long = "They said thereare none.\n\n".repeat(3_000);
  const stop = new AbortController();
  let parts = 0;
  const document = checker.open(long, {
    signal: stop.signal,
    onProgress: () => ++parts === 1 && stop.abort(new Error("enough")),
  });
  await refused(document.opened, Error, "enough");
  assert.deepEqual(document.marks, []);
  await refused(document.edit({ from: 0, to: 0, insert: "a" }), Error, "enough");

  const freed = checker.open(SENTENCE);
  const waits = freed.diagnostics();
  freed.free();
  freed.free();
  await assert.rejects(waits, { name: "AbortError" });

  const calls = new AbortController();
  const first = checker.check(long.slice(0, 10_000));
  const cancelled = [1, 2, 3].map(() => checker.check(long, { signal: calls.signal }));
  calls.abort();
  for (const call of cancelled) await assert.rejects(call, { name: "AbortError" });
  await assert.rejects(checker.fix("a", { signal: calls.signal }), { name: "AbortError" });
  assert.ok((await first).length > 100);
  assert.equal(await checker.fix("thereare"), "there are");
  assert.equal(parts, 1);
});

testWithChecker("new words reach every open document", async (checker) => {
  const [one, two] = [open(checker, SENTENCE), open(checker, `Now ${SENTENCE}`)];
  await Promise.all([one.document.opened, two.document.opened]);
  const edited = two.edit(0, 4, "");
  const taught = checker.addWords(["ameeting"]);
  two.edit(0, 0, "So ");
  await taught;
  assert.deepEqual(one.shown(), ["thereare", "November12"]);
  await edited;
  await two.document.diagnostics();
  assert.deepEqual(two.shown(), ["thereare", "November12"]);
  await checker.ignore(one.document.marks[1]);
  assert.deepEqual(one.shown(), ["thereare"]);
});

test("after a crash a new worker goes on with the same texts and words", async () => {
  for (const end of ["TRAP", "EXIT"]) {
    const crashes = [];
    /** What a host draws that goes by what it is told. */
    const told = new Set();
    await withChecker(
      { ...fragile, onRestart: () => crashes.push([...told].filter((mark) => !mark.live)) },
      async (checker) => {
        const kept = checker.open(SENTENCE, {
          onChange({ removed, added }) {
            for (const mark of removed) told.delete(mark);
            for (const mark of added) told.add(mark);
          },
        });
        const { document, edit, shown } = open(checker, SENTENCE);
        await checker.addWords(["ameeting"]);
        await document.opened;
        await kept.edit({ from: 0, to: 0, insert: "Now " });
        // What crashes it is refused; what was asked for before and after is answered.
        const before = edit(0, 0, "So ");
        const crash = checker.check(`${end} thereare`);
        const after = checker.check("thereare ameeting");
        await refused(crash, Error, "crashed", end === "TRAP" ? "unreachable" : "ended with 3");
        edit(0, 3, "");
        assert.deepEqual(words("thereare ameeting", await after), ["thereare"]);
        await before;
        await document.diagnostics();
        assert.deepEqual(shown(), ["thereare", "November12"]);
        assert.deepEqual(await kept.diagnostics(), await checker.check(`Now ${SENTENCE}`));
        assert.deepEqual([...told], kept.marks);
        // Until the new worker has answered nothing is known, and that is told.
        assert.deepEqual(crashes, [[]]);
        assert.deepEqual(await checker.exportPersonal(), { words: ["ameeting"], ignored: [] });
      },
    );
  }
});

test("a text that crashes every worker is given up, and the others stay", async () => {
  const crashes = [];
  await withChecker({ ...fragile, onRestart: (error) => crashes.push(error) }, async (checker) => {
    const good = open(checker, SENTENCE);
    const errors = [];
    const bad = open(checker, SENTENCE, { onError: (error) => errors.push(error) });
    await bad.document.opened;
    await refused(bad.edit(0, 0, "TRAP "), Error, "crashed", "unreachable");
    assert.equal(crashes.length, 2);
    assert.equal(errors.length, 1);
    assert.deepEqual(bad.shown(), []);
    await refused(bad.document.diagnostics(), Error, "crashed");
    await good.document.diagnostics();
    assert.deepEqual(good.shown(), ["thereare", "ameeting", "November12"]);
  });
});

test("an edit may be of any number of parts", async () => {
  const checker = createWorkerChecker();
  let text = "x".repeat(1000);
  const document = checker.open(() => text);
  await document.opened;
  // More than fit as arguments of a function.
  const edits = Array.from({ length: 200_000 }, (_, nth) => ({ from: nth % 1000, to: (nth % 1000) + 1, insert: "y" }));
  text = "y".repeat(1000);
  const answer = document.edit(edits);
  assert.deepEqual([document.version, document.settled], [1, false]);
  checker.terminate();
  await assert.rejects(answer, { name: "AbortError" });
});

test("terminated is terminated", async () => {
  const checker = createWorkerChecker();
  const document = checker.open(SENTENCE);
  const calls = [checker.ready, checker.fix("a"), document.opened];
  checker.terminate();
  // An editor that goes on without its checker must not be told that its edits are wrong.
  const edits = [
    { from: SENTENCE.length, to: SENTENCE.length, insert: "ab" },
    { from: SENTENCE.length + 1, to: SENTENCE.length + 2, insert: "" },
  ];
  for (const call of [...calls, checker.check("a"), ...edits.map((edit) => document.edit(edit))]) {
    await assert.rejects(call, { name: "AbortError" });
  }
});

test("an idle worker does not hold the program, one that works does", () => {
  const code = `
    const { createWorkerChecker } = await import("unglue/worker");
    const checker = createWorkerChecker();
    console.log(await checker.fix("thereare"));
  `;
  const { status, stdout } = spawnSync(process.execPath, ["--input-type=module", "--eval", code], {
    cwd: import.meta.dirname,
    encoding: "utf8",
    timeout: 60_000,
  });
  assert.deepEqual({ status, stdout }, { status: 0, stdout: "there are\n" });
});
