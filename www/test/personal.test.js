// The reader's own words and choices, and that they are kept.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  SETTLED_MS,
  act,
  chips,
  eventually,
  focused,
  notice,
  onPage,
  openText,
  ready,
  start,
  stored,
  textOf,
  words,
} from "./browser.js";

let site;
before(async () => (site = await start()));
after(() => site.stop());
const testPage = (name, ...args) =>
  test(
    name,
    onPage(() => site, ...args),
  );

const SENTENCE = "They said that thereare no plans for ameeting in the town. Indeed thereare none.";

testPage("“Ignore everywhere” takes every such mark away and is kept", async (page) => {
  await openText(page, SENTENCE);
  await eventually(() => words(page), ["thereare", "ameeting", "thereare"]);
  await act(page, "thereare", "Ignore everywhere");
  await eventually(() => words(page), ["ameeting"]);
  assert.equal(await textOf(page), SENTENCE);
  // It is said once it is kept.
  await eventually(() => notice(page), "“thereare” is ignored everywhere from now on. Undo");
  await page.reload();
  await ready(page);
  await openText(page, SENTENCE);
  await eventually(() => words(page), ["ameeting"]);
});

testPage("“Ignore here” takes one mark away, until it is taken back or its text changes", async (page) => {
  await openText(page, SENTENCE);
  await eventually(() => words(page), ["thereare", "ameeting", "thereare"]);
  await act(page, "thereare", "Ignore here");
  await eventually(() => words(page), ["ameeting", "thereare"]);
  assert.equal(await focused(page), "cm-content");
  await page.getByRole("button", { name: "Undo" }).click();
  await eventually(() => words(page), ["thereare", "ameeting", "thereare"]);
  await act(page, "thereare", "Ignore here");
  // “Fix all” leaves it alone, and it stays so after that.
  await page.locator("#fix-all").click();
  await eventually(
    () => textOf(page),
    "They said that thereare no plans for a meeting in the town. Indeed there are none.",
  );
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("So ");
  await page.waitForTimeout(SETTLED_MS);
  assert.deepEqual(await words(page), []);
  // Its own text changes, and changes back.
  await page
    .locator(".cm-line")
    .first()
    .click({ position: { x: 1, y: 1 } });
  await page.keyboard.press("Control+Home");
  for (let at = 0; at < "So They said that there".length; at++) await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Space");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Control+End");
  await eventually(() => words(page), ["thereare"]);
  assert.equal(await stored(page), null);
});

for (const [action, said] of [
  ["Ignore everywhere", "“thereare” is ignored everywhere from now on. Undo"],
  ["Add to my words", "“thereare” is one of your words now. Undo"],
]) {
  testPage(`“${action}” can be taken back`, async (page) => {
    await openText(page, SENTENCE);
    await eventually(() => words(page), ["thereare", "ameeting", "thereare"]);
    await act(page, "thereare", action);
    await eventually(() => words(page), ["ameeting"]);
    await eventually(() => notice(page), said);
    await page.getByRole("button", { name: "Undo" }).click();
    await eventually(() => words(page), ["thereare", "ameeting", "thereare"]);
    await eventually(async () => JSON.parse(await stored(page)), { words: [], ignored: [] });
  });
}

testPage("an added word is kept after a reload, is listed and can be forgotten", async (page) => {
  await openText(page, SENTENCE);
  await eventually(() => words(page), ["thereare", "ameeting", "thereare"]);
  await act(page, "ameeting", "Add to my words");
  await eventually(() => words(page), ["thereare", "thereare"]);
  await eventually(() => notice(page), "“ameeting” is one of your words now. Undo");
  await page.reload();
  await ready(page);
  await openText(page, SENTENCE);
  await eventually(() => words(page), ["thereare", "thereare"]);
  await page.locator("#personal summary").click();
  await eventually(() => chips(page), ["ameeting"]);
  await page.getByRole("button", { name: "Forget ameeting" }).click();
  await eventually(() => words(page), ["thereare", "ameeting", "thereare"]);
  await eventually(async () => JSON.parse(await stored(page)), { words: [], ignored: [] });
});

