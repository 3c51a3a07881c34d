// An <input> of type text or search: what holds of every editor, and what its one line makes different.

import assert from "node:assert/strict";
import { marks, offered, select, selection, set, text } from "./control.js";
import { FOUND, laws } from "./laws.js";
import { eventually, onPage, REPAIRED, SENTENCE, settled } from "./support.js";

const test = onPage("input");

laws(test, {
  text,
  set,
  select,
  selection,
  marks,
  hasLines: false,
  offered,
  focus: (page) => page.locator("input").click(),
});

/**
 * How far the middle of each mark is from the character in its middle, as the browser places it, and from the middle of the
 * box without its padding; in characters and pixels.
 */
const errors = (page) =>
  page.evaluate(() =>
    drawn().map(({ from, text, boxes: [{ left, top, width, height }] }) => {
      const { top: above, bottom: below } = area.getBoundingClientRect();
      const at = document.caretPositionFromPoint(left + width / 2, (above + below) / 2).offset;
      const style = getComputedStyle(area);
      const [before, behind] = ["Top", "Bottom"].map((side) =>
        ["padding", "border"].reduce(
          (sum, what) => sum + parseFloat(style[`${what}${side}${what === "border" ? "Width" : ""}`]),
          0,
        ),
      );
      const scale = area.getBoundingClientRect().height / area.offsetHeight;
      const middle = (above + below + (before - behind) * scale) / 2;
      return { characters: Math.abs(at - from - text.length / 2), pixels: Math.abs(top + height / 2 - middle) };
    }),
  );
const isRight = async (page) =>
  (await errors(page)).every(({ characters, pixels }) => characters <= 1 && pixels <= 1.5);

test("underlines lie under their words in boxes of any height, alignment, direction and type", async (page) => {
  await set(page, "It is ofany use.");
  await eventually(() => marks(page), ["6 ofany"]);
  const styles = [
    {},
    { height: "80px", padding: "3px 20px 17px 40px" },
    { textAlign: "center", borderWidth: "1px 9px 4px 2px" },
    { textAlign: "right", lineHeight: "3" },
    { lineHeight: "0.5", fontSize: "31px" },
    { textIndent: "60px", letterSpacing: "4px", transform: "scale(0.8)" },
    { boxSizing: "border-box", width: "411.5px", font: "19px serif" },
  ];
  for (const style of styles) {
    await page.evaluate((style) => {
      area.removeAttribute("style");
      Object.assign(area.style, { width: "30em", font: "16px monospace" }, style);
    }, style);
    await settled(page);
    assert.ok(await isRight(page), `${JSON.stringify(style)}: ${JSON.stringify(await errors(page))}`);
  }
  await page.evaluate(() => (area.type = "search"));
  await settled(page);
  assert.ok(await isRight(page));
});

test("a text that is longer than its box scrolls, and what is beyond the box is not drawn", async (page) => {
  await set(page, `${"word ".repeat(40)}thereare plans ofany kind`);
  await page.evaluate(() => (area.style.padding = "2px 50px"));
  await page.locator("input").focus();
  await page.keyboard.press("End");
  await page.keyboard.type(". ");
  await eventually(() => marks(page), ["200 thereare", "215 ofany"]);
  assert.ok(await page.evaluate(() => area.scrollLeft > 500));
  await eventually(() => isRight(page), true);
  await page.evaluate(() => (area.scrollLeft = 0));
  await settled(page);
  const clip = await page.evaluate(() => layer().querySelector(".unglue-content").style.clipPath);
  assert.equal(clip, "inset(0px 50px)");
  const isBeyond = () => page.evaluate(() => drawn()[0].boxes[0].left > area.getBoundingClientRect().right);
  await eventually(isBeyond, true);
});

test("“fix all” is one step of undo, and Enter still sends the form", async (page) => {
  await set(page, "");
  await page.locator("input").focus();
  await page.keyboard.insertText(SENTENCE);
  await eventually(() => marks(page), FOUND);
  await page.keyboard.press("Control+Shift+Enter");
  await eventually(() => text(page), REPAIRED);
  await page.keyboard.press("Control+z");
  assert.equal(await text(page), SENTENCE);
  await page.evaluate(() => {
    globalThis.sent = 0;
    area.form.onsubmit = (event) => (event.preventDefault(), globalThis.sent++);
  });
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => sent), 1);
});

test("what is marked is told, with its text, for a list beside it", async (page) => {
  await page.evaluate(() => {
    attached.destroy();
    globalThis.told = [];
    const onMarks = (marks, text) => told.push(marks.map(({ from, to }) => text.slice(from, to)));
    globalThis.attached = attach(area, { onMarks });
  });
  await set(page, SENTENCE);
  await eventually(() => page.evaluate(() => told.at(-1)), ["thereare", "ameeting", "November12"]);
  await page.evaluate(() => attached.fixAll());
  await eventually(() => page.evaluate(() => told.at(-1)), []);
});

test("an input that becomes a password is left alone, and others are refused with a reason", async (page) => {
  await set(page, SENTENCE);
  await eventually(() => marks(page), FOUND);
  await page.evaluate(() => (area.type = "password"));
  await page.evaluate(() => attached.refresh());
  await page.locator("input").focus();
  await page.keyboard.press("End");
  await page.keyboard.type(" twoleaders met");
  await eventually(() => marks(page), []);
  assert.equal(await page.evaluate(() => attached.fixAll()), 0);
  assert.equal(await text(page), `${SENTENCE} twoleaders met`);
  const refused = (html) =>
    page.evaluate((html) => {
      const box = document.createElement("div");
      box.innerHTML = html;
      try {
        attach(box.firstChild);
        return "";
      } catch ({ name, message }) {
        return `${name}: ${message}`;
      }
    }, html);
  for (const type of ["email", "password", "url", "number", "date"])
    assert.equal(
      await refused(`<input type="${type}">`),
      `TypeError: unglue leaves an <input> of type ${type} alone: give it one of type text or search`,
    );
  assert.match(await refused("<p>"), /^TypeError: unglue checks no <p> as a field/);
  assert.match(await refused(""), /^TypeError: unglue needs a <textarea>/);
});
