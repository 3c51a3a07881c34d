import assert from "node:assert/strict";
import { eventually, HARD, inputMethod, onPage, REPAIRED, SENTENCE, settled } from "./support.js";

// Monaco sets styles, and has its icons as a font.
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:; connect-src 'self'; worker-src 'self'";
const test = onPage("monaco", { policy, loader: { ".ttf": "dataurl" }, entries: { "monaco.worker": "monaco-editor/editor/editor.worker.js" } });

const text = (page) => page.evaluate(() => editor.getValue());
const set = (page, value) => page.evaluate((value) => editor.setValue(value), value);
const select = (page, ...where) => page.evaluate((where) => select(...where), where);
const selection = (page) => page.evaluate(() => {
  const { startColumn, endColumn } = editor.getSelection();
  return [startColumn - 1, endColumn - 1];
});
const marks = (page) => page.evaluate(() => marks());
const FOUND = ["15 thereare", "37 ameeting", "49 November12"];

test("what is typed is underlined at the right characters once the caret has left it", async (page) => {
  await page.evaluate(() => editor.focus());
  await page.keyboard.insertText(HARD);
  await page.keyboard.type("They said that thereare");
  await settled(page);
  assert.deepEqual(await marks(page), [], "under the caret");
  await page.keyboard.type(" no plans.");
  await eventually(() => marks(page), [`${HARD.length + 15} thereare`]);
  await eventually(() => page.evaluate(() => painted()), 1);
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("🎉 ");
  await eventually(() => marks(page), [`${HARD.length + 18} thereare`]);
});

test("the caret need only leave: by key, or to another element", async (page) => {
  for (const leave of [() => page.keyboard.press("Home"), () => page.evaluate(() => document.activeElement.blur())]) {
    await set(page, "");
    await page.evaluate(() => editor.focus());
    await page.keyboard.type("They said thereare");
    await settled(page);
    assert.deepEqual(await marks(page), []);
    await leave();
    await eventually(() => marks(page), ["10 thereare"]);
  }
});

test("a fix is one step of undo, and keeps the selection", async (page) => {
  await set(page, SENTENCE);
  await eventually(() => marks(page), FOUND);
  await select(page, 18);
  await page.keyboard.press("Alt+Enter");
  assert.equal(await text(page), SENTENCE.replace("thereare", "there are"));
  assert.deepEqual(await selection(page), [18, 18]);
  await page.keyboard.type("x");
  await page.keyboard.press("Control+z");
  assert.equal(await text(page), SENTENCE.replace("thereare", "there are"));
  await page.keyboard.press("Control+z");
  assert.equal(await text(page), SENTENCE);
  await eventually(() => marks(page), FOUND);
});

test("fix all is one transaction, with either line end", async (page) => {
  for (const end of ["\n", "\r\n"]) {
    await set(page, `First.${end}${SENTENCE}${end}They need ameeting.`);
    // Right away: it waits for the answer.
    assert.equal(await page.evaluate(() => fixAll()), 4);
    assert.equal(await text(page), `First.${end}${REPAIRED}${end}They need a meeting.`);
    await eventually(() => marks(page), []);
    await page.evaluate(() => editor.trigger("test", "undo"));
    assert.equal(await text(page), `First.${end}${SENTENCE}${end}They need ameeting.`);
    await eventually(async () => (await marks(page)).length, 4);
  }
  await page.evaluate(() => editor.getModel().setEOL(monaco.editor.EndOfLineSequence.LF));
  await eventually(async () => (await marks(page)).at(-1), `${7 + SENTENCE.length + 1 + 10} ameeting`);
  await page.evaluate(() => editor.updateOptions({ readOnly: true }));
  assert.equal(await page.evaluate(() => fixAll()), 0);
});

test("code actions apply, ignore and add words", async (page) => {
  await set(page, `${SENTENCE} Then thereare others.`);
  await eventually(async () => (await marks(page)).length, 4);
  const act = async (at, name) => {
    await select(page, at);
    await page.keyboard.press("Control+.");
    await page.locator(".action-widget .monaco-list-row", { hasText: name }).click();
  };
  await act(39, "a meeting");
  await eventually(async () => (await text(page)).includes("for a meeting on"), true);
  await eventually(async () => (await marks(page)).length, 3);
  await act(17, "Ignore");
  await eventually(() => marks(page), ["50 November12"]);
  await act(53, "Add to dictionary");
  await eventually(() => marks(page), []);
  await eventually(() => page.evaluate(() => learned.at(-1)), { words: ["November12"], ignored: ["thereare"] });
});

test("what is pasted is underlined at once", async (page, context) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate(() => editor.focus());
  await page.evaluate((text) => navigator.clipboard.writeText(text), `${HARD}thereare plans.\nThey need ameeting`);
  await page.keyboard.press("Control+v");
  await eventually(() => marks(page), [`${HARD.length} thereare`, `${HARD.length + 26} ameeting`]);
});

test("nothing appears while an input method composes", async (page, context) => {
  const { compose, commit } = await inputMethod(context, page);
  await set(page, "They said that thereare plans. ");
  await eventually(() => marks(page), ["15 thereare"]);
  await select(page, 31);
  for (const part of ["あ", "ameeting", "ameeting on"]) await compose(part);
  await settled(page);
  assert.deepEqual(await marks(page), ["15 thereare"]);
  await commit("ameeting on");
  await eventually(() => marks(page), ["15 thereare", "31 ameeting"]);
});

test("it follows the editor to another model, and ends without a trace", async (page) => {
  await set(page, SENTENCE);
  await eventually(() => marks(page), FOUND);
  await page.evaluate((text) => {
    globalThis.first = editor.getModel();
    editor.setModel(monaco.editor.createModel(text, "markdown"));
  }, `Now ${SENTENCE}`);
  await eventually(() => marks(page), ["19 thereare", "41 ameeting", "53 November12"]);
  assert.equal(await page.evaluate(() => monaco.editor.getModelMarkers({ resource: first.uri }).length), 0);
  await page.evaluate(() => detach());
  assert.deepEqual(await marks(page), []);
  await page.evaluate(() => editor.focus());
  await page.keyboard.type("More. ");
  await settled(page);
  assert.deepEqual(await marks(page), []);
  await page.evaluate(() => attach());
  await eventually(async () => (await marks(page)).length, 3);
  await page.evaluate(() => (editor.getModel().dispose(), editor.dispose()));
  await settled(page);
});
