// Underlines stand at the right characters, whatever the textarea looks like and wherever it is: the browser is asked which
// character it has there.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { eventually, HARD, onPage, SENTENCE } from "./support.js";

const test = onPage("textarea");

/** Words of all lengths with a fault now and then, so that lines break everywhere. */
function prose(length, paragraph) {
  const words =
    "The quick brown foxes jumped over a lazy dog while nobody in the old town was looking at them, not even the mayor.".split(
      " ",
    );
  let text = "";
  for (let nth = 0, line = 0; text.length < length; nth++) {
    const word =
      nth % 37 === 20 ? "thereare" : nth % 53 === 30 ? "November12" : words[(nth * 7 + (nth >> 3)) % words.length];
    text += `${word} `;
    if (text.length - line > paragraph) {
      text = `${text.trimEnd()}${nth % 3 === 0 ? "\n" : "\n\n"}`;
      line = text.length;
    }
  }
  return text;
}

const open = async (page, html, text) => {
  await page.evaluate(
    ([html, text]) => {
      attached.destroy();
      document.querySelector("main").innerHTML = html;
      // The page's policy allows no style attributes.
      for (const element of document.querySelectorAll("[data-style]")) element.style.cssText = element.dataset.style;
      globalThis.area = document.querySelector("#field");
      area.value = text;
      globalThis.attached = attach(area);
    },
    [html, text],
  );
  await page.waitForFunction(() => drawn().length > 0);
  await settled(page);
};
const settled = (page) => page.evaluate(() => globalThis.settled());

/** Returns what is drawn at another place than the browser's own, and how much of what is drawn can be seen. */
const compare = (page) =>
  page.evaluate(() => {
    let seen = 0;
    const wrong = [];
    for (const { from, text, boxes } of drawn()) {
      const [{ left, top, width, height }] = boxes;
      const [x, y] = [left + width / 2, top + height / 2];
      if (boxes.length > 1 || document.elementFromPoint(x, y) !== area) continue;
      seen += 1;
      const { offset } = document.caretPositionFromPoint(x, y);
      // In the middle of the word, give or take letters of different widths.
      if (Math.abs(offset - from - text.length / 2) > 1.5) wrong.push(`${text} at ${from}: ${offset}`);
    }
    return { seen: seen > 0, wrong };
  });
const RIGHT = { seen: true, wrong: [] };

const field = (attributes = "", style = "") =>
  `<textarea id="field" ${attributes} data-style="width: 400px; height: 160px; ${style}"></textarea>`;
const LOOKS = {
  "a plain one": field(),
  "a proportional font, a fraction of a line and of a width": field(
    "",
    "width: 333.37px; font: 17.3px/1.37 serif; letter-spacing: 0.13px; padding: 3.3px 7.7px; border: 1.5px solid",
  ),
  "a border box": field("", "box-sizing: border-box; width: 41.7%; padding: 11px; border: 5px solid"),
  "tabs and indents": field("", "tab-size: 7; text-indent: 37px; white-space: pre-wrap"),
  "justified text": field("", "text-align: justify; font: 15px sans-serif"),
  "from right to left": field('dir="rtl"'),
  "a direction that the text decides": field('dir="auto"'),
  "lines that are not wrapped": field('wrap="off"'),
  "words that break anywhere": field("", "word-break: break-all; font: 14px sans-serif"),
  "no scrollbar": field("", "scrollbar-width: none; font: 15px sans-serif"),
  "scaled by a parent": `<div data-style="transform: scale(1.6); transform-origin: 0 0">${field()}</div>`,
  "rotated by a parent": `<div data-style="transform: rotate(7deg); width: 450px; margin: 80px">${field()}</div>`,
  "transformed itself": `<p>Above</p>${field("", "transform: rotate(4deg) scale(0.9); transform-origin: 10px 20px; rotate: 3deg; margin: 60px")}`,
  "zoomed by a parent": `<div data-style="zoom: 1.45">${field("", "font: 15px sans-serif")}</div>`,
  "zoomed itself": `<p>Above</p>${field("", "zoom: 1.3; font: 15px sans-serif")}`,
  "a flex item": `<div data-style="display: flex; gap: 20px; justify-content: space-between; padding: 13px"><b>Left</b>${field("", "flex: 1")}<b>Right</b></div>`,
  "a grid item": `<div data-style="display: grid; grid-template-columns: 1fr 2fr 1fr; gap: 9px; position: relative">${field("", "grid-column: 2; width: auto")}</div>`,
  "in a positioned scroller": `<div data-style="position: relative; overflow: auto; height: 150px; width: 380px; border: 3px solid"><p>Above</p>${field()}</div>`,
  "in a scroller": `<div data-style="overflow: auto; height: 150px; width: 380px; border: 3px solid"><p>Above</p>${field()}</div>`,
  "fixed to the window": field("", "position: fixed; right: 31px; bottom: 17px"),
  "in a table": `<table data-style="border-spacing: 13px"><tr><td>Left</td><td>${field()}</td></tr></table>`,
  "in vertical lines": field("", "writing-mode: vertical-rl; font: 15px sans-serif"),
};

for (const [what, html] of Object.entries(LOOKS)) {
  test(`underlines are right: ${what}`, async (page) => {
    await open(page, html, `\t${HARD}${SENTENCE}\n\n${prose(30_000, 700)}\n\tindented, thereare more\n`);
    await eventually(() => compare(page), RIGHT);
    for (const part of [0.3, 1, 0.71]) {
      await page.evaluate((part) => {
        area.scrollTop = part * (area.scrollHeight - area.clientHeight);
        area.scrollLeft =
          part *
          (area.scrollWidth - area.clientWidth) *
          (getComputedStyle(area).writingMode === "vertical-rl" ? -1 : area.wrap === "off" ? 0 : 1);
      }, part);
      await settled(page);
      await eventually(async () => (await compare(page)).wrong, []);
    }
    await eventually(async () => (await compare(page)).wrong, []);
  });
}

