// What comes out on paper: the whole text and nothing else.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { extractText } from "unpdf";
import { eventually, notice, onPage, openText, start, words } from "./browser.js";

let site;
before(async () => (site = await start()));
after(() => site.stop());
const testPage = (name, ...args) =>
  test(
    name,
    onPage(() => site, ...args),
  );

/** The words on all pages. */
async function printed(page) {
  const { text } = await extractText(new Uint8Array(await page.pdf()), { mergePages: true });
  return text.split(/\s+/).filter((word) => word !== "");
}

/** A megabyte, in which every paragraph has a number. */
const PARAGRAPHS = Array.from(
  { length: 6_000 },
  (_, nth) =>
    `Paragraph${nth} ${"The choir will sing in the hall when the mayor has cut the ribbon. ".repeat(2)}They said so.`,
);
const LONG = PARAGRAPHS.join("\n\n");

for (const [what, text] of [
  ["a short text", "They said that thereare no plans.\n\nSo they did."],
  ["a megabyte", LONG],
  ["a single line that is long", `First ${"so they said ".repeat(4_000)}last`],
]) {
  testPage(`all of ${what} is printed, and nothing beside it`, { context: { colorScheme: "dark" } }, async (page) => {
    await page.setInputFiles("#file", { name: "text.txt", mimeType: "text/plain", buffer: Buffer.from(text) });
    await eventually(() => notice(page), "Opened “text.txt”. Bring the former text back");
    await page.locator("#personal summary").click();
    const out = await printed(page);
    const expected = text.split(/\s+/);
    assert.equal(out.length, expected.length);
    // Not both of them in a message.
    assert.equal(
      out.findIndex((word, nth) => word !== expected[nth]),
      -1,
    );
    await eventually(() => page.locator("#print").evaluate((print) => print.childNodes.length), 0);
  });
}

testPage("tooltips, notices and alerts are not printed, and empty lines and indents are", async (page) => {
  await openText(page, "  They said\n\n\tthat thereare no plans.");
  await eventually(() => words(page), ["thereare"]);
  await openText(page, Buffer.from([0, 1, 2]), "a.bin");
  await page.locator(".alert").waitFor();
  await page.locator("#copy").click();
  await eventually(async () => (await notice(page)) !== "", true);
  await page.locator(".cm-content").focus();
  await page.keyboard.press("F8");
  await page.locator(".card").waitFor();
  await page.keyboard.press("Control+f");
  await eventually(() => page.evaluate(() => document.activeElement.name), "search");
  assert.deepEqual(await printed(page), ["They", "said", "that", "thereare", "no", "plans."]);
  await page.emulateMedia({ media: "print" });
  const shown = await page.evaluate(() => {
    dispatchEvent(new Event("beforeprint"));
    const print = document.getElementById("print");
    const visible = [...document.body.children].filter((element) => getComputedStyle(element).display !== "none");
    return {
      ids: visible.map(({ id }) => id),
      lines: [...print.children].map((line) => line.textContent),
      heights: [...print.children].map((line) => line.offsetHeight > 10),
    };
  });
  assert.deepEqual(shown, {
    ids: ["print"],
    lines: ["  They said", "", "\tthat thereare no plans."],
    heights: [true, true, true],
  });
});
