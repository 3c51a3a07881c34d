// The reader's own words and choices, and that they are kept.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { SETTLED_MS, eventually, notice, onPage, openText, ready, start, textOf, words } from "./browser.js";

let site;
before(async () => (site = await start()));
after(() => site.stop());
const page = (...args) => onPage(() => site, ...args);

const SENTENCE = "They said that thereare no plans for ameeting in the town. Indeed thereare none.";
const KEY = "unglue.personal";
const stored = (page, key = KEY) => page.evaluate((key) => localStorage.getItem(key), key);
const chips = async (page) => (await page.locator(".chip").allTextContents()).map((chip) => chip.slice(0, -1));

const importWords = (page, json) =>
  page.setInputFiles("#words-file", { name: "mine.json", mimeType: "application/json", buffer: Buffer.from(json) });

async function act(page, word, action) {
  await page.locator(".fault", { hasText: word }).first().hover();
  await page.locator(".card").getByText(action).click();
}

test("“Ignore” takes every such mark away and is kept", page(async (page) => {
  await openText(page, SENTENCE);
  await eventually(() => words(page), ["thereare", "ameeting", "thereare"]);
  await act(page, "thereare", "Ignore");
  await eventually(() => words(page), ["ameeting"]);
  assert.equal(await textOf(page), SENTENCE);
  await page.reload();
  await ready(page);
  await openText(page, SENTENCE);
  await eventually(() => words(page), ["ameeting"]);
}));

test("an added word is kept after a reload, is listed and can be forgotten", page(async (page) => {
  await openText(page, SENTENCE);
  await eventually(() => words(page), ["thereare", "ameeting", "thereare"]);
  await act(page, "ameeting", "Add to my words");
  await eventually(() => words(page), ["thereare", "thereare"]);
  assert.match(await notice(page), /ameeting/);
  await page.reload();
  await ready(page);
  await openText(page, SENTENCE);
  await eventually(() => words(page), ["thereare", "thereare"]);
  await page.locator("#personal summary").click();
  assert.deepEqual(await chips(page), ["ameeting"]);
  await page.getByRole("button", { name: "Forget ameeting" }).click();
  await eventually(() => words(page), ["thereare", "ameeting", "thereare"]);
  assert.deepEqual(JSON.parse(await stored(page)), { words: [], ignored: [] });
}));

test("another tab learns the word too", page(async (page, context, url) => {
  await openText(page, SENTENCE);
  await eventually(() => words(page), ["thereare", "ameeting", "thereare"]);
  const other = await context.newPage();
  await other.goto(url);
  await ready(other);
  await openText(other, SENTENCE);
  await act(other, "ameeting", "Add to my words");
  await eventually(() => words(page), ["thereare", "thereare"]);
}));

for (const [what, broken] of [
  ["no JSON", "{words: oh"],
  ["another shape", '{"words":"thereare","ignored":[1]}'],
  ["a word the checker refuses", '{"words":["two words"],"ignored":[]}'],
  ["null", "null"],
]) {
  test(`stored words that are ${what} are told of, left as they are, and set aside before anything is written`, page(
    { stored: { [KEY]: broken } },
    async (page) => {
      await openText(page, SENTENCE);
      await eventually(() => words(page), ["thereare", "ameeting", "thereare"]);
      assert.match((await page.locator("#alerts p").allInnerTexts()).join(), /could not be read/);
      assert.equal(await stored(page), broken);
      await act(page, "ameeting", "Add to my words");
      await eventually(() => words(page), ["thereare", "thereare"]);
      assert.deepEqual(JSON.parse(await stored(page)), { words: ["ameeting"], ignored: [] });
      assert.equal(await stored(page, `${KEY}.unreadable`), broken);
    },
  ));
}

test("without storage the page works and says that nothing is kept", page(
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
    assert.match(await notice(page), /keeps nothing/);
    await page.getByRole("button", { name: "Dark theme" }).click();
  },
));

