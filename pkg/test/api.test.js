import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Checker, Document, createChecker, createCheckerSync, init, initSync } from "unglue";
import { applied } from "../edits.js";
import { randomFrom } from "./support/random.js";
import { refused } from "./support/refused.js";

const checker = await createChecker();
const ranges = (diagnostics) => diagnostics.map(({ from, to }) => [from, to]);

/** Runs a program of its own, with the package not loaded yet, and returns what it logs. */
function program(code) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", code], {
    cwd: import.meta.dirname,
    encoding: "utf8",
  });
  assert.equal(status, 0, stderr);
  return stdout.trim();
}

test("the example of the documentation holds", () => {
  const [diagnostic, ...more] = checker.check("thereare no plans");
  assert.deepEqual(more, []);
  const { confidence } = diagnostic;
  assert.ok(confidence >= 0.9 && confidence <= 1);
  assert.equal(typeof diagnostic.message, "string");
  assert.deepEqual(
    { ...diagnostic, message: "" },
    {
      from: 0,
      to: 8,
      token: "thereare",
      rule: "merged-words",
      message: "",
      confidence,
      suggestions: [{ text: "there are", edits: [{ from: 5, to: 5, insert: " " }], confidence, applicability: "auto" }],
    },
  );
  assert.equal(checker.fix("thereare no plans"), "there are no plans");
  assert.equal(checker.fix("on November12"), "on November 12");
});

/** What is shown of it is less sure than a fix has to be in an editor. */
const UNSURE = "The 🦀 must goon with it, of which thereare two, and he was glad of thef eedback they gave.";

test("a document is fixed as far as it is shown, and the fix tells what it did", () => {
  const wary = createCheckerSync({ showConfidence: 0.3, fixConfidence: 0.999_999 });
  assert.equal(wary.fix(UNSURE), UNSURE);
  assert.deepEqual(wary.fixWithEdits(UNSURE), { text: UNSURE, edits: [], repairs: [] });
  const { text, edits, repairs } = wary.fixWithEdits(UNSURE, { mode: "document" });
  assert.equal(text, "The 🦀 must go on with it, of which there are two, and he was glad of the feedback they gave.");
  assert.equal(text, wary.fix(UNSURE, { mode: "document" }));
  assert.equal(applied(UNSURE, edits), text);
  assert.deepEqual(
    repairs.map(({ token, rule, suggestions }) => [token, rule, suggestions[0].text, suggestions[0].applicability]),
    [
      ["goon", "merged-real-word", "go on", "auto"],
      ["thereare", "merged-words", "there are", "auto"],
      ["thef eedback", "misplaced-space", "the feedback", "auto"],
    ],
  );
  for (const { from, to, token } of repairs) assert.equal(UNSURE.slice(from, to), token);
  assert.equal(wary.fix(UNSURE, { mode: "document", fixConfidence: 0.999_999 }), UNSURE);
  const found = wary.check(UNSURE, { mode: "document" });
  assert.deepEqual(found, repairs);
  assert.deepEqual(wary.open(UNSURE, { mode: "document" }).diagnostics(), found);
  const only = createCheckerSync({ showConfidence: 0.3, rules: ["misplaced-space"] });
  assert.equal(only.fixWithEdits(UNSURE, { mode: "document" }).repairs.length, 1, "rules that are chosen stay chosen");
});

test("a mode that there is not is refused", () => {
  refused(
    () => checker.fix("", { mode: "book" }),
    RangeError,
    'there is no mode "book": the modes are editor, document',
  );
  refused(() => checker.check("", { mode: 1 }), TypeError, "options.mode must be");
  refused(() => checker.fixWithEdits("", { fixConfidence: 2 }), RangeError, "fixConfidence is 2");
});

test("a fix that takes too long tells nothing", () => {
  refused(() => checker.fixWithEdits("thereare ".repeat(2_000), { timeout: 0 }), DOMException, "milliseconds");
});

test("classes are there for instanceof, and cannot be made without a checker", () => {
  assert.ok(checker instanceof Checker);
  assert.ok(checker.open("") instanceof Document);
});

test("diagnostics are plain data", () => {
  const found = checker.check("thereare no plans for November12.");
  assert.deepEqual(JSON.parse(JSON.stringify(found)), found);
  assert.deepEqual(structuredClone(found), found);
});

