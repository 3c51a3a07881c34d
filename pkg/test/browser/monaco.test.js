import assert from "node:assert/strict";
import { FOUND, laws } from "./laws.js";
import { IN_OTHER_WORDS, REPAIRED, SENTENCE, eventually, onPage, settled } from "./support.js";

// Monaco sets styles, and has its icons as a font.
const policy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:; connect-src 'self'; worker-src 'self'";
const test = onPage("monaco", {
  policy,
  loader: { ".ttf": "dataurl" },
  entries: { "monaco.worker": "monaco-editor/editor/editor.worker.js" },
});

const text = (page) => page.evaluate(() => editor.getValue());
const set = (page, value) => page.evaluate((value) => editor.setValue(value), value);
const select = (page, ...where) => page.evaluate((where) => select(...where), where);
const selection = (page) =>
  page.evaluate(() => {
    const { startColumn, endColumn } = editor.getSelection();
    return [startColumn - 1, endColumn - 1];
  });
const marks = (page) => page.evaluate(() => marks());

const respace = (page) => page.evaluate(() => (detach(), void attach({ checker: respacing })));
const offered = (page) => page.evaluate(() => (detach(), void attach(pasting)));

laws(test, {
  text,
  set,
  select,
  selection,
  marks,
  respace,
  offered,
  focus: (page) => page.evaluate(() => editor.focus()),
});

test("what is found is painted", async (page) => {
  await set(page, SENTENCE);
  await eventually(() => marks(page), FOUND);
  await eventually(() => page.evaluate(() => painted()), 3);
});

test("a space that goes is drawn, moves with its word, and is gone once it is mended", async (page) => {
  await set(page, "He was g oing home.\nThen they went to thef eedback.");
  const drawn = () =>
    page.evaluate(() => {
      const model = editor.getModel();
      const all = model.getAllDecorations().filter(({ options }) => options.inlineClassName === "unglue-removal");
      return all.map(({ range }) => model.getOffsetAt(range.getStartPosition())).sort((a, b) => a - b);
    });
  await eventually(drawn, [8, 42]);
  const spaces = page.locator(".view-lines .unglue-removal");
  await eventually(() => spaces.count(), 2);
  const colour = () => spaces.first().evaluate((space) => getComputedStyle(space).backgroundColor);
  assert.notEqual(await colour(), "rgba(0, 0, 0, 0)");
  // A place that is mended, and one that moves.
  await select(page, 0);
  await page.keyboard.type("So ");
  await eventually(drawn, [11, 45]);
  await select(page, 10);
  assert.equal(await page.evaluate(() => fixAtCaret()), true);
  await eventually(drawn, [44]);
  await page.evaluate(() => detach());
  assert.deepEqual(await drawn(), []);
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
  await act(17, "Ignore here");
  await eventually(() => marks(page), ["50 November12", "79 thereare"]);
  await act(81, "Ignore everywhere");
  await eventually(() => marks(page), ["50 November12"]);
  await act(53, "Add to dictionary");
  await eventually(() => marks(page), []);
  await eventually(() => page.evaluate(() => learned.at(-1)), { words: ["November12"], ignored: ["thereare"] });
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

test("two editors with one model share its checking: each fault has one marker, and is fixed once", async (page) => {
  await set(page, SENTENCE);
  await page.evaluate(() => share());
  await eventually(() => marks(page), FOUND);
  await select(page, 39);
  await page.keyboard.press("Control+.");
  const fix = page.locator(".action-widget .monaco-list-row", { hasText: "a meeting" });
  await fix.waitFor();
  assert.equal(await fix.count(), 1);
  await fix.click();
  await eventually(() => text(page), SENTENCE.replace("ameeting", "a meeting"));
  // Both at once: who comes second finds nothing left.
  const counts = await page.evaluate(() => Promise.all([fixAll(), otherAttached.fixAll()]));
  assert.equal(await text(page), REPAIRED);
  assert.deepEqual(counts, [2, 0]);
  await page.evaluate(() => editor.trigger("test", "undo"));
  await eventually(async () => (await marks(page)).length, 2);
});

test("of two editors with one model either may go first", async (page) => {
  await set(page, SENTENCE);
  await page.evaluate(() => share());
  await eventually(() => marks(page), FOUND);
  await page.evaluate(() => detach());
  assert.deepEqual(await marks(page), FOUND);
  await page.evaluate(() => other.focus());
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("Now ofany other. ");
  await eventually(async () => (await marks(page))[0], "4 ofany");
  await page.evaluate(() => attach());
  await page.evaluate(() => other.dispose());
  await page.evaluate(() => (editor.focus(), editor.setPosition({ lineNumber: 1, column: 6 })));
  assert.equal(await page.evaluate(() => fixAtCaret()), true);
  assert.ok((await text(page)).startsWith("Now of any other."));
  await page.evaluate(() => (share(), editor.getModel().dispose()));
  await settled(page);
  assert.equal(await page.evaluate(() => fixAll()), 0);
});

test("nothing is fixed in an editor that is read only", async (page) => {
  await set(page, SENTENCE);
  await page.evaluate(() => (share(), editor.updateOptions({ readOnly: true })));
  await eventually(() => marks(page), FOUND);
  await select(page, 39);
  assert.deepEqual(await page.evaluate(async () => [fixAtCaret(), await fixAll()]), [false, 0]);
  assert.equal(await text(page), SENTENCE);
  // Its neighbour with the same model is not.
  assert.equal(await page.evaluate(() => otherAttached.fixAll()), 3);
  assert.equal(await text(page), REPAIRED);
});

test("`protect` gets the model as well, and an editor that is marked as not to be checked is left alone", async (page) => {
  await set(page, `${SENTENCE}\n${SENTENCE}`);
  await page.evaluate(() => {
    detach();
    attach({ protect: (text, model) => [[model.getOffsetAt({ lineNumber: 2, column: 1 }), text.length]] });
  });
  await eventually(() => marks(page), FOUND);
  assert.equal(await page.evaluate(() => fixAll()), 3);
  assert.equal(await text(page), `${REPAIRED}\n${SENTENCE}`);
  await page.evaluate(() => {
    detach();
    document.querySelector("main").dataset.unglue = "off";
    attach();
  });
  await settled(page);
  assert.deepEqual(await marks(page), []);
  assert.equal(await page.evaluate(() => fixAll()), 0);
});

test("of thousands of faults those near to what can be seen have markers", async (page) => {
  await set(page, "They said that thereare no plans.\n".repeat(1500));
  await eventually(async () => (await marks(page)).length, 500);
  await page.evaluate(() => editor.revealLine(1200));
  await eventually(async () => (await marks(page)).includes(`${34 * 1199 + 15} thereare`), true);
  assert.equal(await page.evaluate(() => fixAll()), 1500);
  await eventually(async () => (await marks(page)).length, 0);
});

test("a host has its own words for what is shown", async (page) => {
  await page.evaluate(() => (detach(), void attach({ messages })));
  await set(page, "We saw th edog run.");
  await eventually(() => marks(page), ["7 th edog"]);
  const [{ message }, label] = await page.evaluate(() => [
    monaco.editor.getModelMarkers({}).map(({ message }) => ({ message }))[0],
    editor.getAction("unglue.fixAll").label,
  ]);
  assert.deepEqual([message, label], [IN_OTHER_WORDS.split("|")[0], "Alles"]);
});
