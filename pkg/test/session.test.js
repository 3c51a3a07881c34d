// What the adapters share, in Node.

import assert from "node:assert/strict";
import * as fs from "node:fs";
import { after, test } from "node:test";
import { createChecker } from "unglue";
import { Session } from "unglue/session";
import { createWorkerChecker } from "unglue/worker";
import { randomFrom, randomText } from "./support/random.js";

/** “Fix all” is about all that is shown. */
const shared = createWorkerChecker({ fixConfidence: 0.8 });
after(() => shared.terminate());

/** A text in an editor without a window. */
function open(text, checker = shared) {
  const editor = { text };
  const session = new Session({ checker, text: () => editor.text, onChange() {} });
  const insert = (edits) => {
    for (const { from, to, insert } of edits.toReversed()) editor.text = editor.text.slice(0, from) + insert + editor.text.slice(to);
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

test("“fix all” is about what is chosen", async () => {
  const { editor, session, insert } = open("They said that thereare no plans for November12.");
  insert(await session.fixAll(({ rule }) => rule === "merged-number"));
  assert.equal(editor.text, "They said that thereare no plans for November 12.");
});

test("“fix all” is for a text that is the same at its end, and is checked", async () => {
  // A checker of the page itself waits until that has nothing else to do.
  const { editor, session } = open("They said that thereare no plans.", await createChecker());
  await session.checked();
  const answer = session.fixAll();
  // All is checked, so what is waited for now is the check of the mended text.
  await new Promise((resolve) => setImmediate(resolve));
  editor.text += "x";
  session.edit([{ from: editor.text.length - 1, to: editor.text.length - 1, insert: "x" }], { caret: null, typed: true });
  assert.equal(await answer, null);
  session.destroy();
  assert.equal(await session.fixAll(), null);
});