test("checkers that are made at once share one load", async () => {
  const checkers = await Promise.all([createChecker(), createChecker(), createChecker()]);
  for (const one of checkers) assert.equal(one.fix("thereare"), "there are");
  checkers[0].addWords(["thereare"]);
  assert.equal(checkers[0].fix("thereare"), "thereare");
  assert.equal(checkers[1].fix("thereare"), "there are", "words are each checker's own");
});

test("importing does no work, and the synchronous way loads by itself in Node", () => {
  const log = program(`
    const compiled = [];
    const { Module } = WebAssembly;
    WebAssembly.Module = class extends Module { constructor(bytes) { super(bytes); compiled.push(bytes.length); } };
    WebAssembly.compile = WebAssembly.instantiate = () => { throw new Error("no"); };
    const { createCheckerSync } = await import("unglue");
    console.log(compiled.length);
    console.log(createCheckerSync().fix("thereare"), createCheckerSync().fix("ameeting"), compiled.length);
  `);
  assert.equal(log, "0\nthere are a meeting 1");
});

test("a load that failed is tried again", () => {
  const log = program(`
    const { createChecker, createCheckerSync, init, initSync } = await import("unglue");
    for (const attempt of [() => init(new Uint8Array(8)), () => init(new Response("", { status: 404 })), () => initSync(new Uint8Array([1]))]) {
      try { await attempt(); console.log("?"); } catch (error) { console.log(error.constructor.name, /unglue_bg.wasm/.test(error.message), !!error.cause); }
    }
    const checkers = await Promise.all([createChecker(), createChecker()]);
    console.log(checkers[1].fix("thereare"), createCheckerSync().fix("ameeting"));
  `);
  assert.equal(log, "Error true true\nError true true\nError true true\nthere are a meeting");
});

test("the browser's entry works from bytes, a module, a response and a promise of one", () => {
  const log = program(`
    import { readdirSync, readFileSync } from "node:fs";
    const bytes = readFileSync(new URL("../wasm/unglue_bg.wasm", "${import.meta.url}"));
    const sources = [bytes, bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length), new WebAssembly.Module(bytes),
      new Response(bytes), Promise.resolve(new Response(bytes, { headers: { "Content-Type": "application/wasm" } }))];
    for (const source of sources) {
      const { createCheckerSync, init } = await import("${new URL("../index.js", import.meta.url)}?" + sources.indexOf(source));
      await init(source);
      console.log(createCheckerSync().fix("thereare"));
    }
  `);
  assert.equal(log, Array(5).fill("there are").join("\n"));
});

test("the browser's entry says what to do when nothing is loaded", () => {
  const log = program(`
    const { createCheckerSync, initSync } = await import("${new URL("../index.js", import.meta.url)}");
    try { createCheckerSync(); } catch (error) { console.log(error.message); }
    const { readFileSync } = await import("node:fs");
    initSync(readFileSync(new URL("../wasm/unglue_bg.wasm", "${import.meta.url}")));
    console.log(createCheckerSync().fix("thereare"));
  `);
  assert.match(log, /^unglue is not loaded: await createChecker\(\) or .*initSync\(\)\nthere are$/);
});

test("bytes may come while a fetch is still under way", () => {
  const log = program(`
    import { readdirSync, readFileSync } from "node:fs";
    const bytes = readFileSync(new URL("../wasm/unglue_bg.wasm", "${import.meta.url}"));
    const { createCheckerSync, init, initSync } = await import("${new URL("../index.js", import.meta.url)}");
    let arrive;
    const loading = init(new Promise((resolve) => { arrive = resolve; }));
    initSync(bytes);
    const checker = createCheckerSync();
    arrive(new Response(bytes));
    await loading;
    console.log(checker.fix("thereare"), createCheckerSync().fix("thereare"));
  `);
  assert.equal(log, "there are there are");
});

test("require() works, since nothing awaits at the top level", () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--eval", 'console.log(require("unglue").createCheckerSync().fix("thereare"))'],
    { cwd: import.meta.dirname, encoding: "utf8" },
  );
  assert.equal(status, 0, stderr);
  assert.equal(stdout.trim(), "there are");
});

