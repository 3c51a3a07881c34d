// What holds for every text, on texts that are made at random, and the same in every run.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createChecker } from "unglue";
import { applied, inverse, mapped } from "../edits.js";
import { RULES } from "../rules.js";
import { randomFrom, randomText } from "./support/random.js";

const checker = await createChecker();
const TEXTS = 400;

/** Calls it with some hundred texts; a failure names the text. */
function forTexts(seed, law) {
  const random = randomFrom(seed);
  for (let nth = 0; nth < TEXTS; nth++) {
    const text = randomText(random);
    try {
      law(text, random);
    } catch (error) {
      error.message = `${JSON.stringify(text)} (text ${nth})\n${error.message}`;
      throw error;
    }
  }
}

/** What the edits of a rule take out and put in: white space, but for two. */
const CHANGED = Object.fromEntries(RULES.map(({ name }) => [name, /^[ \t]*$/]));
CHANGED["broken-word"] = /^[-\u2010\u00ad]?[ \t]*(?:\r?\n)?[ \t]*(?:\r?\n)?$/;
CHANGED["doubled-word"] = /^\s+\p{L}[\p{L}\p{M}'’\u00ad\ufeff]*$|^[ \t]*\r?\n$/u;

/** A text after the edits of all diagnostics that are sure enough. */
function apply(text, diagnostics) {
  return applied(
    text,
    diagnostics.flatMap(({ suggestions }) => suggestions[0].edits),
  );
}

test("a fix only changes spaces", () => {
  forTexts(1, (text) => {
    assert.equal(checker.fix(text).replaceAll(" ", ""), text.replaceAll(" ", ""));
  });
});

test("after a fix, nothing is left that would be fixed", () => {
  forTexts(2, (text) => {
    const fixed = checker.fix(text);
    assert.equal(checker.fix(fixed), fixed);
    assert.deepEqual(
      checker.check(fixed).filter(({ suggestions }) => suggestions[0].applicability === "auto"),
      [],
    );
  });
});

test("diagnostics are in order, do not overlap, and fit the text", () => {
  forTexts(3, (text) => {
    let end = 0;
    for (const { from, to, token, rule, confidence, suggestions } of checker.check(text)) {
      assert.ok(end <= from && from < to && to <= text.length);
      end = to;
      assert.ok(confidence >= 0.8 && confidence <= 1);
      assert.equal(token, text.slice(from, to));
      assert.ok(suggestions.length > 0);
      for (const suggestion of suggestions) {
        const edits = suggestion.edits.map((edit) => ({ ...edit, from: edit.from - from, to: edit.to - from }));
        assert.equal(apply(token, [{ suggestions: [{ edits }] }]), suggestion.text);
        // At the edge where a likelier finding has the token beside it.
        for (const edit of edits)
          assert.ok(
            edit.from >= 0 &&
              edit.to <= token.length &&
              CHANGED[rule]?.test(token.slice(edit.from, edit.to) + edit.insert),
          );
      }
    }
  });
});

test("applying what is sure enough is the first step of a fix", () => {
  forTexts(4, (text) => {
    const once = apply(
      text,
      checker.check(text).filter(({ suggestions }) => suggestions[0].applicability === "auto"),
    );
    assert.equal(checker.fix(once), checker.fix(text));
  });
});

test("a document has the diagnostics of its text, and says what changed", () => {
  forTexts(5, (start, random) => {
    let text = start;
    const document = checker.open(text);
    for (let edits = 0; edits < 6; edits++) {
      const [a, b] = [random(text.length + 1), random(text.length + 1)];
      const edit = {
        from: Math.min(a, b),
        to: random(2) ? Math.max(a, b) : Math.min(a, b),
        insert: random(2) ? randomText(random).slice(0, 12) : "",
      };
      const before = document.diagnostics();
      const { from, to, removed, added } = document.edit(edit);
      text = text.slice(0, edit.from) + edit.insert + text.slice(edit.to);
      const after = document.diagnostics();
      assert.deepEqual(after, checker.check(text));

      assert.ok(from <= edit.from && to >= mapped(edit.to, edit) && to <= text.length);
      const key = (diagnostic) => JSON.stringify(diagnostic);
      for (const old of removed)
        assert.ok(
          before.some((d) => key(d) === key(old)),
          `removed ${key(old)}`,
        );
      for (const one of added)
        assert.ok(
          after.some((d) => key(d) === key(one)),
          `added ${key(one)}`,
        );
      assert.equal(before.length - removed.length + added.length, after.length);
      for (const one of added) assert.ok(from <= one.from && one.to <= to, "what is new lies inside");
    }
  });
});

test("a long document has the diagnostics of its text, after pastes of pages and when all is undone", () => {
  const random = randomFrom(6);
  const page = () => Array.from({ length: 150 }, () => randomText(random)).join(random(2) ? "\n\n" : "\r\n");
  const start = page() + page();
  let text = start;
  const document = checker.open(text);
  const undo = [];
  const edit = (from, to, insert) => {
    undo.push(inverse({ from, to, insert }, text));
    document.edit({ from, to, insert });
    text = text.slice(0, from) + insert + text.slice(to);
    assert.deepEqual(document.diagnostics(), checker.check(text), `after ${JSON.stringify(undo.at(-1))}`);
  };
  for (let nth = 0; nth < 80; nth++) {
    const from = random(text.length + 1);
    const to = Math.min(text.length, from + (nth % 10 ? random(30) : random(20_000)));
    edit(from, to, nth % 8 ? randomText(random).slice(0, 20) : page());
  }
  for (const { from, to, insert } of undo.splice(0).reverse()) edit(from, to, insert);
  assert.equal(text, start);
});

test("packed diagnostics are the same, one by one", () => {
  forTexts(7, (text) => {
    const all = checker.check(text);
    const packed = checker.checkPacked(text);
    assert.equal(packed.length, all.length);
    assert.deepEqual([...packed], all);
    assert.deepEqual(packed.toArray(), all);
    assert.deepEqual(
      all.map((_, nth) => packed.at(nth)),
      all,
    );
    assert.deepEqual(packed.at(-1), all.at(-1));
    assert.equal(packed.at(all.length), undefined);
  });
});