test("words and ignores are exported as JSON, and imported into another browser beside its own", page(async (page) => {
  await openText(page, SENTENCE);
  await eventually(() => words(page), ["thereare", "ameeting", "thereare"]);
  await page.locator("#personal summary").click();
  assert.equal(await page.locator("#words-export").isDisabled(), true);
  await act(page, "ameeting", "Add to my words");
  await eventually(() => words(page), ["thereare", "thereare"]);
  await act(page, "thereare", "Ignore");
  await eventually(() => words(page), []);
  const [file] = await Promise.all([page.waitForEvent("download"), page.locator("#words-export").click()]);
  assert.equal(file.suggestedFilename(), "unglue-words.json");
  const exported = JSON.parse(readFileSync(await file.path(), "utf8"));
  assert.deepEqual(exported, { version: 1, words: ["ameeting"], ignored: ["thereare"] });

  await page.evaluate(() => localStorage.setItem("unglue.personal", '{"words":["Aldebury"],"ignored":[]}'));
  await page.reload();
  await ready(page);
  await openText(page, SENTENCE);
  await eventually(() => words(page), ["thereare", "ameeting", "thereare"]);
  await importWords(page, JSON.stringify(exported));
  await eventually(() => words(page), []);
  await eventually(() => notice(page), "Imported 2 words.");
  assert.deepEqual(JSON.parse(await stored(page)), { words: ["Aldebury", "ameeting"], ignored: ["thereare"] });
}));

for (const [what, file, problem] of [
  ["no JSON", "{words: oh", "it is not JSON"],
  ["a list", '["thereare"]', "it has no “words” and “ignored”"],
  ["null", "null", "it has no “words” and “ignored”"],
  ["of wrong types", '{"words":{"length":1},"ignored":[]}', "its “words” are no list"],
  ["without a list", '{"words":[]}', "its “ignored” are no list"],
  ["of words that are none", '{"words":["fine",7],"ignored":[]}', "entry 2 of its “words” is no word"],
  ["deep", `{"words":${"[".repeat(200_000)}${"]".repeat(200_000)},"ignored":[]}`, "entry 1 of its “words” is no word"],
  ["of a later version", '{"version":2,"words":[],"ignored":[]}', "it is of version 2, and this page reads version 1"],
  ["too large", `{"words":["${"x".repeat(1_000_000)}"],"ignored":[]}`, "it is larger than 1 MB"],
]) {
  test(`a file of words that is ${what} is refused with the reason`, page(async (page) => {
    await importWords(page, file);
    await eventually(() => page.locator("#alerts p").allInnerTexts(), [`“mine.json” is no file of words that this page has exported: ${problem}.`]);
    assert.equal(await stored(page), null);
  }));
}

test("words that the checker refuses are named, and none of them is taken over", page(async (page) => {
  await importWords(page, '{"words":["Aldebury","two words"],"ignored":["thereare"]}');
  await page.locator(".alert").waitFor();
  assert.match(await page.locator("#alerts p").innerText(), /"two words" cannot be a personal word/);
  assert.equal(await stored(page), null);
}));

test("keys of imported JSON that mean something to objects mean nothing", page(async (page) => {
  const polluted = '{"words":["thereare"],"struck":1}';
  await importWords(page, `{"__proto__":${polluted},"constructor":{"prototype":${polluted}},"words":["__proto__","constructor"],"ignored":["toString"]}`);
  await eventually(() => notice(page), "Imported 3 words.");
  assert.deepEqual(await page.evaluate(() => [{}.struck, Object.struck, {}.words]), [undefined, undefined, undefined]);
  assert.equal(await stored(page), '{"words":["__proto__","constructor"],"ignored":["toString"]}');
  await openText(page, "They said that thereare plans.");
  await eventually(() => words(page), ["thereare"]);
}));

const background = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

for (const system of ["light", "dark"]) {
  test(`the theme follows a ${system} system until it is chosen, and the choice is kept`, page(
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
      await toggle.click();
      assert.equal(await background(page), first);
      // Back at the system's theme, the page follows the system again.
      await page.emulateMedia({ colorScheme: system === "light" ? "dark" : "light" });
      assert.equal(await background(page), second);
    },
  ));
}

test("a checker that cannot be loaded leaves an editor that works", page(
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
));
