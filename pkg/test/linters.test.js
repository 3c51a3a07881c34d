// The rule for textlint and the plugin for retext, in the real programs.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it, test } from "node:test";
import { fileURLToPath } from "node:url";
import { retext } from "retext";
import retextUnglue from "../retext.js";
import rule from "../textlint.js";

// textlint-tester describes its cases to whatever runs them.
Object.assign(globalThis, { describe, it });
const { default: tester } = await import("textlint-tester");
const TextLintTester = tester.default ?? tester;

new TextLintTester().run("unglue", rule, {
  valid: [
    "Moscow said there are no plans.",
    "The code `thereare` and the [link](https://example.org/thereare) are left alone.",
    "```\nthereare\n```",
    { text: "Now thereare two.", options: { words: ["thereare"] } },
    { text: "Now thereare two.", options: { rules: ["merged-number"] } },
  ],
  invalid: [
    {
      text: "# Plans\n\nMoscow said thereare no plans.",
      output: "# Plans\n\nMoscow said there are no plans.",
      errors: [{ message: "A space is missing between words: “there are”.", range: [21, 29] }],
    },
    {
      text: "He was g oing to send thef eedback soon.",
      output: "He was going to send the feedback soon.",
      errors: [{ range: [7, 13] }, { range: [22, 34] }],
    },
    {
      // What is for the writer to decide is reported, and not fixed; in a document it is.
      text: "The long adven- ture began.",
      output: "The long adven- ture began.",
      errors: [{ range: [9, 20] }],
    },
    {
      text: "The long adven- ture began.",
      output: "The long adventure began.",
      options: { mode: "document" },
      errors: [{ range: [9, 20] }],
    },
  ],
});

test("textlint finds the rule in the installed package, and its fix writes the file", () => {
  const folder = mkdtempSync(join(tmpdir(), "unglue-textlint-"));
  try {
    symlinkSync(fileURLToPath(new URL("../../node_modules", import.meta.url)), join(folder, "node_modules"));
    writeFileSync(join(folder, ".textlintrc.json"), JSON.stringify({ rules: { "unglue/textlint": true } }));
    const file = join(folder, "a.md");
    writeFileSync(file, "Moscow said thereare no plans.\n");
    const textlint = fileURLToPath(new URL("../../node_modules/textlint/bin/textlint.js", import.meta.url));
    const { status, stdout, stderr } = spawnSync(process.execPath, [textlint, "a.md"], {
      cwd: folder,
      encoding: "utf8",
    });
    assert.equal(status, 1, stdout + stderr);
    assert.match(stdout, /1:13 .*A space is missing between words: “there are” +unglue\/textlint/);
    execFileSync(process.execPath, [textlint, "--fix", "a.md"], { cwd: folder });
    assert.equal(readFileSync(file, "utf8"), "Moscow said there are no plans.\n");
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("an option that is wrong is named", () => {
  assert.throws(() => retextUnglue({ showConfidence: 2 }), /showConfidence/);
  assert.throws(() => rule.linter({}, { rules: ["no-such-rule"] }), /no-such-rule/);
});

test("retext has a message at the place of each diagnostic", async () => {
  const text = "One line.\r\nHe was g oing home.\n\nAnd thereare 🦀 two,andthree.";
  const file = await retext().use(retextUnglue).process(text);
  const seen = file.messages.map(({ source, ruleId, line, column, place, actual, expected }) => {
    const { start, end } = place;
    assert.equal(text.slice(start.offset, end.offset), actual);
    return [source, ruleId, line, column, end.line, end.column, actual, expected];
  });
  assert.deepEqual(seen.slice(0, 2), [
    ["unglue", "split-word", 2, 8, 2, 14, "g oing", ["going"]],
    ["unglue", "merged-words", 4, 5, 4, 13, "thereare", ["there are"]],
  ]);
  assert.ok(file.messages.every(({ confidence }) => confidence >= 0.8 && confidence <= 1));
  assert.equal(String(file), text, "the text is as it was");
});

test("both speak in the words of their host", async () => {
  const messages = {
    diagnostic: ({ rule }, { before, after }) => (rule === "merged-words" ? `„${before}“ → „${after}“` : undefined),
    addWord: "Ins Wörterbuch",
  };
  const text = "And thereare two. He was g oing home.";
  const said = ["„thereare“ → „there are“", "A space is inside a word: “going”."];
  const file = await retext().use(retextUnglue, { messages }).process(text);
  assert.deepEqual(
    file.messages.map(({ reason }) => reason),
    said,
  );
  const reported = [];
  const context = {
    Syntax: { Document: "Document" },
    RuleError: class {
      constructor(message) {
        this.message = message;
      }
    },
    fixer: { replaceTextRange: () => ({}) },
    locator: { range: () => ({}) },
    getSource: () => text,
    report: (_node, { message }) => reported.push(message),
  };
  rule.linter(context, { messages }).Document({});
  assert.deepEqual(reported, said);
  assert.throws(() => retextUnglue({ messages: { sentence: "" } }), /options\.messages has no field "sentence"/);
  assert.throws(
    () => rule.linter({}, { messages: { diagnostic: "x" } }),
    /options\.messages\.diagnostic must be a function/,
  );
  assert.throws(() => retextUnglue({ messages: 7 }), /options\.messages must be an object, not a number/);
});

test("a linter keeps one checker for the same options", async () => {
  const { checkerOf } = await import("../kept.js");
  assert.equal(checkerOf({ words: ["a"] }), checkerOf({ words: ["a"] }));
  assert.notEqual(checkerOf({ words: ["a"] }), checkerOf({ words: ["b"] }));
});
