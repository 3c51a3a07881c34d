// What holds in every editor of plain text, in the words of that editor.

import assert from "node:assert/strict";
import { FAULTY, FIXED } from "../support/respacing.js";
import { eventually, HARD, inputMethod, SENTENCE, settled } from "./support.js";

/** What is found in SENTENCE, and from which offset on. */
export const FOUND = ["15 thereare", "37 ameeting", "49 November12"];

/** What is pasted, and what a repair makes of it. */
export const PASTED = "The interna tional fair, and thef eedback.";
export const PASTED_REPAIRED = "The international fair, and the feedback.";
/** What is worth an offer that is shown. */
export const RUINED = "The interna tional fair, and thef eedback: thereare no plans for ameeting.";
export const RUINED_REPAIRED = "The international fair, and the feedback: there are no plans for a meeting.";
/** What was offered, as a page tells it. */
export const offersOf = () => offers.map(({ repairs }) => repairs.map(({ from, token }) => `${from} ${token}`));

/**
 * @param {Function} test
 * @param {object} editor each takes a page
 * @param {(page: object) => Promise<string>} editor.text
 * @param {(page: object, text: string) => Promise<void>} editor.set as a script of the page would
 * @param {(page: object) => Promise<void>} editor.focus
 * @param {(page: object, from: number, to?: number) => Promise<void>} editor.select
 * @param {(page: object) => Promise<(number | string)[]>} editor.selection
 * @param {(page: object) => Promise<string[]>} editor.marks
 * @param {(page: object) => Promise<void>} editor.respace attaches the checker of `support/respacing.js`
 * @param {boolean} [editor.hasLines] whether a text can have more than one line
 * @param {number} [editor.edge] how many characters stand before the text where it is checked
 * @param {(page: object) => Promise<void>} editor.offered attaches with `pasting`, whose `onPaste` puts what is offered into `offers`
 */
