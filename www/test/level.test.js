// How sure the checker has to be of what is shown, listed and fixed.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { createChecker } from "unglue";
import { act, chips, eventually, onPage, openText, ready, start, textOf, words } from "./browser.js";

let site;
before(async () => (site = await start()));
after(() => site.stop());
const testPage = (name, ...args) =>
  test(
    name,
    onPage(() => site, ...args),
  );

/** The sentences of the cases on a line each, without every second of their spaces: a text of doubtful places. */
const rows = readFileSync(new URL("../../tests/cases/merges.tsv", import.meta.url), "utf8").split("\n");
const sentences = rows.filter((row) => /^[^#].*\t/.test(row)).map((row) => row.split("\t")[1].replaceAll("␣", ""));
let spaces = 0;
const RUINED = sentences.join("\n").replace(/ /g, () => (++spaces % 2 === 1 ? "" : " "));

/** What a checker finds that looks for `floor`, where at least `least` is shown. */
async function found(floor, least = floor) {
  const checker = await createChecker({ showConfidence: floor });
  return checker.check(RUINED).filter(({ confidence }) => confidence >= least);
}

const choose = (page, name) => page.locator("#level").selectOption(name);
const count = async (page) => Number(await page.locator("#count").innerText());
const listed = async (page) => {
  for (const more = page.locator("#more"); await more.isVisible(); ) await more.click();
  return page.locator("#list .gapped").allTextContents();
};
const texts = (diagnostics) => diagnostics.map(({ suggestions }) => suggestions[0].text);

for (const [name, floor, least] of [
  ["surest", 0.8, 0.955],
  ["likely", 0.8, 0.8],
  ["worth", 0.5, 0.5],
]) {
  testPage(`at the level “${name}” as much is listed as the checker finds, and it is kept`, async (page) => {
    const expected = await found(floor, least);
    await openText(page, RUINED);
    assert.equal(await page.locator("#level").inputValue(), "likely", "as long as nobody chooses");
    await choose(page, name);
    await eventually(() => count(page), expected.length);
    // The page looks for all that can be chosen; what is less sure may share characters with what is listed.
    assert.deepEqual(await listed(page), texts(await found(0.295, least)));
    const label = await page.locator(`#level option[value=${name}]`).textContent();
    assert.ok(label.endsWith(` (${expected.length})`), label);
    assert.equal(await page.locator("#fix-all").innerText(), `Fix all ${expected.length}`);
    await page.reload();
    await ready(page);
    await openText(page, RUINED);
    await eventually(() => count(page), expected.length);
  });
}

test("the levels differ on this text", async () => {
  const sizes = await Promise.all([found(0.8, 0.955), found(0.8), found(0.5), found(0.295)]);
  const numbers = sizes.map(({ length }) => length);
  assert.deepEqual(
    numbers,
    numbers.toSorted((a, b) => a - b),
  );
  assert.equal(new Set(numbers).size, 4);
});

testPage("a number is for who wants it: in percent, within its limits, and kept", async (page) => {
  await openText(page, RUINED);
  assert.equal(await page.locator("#sure").isVisible(), false);
  await choose(page, "exact");
  for (const [typed, taken, least] of [
    ["30", "30", 0.295],
    ["7", "30", 0.295],
    ["", "80", 0.795],
    ["99", "99", 0.985],
    ["62", "62", 0.615],
  ]) {
    await page.locator("#sure").fill(typed);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    assert.equal(await page.locator("#sure").inputValue(), taken);
    await eventually(() => count(page), (await found(Math.min(least, 0.8), least)).length);
    const sure = (await page.locator("#list .sure").allTextContents()).map((text) => parseInt(text, 10));
    assert.ok(Math.min(...sure) >= Number(taken));
  }
  await page.reload();
  await ready(page);
  assert.equal(await page.locator("#sure").inputValue(), "62");
});

for (const stored of ["nonsense", "", "1000", "__proto__", "-5"]) {
  testPage(
    `a stored level that is ${JSON.stringify(stored)} does no harm`,
    { stored: { "unglue.level": stored } },
    async (page) => {
      await openText(page, "They said that thereare no plans.");
      await eventually(() => words(page), ["thereare"]);
      const sure = Number(await page.locator("#sure").inputValue());
      assert.ok(sure >= 30 && sure <= 99, String(sure));
      assert.equal(await page.locator("#level").inputValue(), stored === "1000" ? "exact" : "likely");
    },
  );
}

testPage(
  "what is not sure enough is not underlined, jumped to or fixed, and the page says that there is more",
  async (page) => {
    const text = "There is noraeson to wait for the bank.\nThey said that thereare no plans.";
    await openText(page, text);
    await eventually(() => words(page), ["noraeson", "thereare"]);
    await choose(page, "surest");
    await eventually(() => words(page), ["thereare"]);
    await page.locator(".cm-content").focus();
    await page.keyboard.press("Control+Home");
    await page.keyboard.press("F8");
    assert.equal(await page.evaluate(() => String(getSelection())), "thereare");
    await page.keyboard.press("Control+Home");
    for (let at = 0; at < 10; at++) await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Alt+Enter");
    await page.keyboard.press("Control+Shift+Enter");
    await eventually(() => textOf(page), text.replace("thereare", "there are"));
    await eventually(() => page.locator("#state").innerText(), "Nothing is that sure. 1 place less sure.");
    await choose(page, "likely");
    await eventually(() => words(page), ["noraeson"]);
  },
);

testPage("another level keeps the words and what is ignored here", async (page) => {
  await openText(
    page,
    "They said that thereare no plans for ameeting. Indeed thereare none.\nThere is noraeson to wait.",
  );
  await eventually(() => words(page), ["thereare", "ameeting", "thereare", "noraeson"]);
  for (const [word, action] of [
    ["thereare", "Ignore here"],
    ["ameeting", "Add to my words"],
  ]) {
    await act(page, word, action);
  }
  await eventually(() => words(page), ["thereare", "noraeson"]);
  await choose(page, "surest");
  await eventually(() => words(page), ["thereare"]);
  await choose(page, "worth");
  await eventually(() => words(page), ["thereare", "noraeson"]);
  await eventually(() => page.locator("#level option[value=worth]").textContent(), "Everything worth a look (2)");
  await page.locator("#personal summary").click();
  await eventually(() => chips(page), ["ameeting"]);
});