test("wrong options are named", async () => {
  const cases = [
    [{ showconfidence: 1 }, TypeError, 'no field "showconfidence"', "showConfidence"],
    [{ showConfidence: "0.5" }, TypeError, "options.showConfidence must be a number", "a string"],
    [{ fixConfidence: null }, TypeError, "options.fixConfidence must be a number", "null"],
    [{ showConfidence: NaN }, RangeError, "showConfidence is NaN", "from 0 to 1"],
    [{ fixConfidence: 1.01 }, RangeError, "fixConfidence is 1.01", "from 0 to 1"],
    [{ rules: ["spelling"] }, RangeError, '"spelling"', "merged-words"],
    [{ rules: [1] }, TypeError, "options.rules[0] is a number"],
    [{ words: "thereare" }, TypeError, "options.words must be an array of strings", "a string"],
    [{ words: ["a b"] }, RangeError, '"a b"', "without white space"],
    [{ language: "bytes" }, TypeError, "options.language must be a Uint8Array", "a string"],
    [null, TypeError, "options must be an object"],
    ["showConfidence", TypeError, "options must be an object"],
    [() => {}, TypeError, "options must be an object"],
  ];
  for (const [options, type, ...parts] of cases) {
    await refused(() => createChecker(options), type, ...parts);
    refused(() => createCheckerSync(options), type, ...parts);
  }
});

test("thresholds and rules are heeded", async () => {
  const text = "thereare no plans for November12";
  assert.deepEqual((await createChecker({ rules: [] })).check(text), []);
  assert.deepEqual(ranges((await createChecker({ rules: ["merged-number"] })).check(text)), [[22, 32]]);
  const sure = await createChecker({ showConfidence: 0, fixConfidence: 0 });
  assert.equal(sure.fix("thereare"), "there are");
  const all = (await createChecker({ showConfidence: 0 })).check("thereare no plans").length;
  assert.ok(all >= (await createChecker({ showConfidence: 1 })).check("thereare no plans").length);
});

test("bytes that are no language are refused", async () => {
  const random = randomFrom(1);
  for (const length of [0, 1, 8, 64, 4096, 100_000]) {
    const language = Uint8Array.from({ length }, () => random(256));
    await refused(() => createChecker({ language }), Error, "not a language", "give the bytes of a .unglue file");
  }
});

test("texts that are no strings are refused", () => {
  for (const call of [(text) => checker.check(text), (text) => checker.fix(text), (text) => checker.open(text)]) {
    refused(() => call(), TypeError, "the text must be a string", "undefined");
    for (const text of [null, 1, {}, ["thereare"], new String("thereare"), Symbol("thereare")]) {
      refused(() => call(text), TypeError, "the text must be a string");
    }
  }
});

test("offsets outside the text are refused", () => {
  refused(() => checker.check("thereare", { caret: 9 }), RangeError, "offset 9", "8 code units");
  refused(() => checker.check("thereare", { caret: -1 }), RangeError, "options.caret is -1");
  refused(() => checker.check("thereare", { caret: Infinity }), RangeError, "options.caret is inf");
  refused(() => checker.check("thereare", { protect: [[0, 9]] }), RangeError, "offset 9");
  refused(() => checker.check("thereare", { protect: [[0, 1.5]] }), RangeError, "1.5");
  refused(() => checker.check("thereare", { protect: [[3, 2]] }), RangeError, "3..2");
  refused(() => checker.check("thereare", { protect: [0, 2] }), TypeError, "pairs of offsets");
  refused(() => checker.check("thereare", { carret: 1 }), TypeError, '"carret"');
  const document = checker.open("thereare");
  refused(() => document.edit({ from: 0, to: 9, insert: "" }), RangeError, "offset 9");
  refused(() => document.edit({ from: 2, to: 1, insert: "" }), RangeError, "2..1");
  refused(() => document.edit({ from: 0, to: 1 }), TypeError, "edit.insert must be a string");
  refused(() => document.edit({ from: 0, to: 1, insert: 1 }), TypeError, "edit.insert must be a string");
  refused(() => document.edit({ from: "0", to: 1, insert: "" }), TypeError, "edit.from");
  refused(() => document.edit(), TypeError, "edit must be an object");
  assert.deepEqual(ranges(document.diagnostics()), [[0, 8]], "nothing has changed");
});

test("the host protects ranges and the caret", () => {
  const text = "🦀 Now thereare two, and thereare more";
  assert.deepEqual(ranges(checker.check(text)), [
    [7, 15],
    [25, 33],
  ]);
  assert.deepEqual(ranges(checker.check(text, { protect: [[25, 33]] })), [[7, 15]]);
  assert.deepEqual(ranges(checker.check(text, { caret: 9 })), [[25, 33]]);
  assert.deepEqual(ranges(checker.check(text, { protect: undefined, caret: undefined })), [
    [7, 15],
    [25, 33],
  ]);
});

