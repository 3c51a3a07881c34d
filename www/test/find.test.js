// The search goes through the whole text, also what is not drawn.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { SETTLED_MS, act, eventually, focused, onPage, openText, ready, start, textOf, words } from "./browser.js";

let site;
before(async () => (site = await start()));
after(() => site.stop());
const testPage = (name, ...args) =>
  test(
    name,
    onPage(() => site, ...args),
  );

const LONG = `Aldebury stands here.\n${"The choir will sing in the hall. ".repeat(3)}\n${"The choir will sing in the hall.\n".repeat(5_000)}At the end stands Aldebury again.`;
const selection = (page) => page.evaluate(() => String(getSelection()));
const lineOf = (page) => page.evaluate(() => getSelection().anchorNode.parentElement.closest(".cm-line").textContent);

for (const [where, open] of [
  ["the text", async (page) => (await page.locator(".cm-content").focus(), await page.keyboard.press("Control+f"))],
  [
    "elsewhere on the page",
    async (page) => (await page.locator("#copy").focus(), await page.keyboard.press("Control+f")),
  ],
  ["the button", async (page) => page.locator("#find").click()],
]) {
  testPage(`from ${where}, what is far outside of the window is found with the keys`, async (page) => {
    await openText(page, LONG);
    assert.equal(await page.getByText("At the end").count(), 0, "it is not drawn");
    await open(page);
    await eventually(() => page.evaluate(() => document.activeElement.name), "search");
    await page.keyboard.type("aldebury");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    assert.equal(await focused(page), "cm-content");
    assert.equal(await page.locator(".cm-search").count(), 0);
    assert.equal(await selection(page), "Aldebury");
    assert.equal(await lineOf(page), "At the end stands Aldebury again.");
    await page.keyboard.press("Shift+F3");
    assert.equal(await lineOf(page), "Aldebury stands here.");
    await page.keyboard.press("F3");
    assert.equal(await lineOf(page), "At the end stands Aldebury again.");
  });
}

testPage("what is found is replaced, in one step of undo, and the keys of the findings go on", async (page) => {
  const text = "They said that thereare no plans. They said so.";
  await openText(page, text);
  await eventually(() => words(page), ["thereare"]);
  await page.keyboard.press("Control+f");
  await page.getByRole("textbox", { name: "Find" }).fill("They");
  await page.getByRole("textbox", { name: "Replace" }).fill("We");
  await page.getByRole("button", { name: "Replace all" }).click();
  assert.equal(await textOf(page), text.replaceAll("They", "We"));
  await page.locator(".cm-content").focus();
  await page.keyboard.press("F8");
  assert.equal(await selection(page), "thereare");
  // Escape closes the tooltip first, then the search.
  await page.locator(".card").waitFor();
  await page.keyboard.press("Escape");
  assert.deepEqual([await page.locator(".card").count(), await page.locator(".cm-search").count()], [0, 1]);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".cm-search").count(), 0);
  await page.keyboard.press("Control+z");
  assert.equal(await textOf(page), text);
});

const SEARCH = /\/search-[^/]*\.js$/;
let load;
testPage(
  "what is marked stays so when the search has come, and what is ignored here",
  {
    before: (page) => page.route(SEARCH, (route) => new Promise((done) => (load = done)).then(() => route.continue())),
  },
  async (page) => {
    await ready(page);
    await openText(page, "They said that thereare no plans. Indeed thereare none.");
    await eventually(() => words(page), ["thereare", "thereare"]);
    await act(page, "thereare", "Ignore here");
    await eventually(() => words(page), ["thereare"]);
    await page.evaluate(() => {
      globalThis.counts = new Set();
      new MutationObserver(() => counts.add(document.querySelectorAll(".unglue-mark").length)).observe(document.body, {
        childList: true,
        subtree: true,
      });
    });
    await page.locator("#find").click();
    load();
    await eventually(() => page.evaluate(() => document.activeElement.name), "search");
    await page.waitForTimeout(SETTLED_MS);
    assert.deepEqual(await page.evaluate(() => [...counts]), [1]);
    assert.deepEqual(await words(page), ["thereare"]);
  },
);