testPage("another tab learns the word too", async (page, context, url) => {
  await openText(page, SENTENCE);
  await eventually(() => words(page), ["thereare", "ameeting", "thereare"]);
  const other = await context.newPage();
  await other.goto(url);
  await ready(other);
  await openText(other, SENTENCE);
  await act(other, "ameeting", "Add to my words");
  await eventually(() => words(page), ["thereare", "thereare"]);
});

testPage("two tabs that learn at once keep what both have learnt", async (page, context, url) => {
  const other = await context.newPage();
  await other.goto(url);
  await ready(other);
  const learn = (tab, word) =>
    tab.setInputFiles("#words-file", { name: "words.txt", mimeType: "text/plain", buffer: Buffer.from(word) });
  await Promise.all([learn(page, "firstword"), learn(other, "secondword")]);
  const both = { words: ["firstword", "secondword"], ignored: [] };
  await eventually(async () => JSON.parse((await stored(page)) ?? "null"), both);
  await eventually(async () => JSON.parse((await stored(other)) ?? "null"), both);
});

testPage(
  "without storage the page works and says that nothing is kept",
  {
    async before(page) {
      await page.addInitScript(() => {
        for (const name of ["getItem", "setItem", "removeItem"]) {
          Storage.prototype[name] = () => {
            throw new DOMException("denied", "SecurityError");
          };
        }
      });
    },
  },
  async (page) => {
    await ready(page);
    await openText(page, SENTENCE);
    await eventually(() => words(page), ["thereare", "ameeting", "thereare"]);
    await act(page, "ameeting", "Add to my words");
    await eventually(() => words(page), ["thereare", "thereare"]);
    // It is said once the checker has answered again.
    await eventually(async () => /keeps nothing/.test(await notice(page)), true);
    await page.getByRole("button", { name: "Dark theme" }).click();
  },
);

const background = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

for (const system of ["light", "dark"]) {
  testPage(
    `the theme follows a ${system} system until it is chosen, and the choice is kept`,
    { context: { colorScheme: system } },
    async (page) => {
      const first = await background(page);
      const toggle = page.getByRole("button", { name: "Dark theme" });
      assert.equal(await toggle.getAttribute("aria-pressed"), String(system === "dark"));
      await toggle.click();
      const second = await background(page);
      assert.notEqual(second, first);
      assert.equal(await toggle.getAttribute("aria-pressed"), String(system === "light"));
      await page.reload();
      assert.equal(await background(page), second);
      // The button works when the text is there.
      await ready(page);
      await toggle.click();
      assert.equal(await background(page), first);
      // Back at the system's theme, the page follows the system again.
      await page.emulateMedia({ colorScheme: system === "light" ? "dark" : "light" });
      assert.equal(await background(page), second);
    },
  );
}

testPage(
  "a checker that cannot be loaded leaves an editor that works",
  {
    mayLog: /wasm|fetch|net::ERR/i,
    async before(page) {
      await page.route("**/*.wasm", (route) => route.abort());
    },
  },
  async (page) => {
    await page.locator(".alert").waitFor();
    assert.match(await page.locator("#alerts p").innerText(), /could not be loaded/);
    assert.match(await page.locator("#state").innerText(), /could not be loaded/);
    await page.locator(".cm-content").click();
    await page.keyboard.press("Control+Home");
    await page.keyboard.type("My text. ");
    await page.waitForTimeout(SETTLED_MS);
    assert.match(await textOf(page), /^My text\. The library/);
    await page.keyboard.press("Alt+Enter");
    await page.keyboard.press("Control+Shift+Enter");
    assert.match(await notice(page), /could not be loaded/);
  },
);