test("a document keeps protected ranges from being flagged, wherever edits move them", () => {
  const document = checker.open("thereare no plans, and twoleaders met", { protect: [[0, 8]] });
  const tokens = () => document.diagnostics().map(({ token }) => token);
  assert.deepEqual(tokens(), ["twoleaders"]);
  document.edit({ from: 0, to: 0, insert: "Now ofany and " });
  assert.deepEqual(tokens(), ["ofany", "twoleaders"]);
  assert.throws(() => checker.open("short", { protect: [[0, 99]] }), RangeError);
  assert.throws(() => checker.open("short", { caret: 1 }), TypeError);
  document.free();
});

test("the empty text, NUL and line ends are text", () => {
  assert.deepEqual(checker.check(""), []);
  assert.equal(checker.fix(""), "");
  assert.equal(checker.fix("\0 thereare \0"), "\0 there are \0");
  assert.deepEqual(ranges(checker.check("\0 thereare \0")), [[2, 10]]);
  assert.equal(checker.fix("a\r\nthereare\r\n"), "a\r\nthere are\r\n");
});

test("lone surrogates keep offsets right, and a fix gives them back", () => {
  const text = "\udc00\ud800 Now thereare two \ud83e";
  assert.deepEqual(ranges(checker.check(text)), [[7, 15]]);
  assert.equal(checker.fix(text), "\udc00\ud800 Now there are two \ud83e");
  assert.equal(checker.fix("\ud800"), "\ud800");
  const document = checker.open("🦀 thereare");
  document.edit({ from: 1, to: 2, insert: "" });
  assert.deepEqual(ranges(document.diagnostics()), [[2, 10]]);
});

test("a document whose pair is broken and joined again keeps what it was opened with", () => {
  for (const options of [
    { protect: [[13, 21]] },
    { mode: "document" },
    {
      protect: [
        [0, 1],
        [13, 21],
      ],
      mode: "document",
    },
  ]) {
    const document = checker.open("😀 They said thereare plans, ifsome.", options);
    const before = document.diagnostics();
    document.edit({ from: 1, to: 2, insert: "\ude01" });
    assert.deepEqual(document.diagnostics(), before);
  }
});

test("ten megabytes of one letter are answered", () => {
  const letters = "a".repeat(10_000_000);
  assert.equal(checker.fix(letters), letters);
  assert.deepEqual(checker.check(letters), []);
});

test("personal words and ignored tokens go out and come back", async () => {
  const first = await createChecker({ words: ["ameeting"] });
  first.addWords(["thereare"]);
  const text = "thereare no plans for November12, ameeting";
  const found = first.check(text);
  assert.deepEqual(
    found.map(({ from, to }) => text.slice(from, to)),
    ["November12"],
  );
  first.ignore(found[0]);
  assert.deepEqual(first.check(text), []);
  const personal = JSON.parse(JSON.stringify(first.exportPersonal()));
  assert.deepEqual(personal, { words: ["ameeting", "thereare"], ignored: ["November12"] });

  const second = await createChecker();
  second.importPersonal(personal);
  assert.deepEqual(second.check(text), []);
  second.removeWords(["thereare", "never added"]);
  assert.deepEqual(ranges(second.check(text)), [[0, 8]]);
  refused(() => second.importPersonal({ word: [] }), TypeError, 'no field "word"');
  refused(() => second.importPersonal(JSON.stringify(personal)), TypeError, "personal must be an object");
  refused(() => second.ignore({}), TypeError, "not a diagnostic");
  refused(() => second.ignore(second.check(text)), TypeError, "not a diagnostic");
  refused(() => second.addWords(new Set(["a"])), TypeError, "words must be an array of strings");
  refused(() => second.addWords(["a", ""]), RangeError, "cannot be a personal word");
  refused(() => second.addWords(["x".repeat(257)]), RangeError, "256");
});

test("halves of a character that come one after the other are joined, also when the checker is gone", async () => {
  const own = await createChecker();
  const document = own.open("They said thereare none ");
  own.addWords(["none"]);
  own.free();
  document.edit({ from: 0, to: 0, insert: "\ud83e" });
  document.edit({ from: 1, to: 1, insert: "\udd80 " });
  assert.deepEqual(ranges(document.diagnostics()), [[13, 21]]);
  document.edit({ from: 13, to: 13, insert: "\ude00" });
  document.edit({ from: 13, to: 13, insert: "\ud83d" });
  assert.deepEqual(document.diagnostics(), checker.check("🦀 They said 😀thereare none "));
  refused(() => document.edit(), TypeError, "edit must be an object");
  refused(() => document.edit(null), TypeError, "edit must be an object", "null");
  document.edit({ from: 0, to: 0, insert: "\ud83e" });
  refused(() => document.edit(), TypeError, "edit must be an object", "undefined");
  refused(() => document.edit({ from: 0, to: 0 }), TypeError, "edit.insert must be a string");
  refused(() => document.edit({ from: 99, to: 99, insert: "" }), RangeError, "offset 99");
});

