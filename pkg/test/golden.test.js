// The package says of every text of tests/golden what the crate says natively, byte for byte: tests/golden/README.md.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { createCheckerSync } from "unglue";
import { applied } from "../edits.js";
import { RULES } from "../rules.js";

const folder = join(import.meta.dirname, "..", "..", "tests", "golden");
const checker = createCheckerSync();
const sayingAll = createCheckerSync({ showConfidence: 0.05, rules: RULES.map(({ name }) => name) });

/** Returns the offset in bytes of UTF-8 for each offset that is asked for, in ascending order. */
function bytesOf(text) {
  let [at, bytes] = [0, 0];
  return (offset) => {
    bytes += Buffer.byteLength(text.slice(at, offset));
    at = offset;
    return bytes;
  };
}

const rounded = (confidence) => (Math.floor(Math.fround(confidence) * 1e4 + 0.5) / 1e4).toFixed(4);

/** Returns the sign of an edit: `␣` for a space that comes, `␡` for one that goes, `⟨old→new⟩` for any other. */
function sign(old, insert) {
  if (old === "" && insert === " ") return "␣";
  return old === " " && insert === "" ? "␡" : `⟨${old}→${insert}⟩`;
}

/** Returns a token with a sign at each edit of a suggestion. */
function spaced(text, { from, to }, { edits }) {
  const marked = edits.map((edit) => ({ ...edit, insert: sign(text.slice(edit.from, edit.to), edit.insert) }));
  const token = applied(text.slice(0, to), marked).slice(from);
  return token.replace(/\p{Cc}/gu, (control) => `\\u{${control.codePointAt(0).toString(16)}}`);
}

function linesOf(text, diagnostics) {
  const bytes = bytesOf(text);
  return diagnostics.map((diagnostic) => {
    const { from, to, rule, confidence, suggestions } = diagnostic;
    const what = suggestions.map((suggestion) => spaced(text, diagnostic, suggestion)).join(" | ");
    return { from: bytes(from), to: bytes(to), what: `${rule} ${rounded(confidence)} ${what}` };
  });
}

/** Returns the content of an expectation, as `tests/golden.rs` writes it. */
function describe(text) {
  const shown = linesOf(text, checker.check(text));
  const all = linesOf(text, sayingAll.check(text));
  const isIn = (lines, line) =>
    lines.some(({ from, to, what }) => from === line.from && to === line.to && what === line.what);
  const marked = [
    ...all.map((line) => ({ ...line, mark: isIn(shown, line) ? "=" : "~" })),
    ...shown.filter((line) => !isIn(all, line)).map((line) => ({ ...line, mark: "!" })),
  ];
  marked.sort((a, b) => a.from - b.from || a.to - b.to || (a.what < b.what ? -1 : Number(a.what > b.what)));
  const spaces = checker.fix(text).length - text.length;
  return [
    ...marked.map(({ mark, from, to, what }) => `${mark} ${from}..${to} ${what}`),
    `# ${shown.length} shown, ${all.length} in all, ${spaces} spaces by fix`,
  ];
}

const names = readdirSync(join(folder, "texts")).sort();

for (const name of names) {
  test(`${name}: the package says what the crate says`, () => {
    const text = readFileSync(join(folder, "texts", name), "utf8");
    const expected = readFileSync(join(folder, `${name}.expected`), "utf8")
      .trimEnd()
      .split(/\r?\n/);
    assert.deepEqual(describe(text), expected);
  });
}

test("there are texts", () => assert.ok(names.length >= 40));
