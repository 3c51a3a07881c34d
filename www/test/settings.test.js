// What can be set: which rules are on; and how much of a text there is.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { act, chips, eventually, notice, onPage, openText, ready, start, stored, textOf, words } from "./browser.js";

let site;
before(async () => (site = await start()));
after(() => site.stop());
const testPage = (name, ...args) =>
  test(
    name,
    onPage(() => site, ...args),
  );

const TEXT = "They said that thereare plans for November12 , and we cannot goon, twoleaders said.";
const box = (page, label) => page.locator("#rules").getByRole("checkbox", { name: label, exact: true });
const kept = (page) => stored(page, "unglue.rules");

testPage("rules are turned off and on, for the text that is there and for the next visit", async (page) => {
  await openText(page, TEXT);
  await eventually(async () => (await words(page)).includes("thereare"), true);
  const before = await words(page);
  assert.ok(
    before.some((word) => word.includes("November12")),
    before.join(),
  );
  assert.ok(!before.some((word) => word.includes("goon")), before.join());
  await page.locator("#rules summary").click();
  assert.equal(await page.locator("#rules-usual").isDisabled(), true);
  await box(page, "Words run together").uncheck();
  await eventually(() => notice(page), "“Words run together” is not looked for any more.");
  await eventually(
    () => words(page),
    before.filter((word) => !["thereare", "twoleaders"].includes(word)),
  );
  assert.equal(await page.locator("#rules-count").innerText(), "(8 of 11)");
  await box(page, "Words that make another").check();
  await eventually(() => notice(page), "“Words that make another” is looked for from now on.");
  await page.locator("#level").selectOption("worth");
  await eventually(async () => (await words(page)).includes("goon"), true);
  assert.equal(await kept(page), '["merged-words","merged-real-word"]');
  // A repair goes by them, too.
  await page.locator("#level").selectOption("likely");
  await page.locator("#repair").click();
  await eventually(async () => /November 12/.test(await textOf(page)), true);
  assert.match(await textOf(page), /thereare.*twoleaders/);
  await page.reload();
  await page.locator("#rules summary").click();
  assert.equal(await box(page, "Words run together").isChecked(), false);
  await page.locator("#rules-usual").click();
  await eventually(async () => (await words(page)).includes("thereare"), true);
  assert.deepEqual([await kept(page), await page.locator("#rules-count").innerText()], [null, ""]);
});

testPage("where no rule is on, it is said instead of that nothing is wrong", async (page) => {
  const state = () => page.locator("#state").innerText();
  await openText(page, TEXT);
  await eventually(async () => (await words(page)).includes("thereare"), true);
  await page.locator("#rules summary").click();
  for (const one of await page.locator("#rules").getByRole("checkbox").all()) await one.uncheck();
  await eventually(() => words(page), []);
  await eventually(state, "No rule is on, so nothing is looked for.");
  await box(page, "Words run together").check();
  await eventually(async () => (await words(page)).includes("thereare"), true);
  await eventually(state, "");
});

testPage("another checker knows the writer's words, and what is ignored in this text", async (page) => {
  await openText(page, TEXT);
  await eventually(async () => (await words(page)).includes("thereare"), true);
  await act(page, "thereare", "Add to my words");
  await eventually(() => chips(page), ["thereare"]);
  await act(page, "twoleaders", "Ignore here");
  await page.locator("#rules summary").click();
  await box(page, "Number and word").uncheck();
  await eventually(() => notice(page), "“Number and word” is not looked for any more.");
  await eventually(async () => (await words(page)).some((word) => /November12$|thereare|twoleaders/.test(word)), false);
  await page.locator("#personal summary").click();
  await page.getByRole("button", { name: "Forget thereare" }).click();
  await eventually(async () => (await words(page)).includes("thereare"), true);
});

test(
  "what is stored of the rules and is none is passed over",
  onPage(
    () => site,
    { stored: { "unglue.rules": '{"merged-words":1}' } },
    async (page) => {
      assert.equal(await page.locator("#rules-count").innerText(), "");
      await ready(page);
    },
  ),
);

const counts = (page) => page.locator("#counts").innerText();
testPage("words and characters are counted, and those that are selected", async (page) => {
  for (const [text, told] of [
    ["One.", "1 word, 4 characters"],
    ["Two words – 😀\nand a line’s end.\n", "6 words, 32 characters"],
    ["9 – 10", "2 words, 6 characters"],
  ]) {
    await openText(page, text);
    await eventually(() => counts(page), told);
  }
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("Now ");
  await eventually(() => counts(page), "3 words, 10 characters");
  await page.keyboard.press("Shift+ArrowRight");
  await eventually(() => counts(page), "1 of 3 words, 1 of 10 characters");
  await page.keyboard.press("ArrowRight");
  await eventually(() => counts(page), "3 words, 10 characters");
  await page.locator("#clear").click();
  await eventually(() => counts(page), "0 words, 0 characters");
  await openText(page, "a word of it\n".repeat(80_000));
  await eventually(() => counts(page), "320,000 words, 1,040,000 characters");
});