test("what is looked through in words changes nothing", () => {
  for (const [text, found] of [
    ["They said there\u00adare none.", ["there\u00ad are"]],
    ["They said the\u00adreare none.", ["the\u00adre are"]],
    ["They said there\ufeffare none.", ["there\ufeff are"]],
    [
      "A docu\u00adment of the inter\u00adna\u00adtional co\ufeffmit\u00adtee.".replace("co\ufeffmit", "com\ufeffmit"),
      [],
    ],
    ["\ufeffThey said that \u00ad\u00ad is there.", []],
  ]) {
    const suggested = checker.check(text).map(({ suggestions }) => suggestions[0].text);
    assert.deepEqual(suggested, found, JSON.stringify(text));
    assert.equal(checker.fix(text).replaceAll(" ", ""), text.replaceAll(" ", ""));
  }
});

test("open documents follow the personal words", async () => {
  const own = await createChecker();
  const document = own.open("thereare no plans");
  assert.deepEqual(ranges(document.diagnostics()), [[0, 8]]);
  own.addWords(["thereare"]);
  assert.deepEqual(document.diagnostics(), []);
});

test("what was freed says so", async () => {
  const own = await createChecker();
  const document = own.open("thereare");
  own.free();
  own.free();
  for (const call of [() => own.check(""), () => own.fix(""), () => own.open(""), () => own.exportPersonal()]) {
    refused(call, Error, "This checker was freed", "createChecker()");
  }
  assert.deepEqual(ranges(document.diagnostics()), [[0, 8]], "documents outlive their checker");
  document.free();
  document.free();
  refused(() => document.diagnostics(), Error, "This document was freed", "checker.open(text)");
  refused(() => document.edit({ from: 0, to: 0, insert: "" }), Error, "This document was freed");
  if (Symbol.dispose) {
    const other = await createChecker();
    other[Symbol.dispose]();
    refused(() => other.check(""), Error, "freed");
  }
});

test("memory is given back", async () => {
  const { memory } = await import("../wasm/unglue.js").then(({ initSync: load }) => load());
  const text = `thereare no plans.${" There are no plans.".repeat(5_000)}`;
  const round = () => {
    const own = createCheckerSync();
    own.open(text).free();
    own.check(text);
    own.free();
  };
  round();
  const before = memory.buffer.byteLength;
  for (let rounds = 0; rounds < 20; rounds++) round();
  assert.equal(memory.buffer.byteLength, before);
});

test("documents that nobody frees are warned of, once", () => {
  // In a process of its own: the warning counts what is open in all of it.
  const code = `
    import { createCheckerSync } from "unglue";
    const checker = createCheckerSync();
    const spaces = " ".repeat(6_000_000);
    const open = [];
    for (let nth = 0; nth < 10; nth++) {
      checker.open(spaces).free();
      open.push(checker.open(spaces));
    }
  `;
  const { status, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", code], {
    cwd: import.meta.dirname,
    encoding: "utf8",
  });
  assert.equal(status, 0, stderr);
  assert.equal(stderr.split("document.free()").length, 2, stderr);
  assert.match(stderr, /8 documents are open/);
});

test("init() and initSync() do nothing when all is loaded", async () => {
  await init();
  await init("https://nowhere.invalid/");
  initSync(new Uint8Array());
  assert.equal(createCheckerSync().fix("thereare"), "there are");
});

test("no file evaluates code, or awaits at the top level", () => {
  const scripts = readdirSync(new URL("..", import.meta.url), { recursive: true }).filter(
    (file) => file.endsWith(".js") && !/^(test|node_modules|cli)\b/.test(file),
  );
  assert.ok(scripts.length > 20, String(scripts));
  for (const file of scripts) {
    const source = readFileSync(new URL(`../${file}`, import.meta.url), "utf8");
    assert.doesNotMatch(source, /\beval\s*\(|new Function\s*\(/, file);
    // A worker of another origin can be started in no other way; policies of pages of one's own origin hold, see project.test.js.
    assert.equal(source.includes("createObjectURL"), file === join("worker", "start.js"), file);
    assert.doesNotMatch(source, /^(?:export )?(?:const .*=\s*)?await\b/m, file);
  }
});