export function laws(
  test,
  { text, set, focus, select, selection, marks, respace, offered, hasLines = true, edge = 0 },
) {
  test("what is typed is underlined at the right characters once the caret has left it", async (page) => {
    await set(page, "");
    await focus(page);
    await page.keyboard.insertText(HARD);
    await page.keyboard.type("They said that thereare");
    await settled(page);
    assert.deepEqual(await marks(page), [], "under the caret");
    await page.keyboard.type(" no plans.");
    await eventually(() => marks(page), [`${HARD.length + 15} thereare`]);
    // It moves with the text before it.
    await page.keyboard.press("Control+Home");
    await page.keyboard.type("🎉");
    // Slate follows the selection of the page 100 ms later, and loses a key that comes before: as the page counts them.
    await settled(page);
    await page.evaluate(() => new Promise((done) => setTimeout(done, 150)));
    await page.keyboard.type(" ");
    await eventually(() => marks(page), [`${HARD.length + 18} thereare`]);
    await settled(page);
    assert.deepEqual(await marks(page), [`${HARD.length + 18} thereare`]);
  });

  test("the caret need only leave: by key, or to another element", async (page) => {
    for (const leave of [() => page.keyboard.press("Home"), () => page.evaluate(() => document.activeElement.blur())]) {
      await set(page, "");
      await focus(page);
      await page.keyboard.type("They said thereare");
      await settled(page);
      assert.deepEqual(await marks(page), []);
      await leave();
      await eventually(() => marks(page), ["10 thereare"]);
      await select(page, 18);
      await settled(page);
      assert.deepEqual(await marks(page), ["10 thereare"], "who comes back does not hide it");
    }
  });

  test("a fix is one step of undo, and keeps the caret", async (page) => {
    await set(page, "");
    await focus(page);
    await page.keyboard.insertText(SENTENCE);
    await eventually(() => marks(page), FOUND);
    await select(page, 18);
    await page.keyboard.press("Alt+Enter");
    await eventually(() => text(page), SENTENCE.replace("thereare", "there are"));
    assert.deepEqual((await selection(page)).slice(0, 2), [18, 18]);
    await page.keyboard.type("x");
    await page.keyboard.press("Control+z");
    await eventually(() => text(page), SENTENCE.replace("thereare", "there are"));
    await page.keyboard.press("Control+z");
    await eventually(() => text(page), SENTENCE);
    await eventually(() => marks(page), FOUND);
  });

  if (hasLines)
    test("what puts in, takes out and replaces is one step of undo, and keeps the caret", async (page) => {
      await set(page, "");
      await respace(page);
      await focus(page);
      await page.keyboard.insertText(FAULTY);
      // The third one goes over a line end, where some editors draw two pieces.
      const found = async () => (await marks(page)).slice(0, 2);
      await eventually(found, ["10 thereare", "24 feed back"]);
      // In the line that the fix makes one.
      await select(page, FAULTY.indexOf("some") + 2);
      const [caret] = await selection(page);
      await page.keyboard.press("Control+Shift+Enter");
      await eventually(() => text(page), FIXED);
      assert.deepEqual((await selection(page)).slice(0, 2), [caret + 1, caret + 1]);
      await eventually(() => marks(page), []);
      await page.keyboard.press("Control+z");
      await eventually(() => text(page), FAULTY);
      await eventually(found, ["10 thereare", "24 feed back"]);
      await select(page, FAULTY.indexOf("back"));
      await page.keyboard.press("Alt+Enter");
      await eventually(() => text(page), FAULTY.replace("feed back", "feedback"));
      await page.keyboard.press("Control+z");
      await eventually(() => text(page), FAULTY);
    });

  test("a space that is missing at the edge of what is underlined is put in like others", async (page) => {
    await set(page, "");
    await focus(page);
    await page.keyboard.insertText("Well,thereare no plans,thatanyof us know.");
    const found = ["0 Well,", "5 thereare", "17 plans,", "23 thatanyof"];
    await eventually(() => marks(page), found);
    await select(page, 5);
    await page.keyboard.type(" ");
    await page.keyboard.press("Control+End");
    await eventually(() => marks(page), ["6 thereare", "18 plans,", "24 thatanyof"]);
    await page.keyboard.press("Control+Shift+Enter");
    await eventually(() => text(page), "Well, there are no plans, that any of us know.");
    await eventually(() => marks(page), []);
  });

  test("what is pasted is underlined at once", async (page, context) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await set(page, "");
    await focus(page);
    await page.evaluate((text) => navigator.clipboard.writeText(text), `${HARD}thereare plans. They need ameeting`);
    await page.keyboard.press("Control+v");
    await eventually(() => marks(page), [`${HARD.length} thereare`, `${HARD.length + 26} ameeting`]);
  });

  test("the repair of what was pasted is offered, never made unasked, and is one step of undo", async (page, context) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const before = "They said twoleaders met. ";
    await set(page, before);
    await offered(page);
    await focus(page);
    await select(page, before.length);
    await page.evaluate((text) => navigator.clipboard.writeText(text), PASTED);
    await page.keyboard.press("Control+v");
    const found = [`${edge + before.length + 4} interna tional`, `${edge + before.length + 29} thef eedback`];
    await eventually(() => page.evaluate(offersOf), [found]);
    await settled(page);
    assert.equal(await text(page), before + PASTED);
    // It moves with the text.
    await page.keyboard.press("Control+Home");
    await page.keyboard.type("x ");
    assert.equal(await page.evaluate(() => offers[0].repair()), 3);
    assert.equal(await text(page), `x ${before}${PASTED_REPAIRED}`);
    await page.keyboard.press("Control+z");
    assert.equal(await text(page), `x ${before}${PASTED}`);
    // What is pasted later is offered in its place; what is right is not.
    await select(page, 0);
    await page.evaluate(() => navigator.clipboard.writeText("It was right. "));
    await page.keyboard.press("Control+v");
    await settled(page);
    assert.equal(await page.evaluate(() => offers.length), 1);
    assert.equal(await page.evaluate(() => offers[0].repair()), 0);
  });

  test("the offer to repair a paste is shown beside it, is taken by keys, and gives the focus back", async (page, context) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const paste = async (pasted) => {
      await page.evaluate((pasted) => navigator.clipboard.writeText(pasted), pasted);
      await page.keyboard.press("Control+v");
    };
    /** What it says, in whatever frame it is. */
    const shown = async () => {
      const texts = page.frames().map((frame) => frame.locator(".unglue-tooltip [role=status]").allInnerTexts());
      return (await Promise.all(texts)).flat().map((text) => text.replace(/\d+/, "N"));
    };
    const says = ["N places in what was pasted can be repaired."];
    await set(page, "So. ");
    await page.evaluate(() => (globalThis.pasting = { checkOnPaste: true }));
    await offered(page);
    await focus(page);
    await select(page, 4);
    await paste(RUINED);
    await eventually(shown, says);
    assert.equal(await text(page), `So. ${RUINED}`);
    await page.keyboard.type("!");
    await settled(page);
    assert.deepEqual(await shown(), says, "it stays while somebody writes");
    await page.keyboard.press("Control+.");
    await page.keyboard.press("Enter");
    await eventually(() => text(page), `So. ${RUINED_REPAIRED}!`);
    await eventually(shown, []);
    await page.keyboard.type("?");
    await eventually(() => text(page), `So. ${RUINED_REPAIRED}!?`);
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+z");
    await eventually(() => text(page), `So. ${RUINED}!`);
    // It is left.
    await set(page, "So. ");
    await select(page, 4);
    await paste(RUINED);
    await eventually(shown, says);
    await page.keyboard.press("Escape");
    await eventually(shown, []);
    assert.equal(await text(page), `So. ${RUINED}`);
    // It is taken back, and what is pasted instead is not worth an offer.
    await set(page, "So. ");
    await select(page, 4);
    await paste(RUINED);
    await eventually(shown, says);
    await set(page, "So. ");
    await eventually(shown, []);
    await select(page, 4);
    await paste(PASTED);
    await settled(page);
    assert.deepEqual(await shown(), []);
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
}
