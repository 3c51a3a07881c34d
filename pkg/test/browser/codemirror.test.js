import assert from "node:assert/strict";
import { FOUND, laws } from "./laws.js";
import { eventually, HARD, inputMethod, onPage, REPAIRED, SENTENCE, settled } from "./support.js";

// CodeMirror writes its styles into an element.
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src data:; connect-src 'self'";
const test = onPage("codemirror", { policy });

const text = (page) => page.evaluate(() => view.state.doc.toString());
const set = (page, insert) => page.evaluate((insert) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert } }), insert);
const select = (page, anchor, head = anchor) => page.evaluate(([anchor, head]) => (view.focus(), view.dispatch({ selection: { anchor, head } })), [anchor, head]);
const selection = (page) => page.evaluate(() => [view.state.selection.main.anchor, view.state.selection.main.head]);
/** What is underlined, and from which offset on. */
const marks = (page, nth = 0) =>
  page.evaluate((nth) => [...document.querySelectorAll(".cm-editor")[nth].querySelectorAll(".cm-lintRange")].map((mark) => {
    const before = document.createRange();
    before.setStart(mark.closest(".cm-line"), 0);
    before.setEndBefore(mark);
    return `${before.toString().length} ${mark.textContent}`;
  }), nth);

laws(test, { text, set, select, selection, marks, focus: (page) => page.locator(".cm-content").click() });

test("fix all is one transaction", async (page) => {
  await page.locator(".cm-content").click();
  await page.keyboard.insertText(SENTENCE);
  await select(page, 40, 3);
  // Right away: it waits for the answer.
  assert.equal(await page.evaluate(() => fixAll()), 3);
  assert.equal(await text(page), REPAIRED);
  assert.deepEqual(await selection(page), [42, 3]);
  await eventually(() => marks(page), []);
  await page.keyboard.press("Control+z");
  assert.equal(await text(page), SENTENCE);
  await eventually(() => marks(page), FOUND);
});

test("the tooltip applies, ignores and adds words", async (page) => {
  await set(page, `${SENTENCE} Then thereare others, and November12 passes.`);
  await eventually(async () => (await marks(page)).length, 5);
  const act = async (word, name) => {
    await page.locator(".cm-lintRange", { hasText: word }).first().hover();
    await page.locator(".cm-tooltip-lint .cm-diagnosticAction", { hasText: name }).click();
  };
  await act("ameeting", "a meeting");
  await eventually(async () => (await text(page)).includes("for a meeting on"), true);
  await act("thereare", "Ignore here");
  await eventually(async () => (await marks(page)).map((mark) => mark.split(" ")[1]), ["November12", "thereare", "November12"]);
  await act("thereare", "Ignore everywhere");
  await eventually(() => marks(page), ["50 November12", "100 November12"]);
  await act("November12", "Add to dictionary");
  await eventually(() => marks(page), []);
  await eventually(() => page.evaluate(() => learned.at(-1)), { words: ["November12"], ignored: ["thereare"] });
});

test("what is pasted is underlined at once, over several lines", async (page, context) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.locator(".cm-content").click();
  await page.evaluate((text) => navigator.clipboard.writeText(text), `Now.\r\n${HARD}thereare plans.\nThey need ameeting`);
  await page.keyboard.press("Control+v");
  await eventually(() => marks(page), [`${HARD.length} thereare`, "10 ameeting"]);
});

test("nothing appears and nothing goes while an input method composes", async (page, context) => {
  const { compose, commit } = await inputMethod(context, page);
  await set(page, "They said that thereare plans.\n");
  await eventually(() => marks(page), ["15 thereare"]);
  await select(page, 31);
  await compose("あ");
  // Somebody else writes in the same text.
  await page.evaluate(() => view.dispatch({ changes: { from: 0, insert: "They need ameeting. " } }));
  for (const part of ["あm", "あme"]) await compose(part);
  await settled(page);
  assert.deepEqual(await marks(page), ["35 thereare"]);
  await commit("me");
  await eventually(() => marks(page), ["10 ameeting", "35 thereare"]);
});

test("answers that come late are moved with the text, never shown at other characters", async (page) => {
  // All in one task: the answers to the first edits come when the text is another.
  await page.evaluate((sentence) => {
    view.dispatch({ changes: { from: 0, insert: sentence } });
    view.dispatch({ changes: { from: 0, insert: "Now: " } });
    view.dispatch({ changes: { from: 25, insert: " " }, userEvent: "input.type" });
    view.dispatch({ changes: { from: 0, to: 5 } });
    globalThis.wrong = [];
    new MutationObserver(() => {
      for (const { textContent } of document.querySelectorAll(".cm-lintRange")) {
        if (!["ameeting", "November12"].includes(textContent)) wrong.push(textContent);
      }
    }).observe(view.dom, { childList: true, subtree: true, characterData: true });
  }, SENTENCE);
  await eventually(() => marks(page), ["38 ameeting", "50 November12"]);
  await settled(page);
  assert.deepEqual(await page.evaluate(() => wrong), []);
});

test("editors share the worker and its words, and end without a trace", async (page) => {
  await page.evaluate(() => (globalThis.other = make()));
  await set(page, SENTENCE);
  await page.evaluate((sentence) => other.dispatch({ changes: { from: 0, insert: sentence } }), SENTENCE);
  await eventually(() => marks(page), FOUND);
  await eventually(() => marks(page, 1), FOUND);
  assert.equal(page.workers().length, 1);
  await page.evaluate(() => checker.addWords(["thereare"]));
  await eventually(() => marks(page, 1), FOUND.slice(1));

  await page.evaluate(() => detach());
  await eventually(() => marks(page), []);
  assert.equal(await page.evaluate(() => fixAll()), 0);
  await set(page, `Now ${SENTENCE}`);
  await settled(page);
  assert.deepEqual(await marks(page), []);
  await page.evaluate(() => (attach(), other.destroy()));
  await eventually(() => marks(page), ["41 ameeting", "53 November12"]);
  assert.equal(await page.locator(".cm-tooltip, .cm-lint-marker").count(), 0);
});

test("a checker of the page itself will do", async (page) => {
  await page.evaluate(async () => (detach(), await attachInPage()));
  await set(page, SENTENCE);
  await eventually(() => marks(page), FOUND);
  assert.equal(await page.evaluate(() => fixAll()), 3);
  assert.equal(await text(page), REPAIRED);
});

test("an editor outlives its worker", async (page) => {
  await set(page, SENTENCE);
  await eventually(() => marks(page), FOUND);
  await page.evaluate(() => checker.terminate());
  await eventually(() => marks(page), []);
  await page.locator(".cm-content").click();
  await page.keyboard.type("More. ");
  assert.equal((await text(page)).length, SENTENCE.length + 6);
});