test("underlines are right in a paragraph without an end, and wherever it is edited", async (page) => {
  await open(page, field("", "font: 15px sans-serif"), prose(60_000, Infinity));
  for (const [part, key] of [
    [0.5, "x"],
    [0.01, "a longer insertion that moves all lines behind it, and thereare more "],
    [0.8, ""],
    [0.4, "\n"],
  ]) {
    await page.evaluate(
      ([part, key]) => {
        area.focus();
        const at = Math.round(part * area.value.length);
        area.setSelectionRange(at, key === "" ? at + 3000 : at);
      },
      [part, key],
    );
    if (key === "") await page.keyboard.press("Delete");
    else await page.keyboard.insertText(key);
    for (const scroll of [0.2, 0.55, 1]) {
      await page.evaluate((scroll) => (area.scrollTop = scroll * area.scrollHeight), scroll);
      await settled(page);
      await eventually(() => compare(page), RIGHT);
    }
  }
});

/** Puts the field into such a page, and waits until its marks are drawn rightly. */
const short = `${SENTENCE} And more, thereare others, with ameeting.`;
const openShort = async (page, html) => {
  await open(page, html, short);
  await eventually(() => compare(page), RIGHT);
};
/** What a page may do, and no event tells of. */
const FOLLOWED = {
  "an ancestor is moved": () =>
    Object.assign(document.querySelector("#around").style, { position: "relative", left: "93px" }),
  "the field gets another margin": () => (area.style.marginLeft = "77px"),
  "what stands before it grows": () => (document.querySelector("#before").style.padding = "31px"),
  "an ancestor gets a class": () => document.querySelector("#around").classList.add("moved"),
  "an ancestor is scaled": () =>
    (document.querySelector("#around").style.transform = "scale(1.2) translate(40px, 20px)"),
  "the field is put elsewhere": () => document.querySelector("#elsewhere").append(area),
  "the text gets another size": () => (area.style.fontSize = "21px"),
};
const around = (inner) =>
  `<p id="before">Before</p><div id="around">${inner}</div><div id="elsewhere" data-style="padding: 40px"></div>`;

for (const [what, change] of Object.entries(FOLLOWED)) {
  test(`underlines go along when ${what}, without an event that tells`, async (page) => {
    await openShort(page, around(field("", "font: 15px sans-serif")));
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(".moved { margin: 37px 0 0 51px }");
      document.adoptedStyleSheets = [sheet];
    });
    await page.evaluate(change);
    await eventually(() => compare(page), RIGHT);
    await settled(page);
    assert.deepEqual(await compare(page), RIGHT);
  });
}

/** What a screenshot of an element shows. */
const picture = async (page, selector) =>
  createHash("sha256")
    .update(await page.locator(selector).screenshot({ animations: "disabled", caret: "hide" }))
    .digest("hex");

const COVER = "position: absolute; left: 0; top: 0; width: 500px; height: 300px; background: white; opacity: 1";
const COVERS = {
  "a later sibling": { html: `${field()}<div id="cover" data-style="${COVER}">Menu</div>` },
  "a sticky header above it in the page": {
    html: `<div id="cover" data-style="position: sticky; top: 0; height: 100px; background: white; z-index: 1">Header</div>${field("", "display: block; margin-top: -90px")}`,
  },
  "a header without a z-index": {
    html: `<div id="cover" data-style="position: sticky; top: 0; height: 100px; background: white">Header</div>${field("", "display: block; margin-top: -90px")}`,
  },
  "a modal": {
    html: `${field()}<dialog id="cover" data-style="margin: 0; left: 0; top: 0; width: 480px; height: 280px; border: 0; background: white">Modal</dialog>`,
    open: () => document.querySelector("#cover").showModal(),
  },
  "a neighbour of a field with a z-index": {
    html: `<div data-style="position: relative; z-index: 0">${field("", "position: relative; z-index: 5")}<div id="cover" data-style="${COVER}; z-index: 6">Menu</div></div>`,
  },
};

for (const [what, { html, open: show = () => {} }] of Object.entries(COVERS)) {
  test(`nothing is drawn through what covers the field: ${what}`, async (page) => {
    await open(page, html, short);
    await page.evaluate(show);
    await settled(page);
    const withMarks = await picture(page, "#cover");
    assert.equal(await page.evaluate(() => drawn().length > 0), true);
    await page.evaluate(() => attached.destroy());
    assert.equal(withMarks, await picture(page, "#cover"));
  });
}

test("the layer leaves the page's layout as it is, and its elements are no target of the page's styles", async (page) => {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      "div, span, unglue-layer { display: block !important; padding: 20px !important; font-size: 40px !important; position: static !important }",
    );
    document.adoptedStyleSheets = [sheet];
  });
  const flex = `<form data-style="display: flex; gap: 20px; justify-content: space-between">${field()}<b id="other">Right</b></form>`;
  await open(page, flex, short);
  const box = () =>
    page.evaluate(() =>
      ["#field", "#other"].map((one) => JSON.stringify(document.querySelector(one).getBoundingClientRect())),
    );
  const before = await box();
  await eventually(() => compare(page), RIGHT);
  await page.evaluate(() => attached.destroy());
  assert.deepEqual(await box(), before);
  assert.equal(await page.evaluate(() => document.querySelector("unglue-layer")), null);
});
