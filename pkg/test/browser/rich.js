// What holds in every rich-text editor, whose own model, history and formatting a fix must go through.

import assert from "node:assert/strict";
import { FOUND, laws } from "./laws.js";
import { eventually, onPage, REPAIRED, SENTENCE, settled } from "./support.js";

export const text = (page) => page.evaluate(() => model());
export const marks = (page) => page.evaluate(() => marks());
export const set = (page, text) => page.evaluate((text) => setText(text), text);
const write = (page, paragraphs) => page.evaluate((paragraphs) => write(paragraphs), paragraphs);
const focus = (page) => page.evaluate(() => focusEditor());
/** As a writer does; editors hear of it later. */
export const select = async (page, from, to = from) => {
  await page.evaluate(([from, to]) => select(from, to), [from, to]);
  await settled(page);
};
const selection = (page) => page.evaluate(() => selection());
const bold = (page) => page.evaluate(() => bold());

/** Two paragraphs, in which formatting cuts the words that ran together, or is all of them. */
const FORMATTED = [
  [
    ["They said that th", false],
    ["er", true],
    ["eare no plans for ", false],
    ["ameeting", true],
    [".", false],
  ],
  [
    ["There is a thef eed", false],
    ["back", true],
    [" and a ", false],
    ["traf fic", true],
    [" light.", false],
  ],
];
const BEFORE = { text: textOf(FORMATTED), bold: ["er", "ameeting", "back", "traf fic"] };
const AFTER = {
  text: "They said that there are no plans for a meeting.\nThere is a the feedback and a traffic light.",
  bold: ["er", "a meeting", "back", "traffic"],
};

function textOf(paragraphs) {
  return paragraphs.map((runs) => runs.map(([text]) => text).join("")).join("\n");
}

/**
 * @param {string} name of the page's script
 * @param {object} [options] of `onPage`
 */
export function richLaws(name, options) {
  const test = onPage(name, { timeout: 90_000, ...options });
  laws(test, {
    text,
    set,
    focus,
    select,
    selection,
    marks,
    hasLines: false,
    // Of a paragraph.
    edge: 1,
    respace: () => {},
    offered: (page) => page.evaluate(() => reattach(pasting)),
  });

  const look = async (page) => ({ text: await text(page), bold: await bold(page) });
  for (const [command, wanted] of [
    ["fixAll", 4],
    ["repair", 5],
  ])
    test(`“${command}” is one step of undo and of redo over paragraphs, and formatting stays`, async (page) => {
      await write(page, FORMATTED);
      await eventually(async () => (await marks(page)).length, 4);
      await focus(page);
      const count = await page.evaluate((command) => globalThis[command](), command);
      assert.ok(count >= wanted, String(count));
      assert.deepEqual(await look(page), AFTER);
      await eventually(() => marks(page), []);
      await page.keyboard.press("Control+z");
      await eventually(() => look(page), BEFORE);
      await page.keyboard.press("Control+Shift+z");
      await eventually(() => look(page), AFTER);
      await page.keyboard.press("Control+z");
      await eventually(() => look(page), BEFORE);
      await eventually(async () => (await marks(page)).length, 4);
    });

  test("a bold word that is cut stays bold, by its tooltip", async (page) => {
    await write(page, FORMATTED);
    await eventually(async () => (await marks(page)).length, 4);
    await select(page, textOf(FORMATTED).indexOf("ameeting") + 3);
    await page.keyboard.press("Control+.");
    await page.keyboard.press("Enter");
    const wanted = {
      text: BEFORE.text.replace("ameeting", "a meeting"),
      bold: ["er", "a meeting", "back", "traf fic"],
    };
    await eventually(() => look(page), wanted);
    await page.keyboard.type("X");
    await eventually(() => text(page), wanted.text.replace("a meeting", "a meXeting"));
    await page.keyboard.press("Control+z");
    await eventually(() => look(page), wanted);
    await page.keyboard.press("Control+z");
    await eventually(() => look(page), BEFORE);
  });

  test("a host that cannot reach its document has every fix typed where it belongs", async (page) => {
    const count = 6;
    await write(page, Array(count).fill(FORMATTED).flat());
    await page.evaluate(() => attachAsRegion());
    await eventually(async () => (await marks(page)).length, 4 * count);
    await focus(page);
    await page.evaluate(() => fixAll());
    // Who types meanwhile, or an editor that draws late, ends it: what is left is done the next time. On a busy machine that is
    // more than once, but of three times one does something.
    const wanted = Array(count).fill(AFTER.text).join("\n");
    for (let idle = 0, before = await text(page); before !== wanted && idle < 3; ) {
      await page.evaluate(() => fixAll());
      const now = await text(page);
      idle = now === before ? idle + 1 : 0;
      before = now;
    }
    assert.equal(await text(page), wanted);
    assert.deepEqual(await bold(page), Array(count).fill(AFTER.bold).flat());
  });

  test("who writes while all is being fixed loses nothing", async (page) => {
    await set(page, SENTENCE);
    await eventually(() => marks(page), FOUND);
    await select(page, SENTENCE.length);
    await page.evaluate(() => (globalThis.fixing = fixAll()));
    await page.keyboard.type(" More.");
    await page.evaluate(() => fixing);
    await eventually(async () => (await text(page)).replaceAll(" ", ""), `${SENTENCE} More.`.replaceAll(" ", ""));
    await page.evaluate(() => fixAll());
    await eventually(() => text(page), `${REPAIRED} More.`);
  });

  test("nothing is fixed while the editor is read-only", async (page) => {
    await set(page, SENTENCE);
    await eventually(() => marks(page), FOUND);
    await select(page, 18);
    await page.evaluate(() => setReadOnly(true));
    for (const command of ["fixAll", "repair"])
      assert.equal(await page.evaluate((command) => globalThis[command](), command), 0);
    await page.keyboard.press("Alt+Enter");
    await settled(page);
    assert.equal(await text(page), SENTENCE);
    assert.deepEqual(await marks(page), FOUND);
    await page.evaluate(() => setReadOnly(false));
    await focus(page);
    assert.ok((await page.evaluate(() => fixAll())) > 0);
    await eventually(() => text(page), REPAIRED);
  });

  test("destroying leaves nothing behind, and the editor works on", async (page) => {
    await set(page, SENTENCE);
    await eventually(() => marks(page), FOUND);
    await page.evaluate(() => detach());
    assert.deepEqual(await page.evaluate(() => left(region())), []);
    await select(page, SENTENCE.length);
    await page.keyboard.type(" More");
    await page.keyboard.press("Alt+Enter");
    await settled(page);
    assert.equal((await text(page)).replace(/\n$/, ""), `${SENTENCE} More`);
    assert.deepEqual(await marks(page), []);
  });

  test("an editor that ends takes the checking with it", async (page) => {
    await set(page, SENTENCE);
    await eventually(() => marks(page), FOUND);
    await select(page, 18);
    await page.keyboard.press("Control+.");
    await page.evaluate(() => end());
    await settled(page);
    assert.deepEqual(await page.evaluate(() => left(document.body)), []);
    assert.equal(await page.evaluate(() => fixAll()), 0);
  });

  return test;
}
