// Typing, underlines, tooltips and repairs.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  SETTLED_MS,
  eventually,
  focused,
  listed,
  notice,
  onPage,
  openText,
  start,
  textOf,
  underlined,
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

const SENTENCE = "They said that thereare no plans for ameeting on November12 in the town.";
const REPAIRED = "They said that there are no plans for a meeting on November 12 in the town.";

const clear = (page) => page.getByRole("button", { name: "Clear" }).click();

testPage("the sample is checked at once and listed in the order of the text", async (page) => {
  const found = await words(page);
  assert.ok(found.length >= 4, `only ${found}`);
  const joined = (texts) => texts.map((text) => text.replace(/\s/g, ""));
  await eventually(async () => joined(await listed(page)), joined(found));
  assert.equal(await page.locator("#count").innerText(), String(found.length));
});

testPage("an underline appears under the right characters, behind an emoji, once the word is left", async (page) => {
  await clear(page);
  await page.keyboard.type("😀 They said that thereare");
  await page.waitForTimeout(SETTLED_MS);
  assert.deepEqual(await underlined(page), [], "under the caret");
  await page.keyboard.type(" no plans for the town.");
  await eventually(() => underlined(page), ["0:18-26 thereare"]);
});

testPage("a word is underlined when the caret leaves it without a key being typed", async (page) => {
  for (const leave of ["Home", "Control+Home", "Tab"]) {
    await clear(page);
    await page.keyboard.type("They said that thereare");
    await page.waitForTimeout(SETTLED_MS);
    assert.deepEqual(await underlined(page), [], leave);
    await page.keyboard.press(leave);
    await eventually(() => words(page), ["thereare"]);
    // Back in the word without typing: it stays.
    await page.locator(".cm-content").focus();
    await page.keyboard.press("Control+End");
    await page.waitForTimeout(SETTLED_MS);
    assert.deepEqual(await words(page), ["thereare"]);
  }
});

testPage("typing in an underlined word takes the underline away at once", async (page) => {
  await openText(page, SENTENCE);
  await eventually(() => words(page), ["thereare", "ameeting", "November12"]);
  await page.keyboard.press("F8");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.type("x");
  assert.deepEqual(await words(page), ["ameeting", "November12"]);
  await eventually(() => page.locator("#count").innerText(), "2");
  await page.keyboard.press("Backspace");
  await page.waitForTimeout(SETTLED_MS);
  assert.deepEqual(await words(page), ["ameeting", "November12"], "still being typed");
  await page.keyboard.press("Control+End");
  await eventually(() => words(page), ["thereare", "ameeting", "November12"]);
});

testPage("nothing appears while an input method composes, and its text arrives whole", async (page, context) => {
  const cdp = await context.newCDPSession(page);
  const compose = (text) =>
    cdp.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
  await clear(page);
  await page.keyboard.insertText("They said that thereare plans");
  await page.keyboard.press("Enter");
  await eventually(() => words(page), ["thereare"]);
  await page.keyboard.type("for ");
  for (const text of ["あ", "あm", "ameeting"]) await compose(text);
  await page.waitForTimeout(SETTLED_MS);
  assert.deepEqual(await words(page), ["thereare"]);
  // Its end changes nothing in the text, and still brings the check.
  await cdp.send("Input.insertText", { text: "ameeting" });
  assert.equal(await textOf(page), "They said that thereare plans\nfor ameeting");
  await page.keyboard.press("Home");
  await eventually(() => words(page), ["thereare", "ameeting"]);
});

testPage(
  "the tooltip shows the message, the suggestion with its space made visible, and the confidence",
  async (page) => {
    await openText(page, SENTENCE);
    await page.locator(".unglue-mark", { hasText: "thereare" }).hover();
    const card = page.locator(".card");
    await card.waitFor();
    assert.equal(await card.locator(".card-repair").evaluate((element) => element.textContent), "there are");
    assert.equal(await card.locator(".card-repair .gap").count(), 1);
    assert.ok((await card.locator(".card-repair .gap").boundingBox()).width > 5);
    assert.match(await card.locator(".sure").innerText(), /^[5-9]\d% sure$/);
    assert.ok((await card.locator(".card-message").innerText()).length > 10);
  },
);

testPage("a space that is missing at the edge of a mark is drawn, listed and put in", async (page) => {
  await openText(page, "Well,thereare no plans.");
  await eventually(() => words(page), ["Well,", "thereare"]);
  assert.deepEqual(await page.locator(".unglue-edit").allTextContents(), [",", "e"]);
  await eventually(() => listed(page), ["Well, ", "there are"]);
  await page.locator(".unglue-mark", { hasText: "Well," }).hover();
  await page.locator(".card").waitFor();
  assert.ok((await page.locator(".card-repair .gap").boundingBox()).width > 5);
  await page.locator(".card .apply").click();
  await eventually(() => textOf(page), "Well, thereare no plans.");
  await eventually(() => words(page), ["thereare"]);
});

testPage("a repair is applied by a click in the tooltip", async (page) => {
  await openText(page, SENTENCE);
  await page.locator(".unglue-mark", { hasText: "ameeting" }).hover();
  await page.locator(".card .apply").click();
  await eventually(() => textOf(page), SENTENCE.replace("ameeting", "a meeting"));
  await eventually(() => words(page), ["thereare", "November12"]);
  assert.match(await notice(page), /a meeting/);
});

testPage("a tap on an underlined word opens its tooltip", { context: { hasTouch: true } }, async (page) => {
  await openText(page, SENTENCE);
  await page.locator(".unglue-mark", { hasText: "November12" }).tap();
  await eventually(() => page.locator(".card-repair").allTextContents(), ["November 12"]);
  await page.locator(".card .apply").tap();
  await eventually(() => textOf(page), SENTENCE.replace("November12", "November 12"));
});

testPage("keys go to the next and the previous finding and apply it", async (page) => {
  await openText(page, SENTENCE);
  await eventually(() => words(page), ["thereare", "ameeting", "November12"]);
  const selected = () => page.evaluate(() => String(getSelection()));
  for (const [key, expected] of [
    ["F8", "thereare"],
    ["F8", "ameeting"],
    ["F8", "November12"],
    ["Shift+F8", "ameeting"],
  ]) {
    await page.keyboard.press(key);
    assert.equal(await selected(), expected);
    assert.equal(await page.locator(".card-repair").count(), 1);
  }
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".card-repair").count(), 0);
  await page.keyboard.press("Alt+Enter");
  assert.equal(await textOf(page), SENTENCE.replace("ameeting", "a meeting"));
  await page.keyboard.press("F8");
  await page.keyboard.press("Control+.");
  assert.equal(await textOf(page), SENTENCE.replace("ameeting", "a meeting").replace("November12", "November 12"));
});

testPage("the key applies to a word that is still being typed", async (page) => {
  await clear(page);
  await page.keyboard.type("They said that thereare");
  await page.keyboard.press("Alt+Enter");
  await eventually(() => textOf(page), "They said that there are");
  await page.keyboard.press("Alt+Enter");
  await eventually(() => notice(page), "Nothing is marked at the caret.");
  assert.equal(await textOf(page), "They said that there are");
});

testPage("a repair is a step of undo apart from the typing around it, however quick", async (page) => {
  for (const key of ["Alt+Enter", "Control+Shift+Enter"]) {
    await clear(page);
    await page.keyboard.insertText("They need ameeting");
    await page.keyboard.press(key);
    await eventually(() => textOf(page), "They need a meeting");
    await page.keyboard.press("Control+z");
    assert.equal(await textOf(page), "They need ameeting");
    // The caret right where the space goes.
    for (let nth = 0; nth < 7; nth++) await page.keyboard.press("ArrowLeft");
    await page.keyboard.press(key);
    await eventually(() => textOf(page), "They need a meeting");
    await page.keyboard.insertText("!");
    assert.match(await textOf(page), /They need a( !|! )meeting/);
    await page.keyboard.press("Control+z");
    assert.equal(await textOf(page), "They need a meeting");
  }
});

testPage("a click pins the tooltip until the caret leaves", async (page) => {
  await openText(page, SENTENCE);
  await page.locator(".unglue-mark", { hasText: "thereare" }).click();
  await page.locator(".card").waitFor();
  await page.mouse.move(5, 5);
  await page.waitForTimeout(SETTLED_MS);
  assert.equal(await page.locator(".card").count(), 1);
  await page.keyboard.press("End");
  assert.equal(await page.locator(".card").count(), 0);
});

testPage("“Fix all” is one step of undo, apart from the typing before it", async (page) => {
  await openText(page, `${SENTENCE}\nThe visit was short-lived,and they left the town.\n`);
  await eventually(async () => (await words(page)).length, 4);
  await page.keyboard.press("Control+End");
  await page.keyboard.type("Good day.");
  const typed = await textOf(page);
  await page.getByRole("button", { name: /^Fix all/ }).click();
  const fixed = `${REPAIRED}\nThe visit was short-lived, and they left the town.\nGood day.`;
  await eventually(() => textOf(page), fixed);
  assert.match(await notice(page), /Put in 4 spaces/);
  await eventually(() => words(page), []);
  await page.keyboard.press("Control+z");
  assert.equal(await textOf(page), typed);
  await eventually(async () => (await words(page)).length, 4);
  await page.keyboard.press("Control+Shift+Enter");
  await eventually(() => textOf(page), fixed);
  await page.locator("#notice").getByRole("button", { name: "Undo" }).click();
  assert.equal(await textOf(page), typed);
});

testPage("“Fix all” keeps the offsets right behind emoji and over several lines", async (page) => {
  await openText(page, "👩‍👩‍👧 They said that thereare plans.\r\n🎉🎉 It is on November12 here.\r\n");
  await eventually(() => underlined(page), ["0:24-32 thereare", "1:14-24 November12"]);
  await page.keyboard.press("Control+Shift+Enter");
  await eventually(() => textOf(page), "👩‍👩‍👧 They said that there are plans.\n🎉🎉 It is on November 12 here.\n");
});

testPage("the list jumps to a finding, by click and by Enter, and fixes it", async (page) => {
  await openText(page, SENTENCE);
  await eventually(() => words(page), ["thereare", "ameeting", "November12"]);
  await eventually(() => listed(page), ["there are", "a meeting", "November 12"]);
  const selected = () => page.evaluate(() => String(getSelection()));
  await page.locator("#list .jump").nth(2).click();
  assert.equal(await selected(), "November12");
  assert.equal(await focused(page), "cm-content");
  assert.deepEqual(await page.locator(".card-repair").allTextContents(), ["November 12"]);
  assert.equal(
    await page
      .locator("#list [aria-current]")
      .innerText()
      .then((text) => text.includes("November")),
    true,
  );
  await page.locator("#list .jump").nth(0).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  assert.equal(await selected(), "ameeting");
  // A fix in the list leaves the focus in the list, on what is next.
  await page.getByRole("button", { name: "Fix ameeting" }).focus();
  await page.keyboard.press("Enter");
  assert.equal(await textOf(page), SENTENCE.replace("ameeting", "a meeting"));
  await eventually(() => page.evaluate(() => document.activeElement.ariaLabel), "Fix November12");
  await page.keyboard.press("Enter");
  await eventually(() => page.evaluate(() => document.activeElement.ariaLabel), "Fix thereare");
  await page.keyboard.press("Enter");
  assert.equal(await textOf(page), REPAIRED);
  await eventually(() => focused(page), "cm-content");
  await eventually(() => page.locator("#state").innerText(), "Every space is where it should be.");
});

testPage("a list of thousands is shown in parts", async (page) => {
  await openText(page, "They said that thereare plans.\n".repeat(1000));
  await eventually(() => page.locator("#count").innerText(), "1,000");
  assert.equal(await page.locator("#list li").count(), 200);
  await page.locator("#more").click();
  assert.equal(await page.locator("#list li").count(), 400);
  assert.equal(
    await page
      .locator("#list li")
      .nth(200)
      .evaluate((row) => row.contains(document.activeElement)),
    true,
  );
});

testPage("“Fix all” also mends what is found only once the rest is mended, in the same step", async (page) => {
  const text = "Wewillrecievealetterfromthebanksoon.";
  await openText(page, text);
  await eventually(async () => (await words(page)).length > 0, true);
  await page.keyboard.press("Control+Shift+Enter");
  await eventually(() => textOf(page), "We will recieve a letter from the bank soon.");
  await eventually(() => words(page), []);
  await page.keyboard.press("Control+z");
  assert.equal(await textOf(page), text);
});

testPage("“Fix all” of thousands is quick, complete and one step of undo", async (page) => {
  const text = "They said that thereare plans.\n".repeat(3000);
  await openText(page, text);
  await eventually(() => page.locator("#count").innerText(), "3,000");
  await page.keyboard.press("Control+Shift+Enter");
  await eventually(() => notice(page), "Put in 3,000 spaces. Undo");
  await eventually(() => page.locator("#state").innerText(), "Every space is where it should be.");
  await page.keyboard.press("Control+z");
  await eventually(() => page.locator("#count").innerText(), "3,000");
});

testPage("the list can be of one kind, and “Fix all” is about what is listed", async (page) => {
  await openText(page, SENTENCE);
  await eventually(() => words(page), ["thereare", "ameeting", "November12"]);
  await eventually(
    () => page.locator("#rule option:not([hidden])").allTextContents(),
    [
      "All kinds (3)",
      "Words run together (2)",
      "Number and word (1)",
      "Punctuation (0)",
      "Space inside a word (0)",
      "Spaced-out letters (0)",
      "Space in the wrong place (0)",
      "Space at punctuation (0)",
      "Broken word (0)",
      "Doubled word (0)",
    ],
  );
  await page.locator("#rule").selectOption("merged-number");
  assert.deepEqual(await listed(page), ["November 12"]);
  const button = page.locator("#fix-all");
  assert.equal(await button.innerText(), "Fix all 1");
  await button.click();
  await eventually(() => textOf(page), SENTENCE.replace("November12", "November 12"));
  // None of that kind is left: the others are listed.
  await eventually(() => page.locator("#rule").inputValue(), "all");
  assert.equal(await page.locator("#list li").count(), 2);
  assert.equal(await button.innerText(), "Fix all 2");
});

testPage("the spaces that were put in are marked on request, also after undo and redo", async (page) => {
  await openText(page, SENTENCE);
  await eventually(() => words(page), ["thereare", "ameeting", "November12"]);
  const button = page.locator("#changes");
  assert.equal(await button.isDisabled(), true);
  await page.keyboard.press("Control+Shift+Enter");
  await eventually(() => textOf(page), REPAIRED);
  assert.equal(await button.innerText(), "Changes (3)");
  const color = () =>
    page
      .locator(".inserted")
      .first()
      .evaluate((space) => getComputedStyle(space).backgroundColor);
  const plain = await color();
  await button.click();
  assert.equal(await button.getAttribute("aria-pressed"), "true");
  assert.notEqual(await color(), plain);
  const marked = () =>
    page
      .locator(".inserted")
      .evaluateAll((spaces) =>
        spaces.map(
          (space) =>
            `${space.previousSibling.textContent.slice(-2)}[${space.textContent}]${space.nextSibling.textContent[0]}`,
        ),
      );
  assert.deepEqual(await marked(), ["re[ ]a", " a[ ]m", "er[ ]1"]);
  await page.locator(".cm-content").focus();
  await page.keyboard.press("Control+z");
  assert.deepEqual(await marked(), []);
  assert.equal(await button.innerText(), "Changes");
  await page.keyboard.press("Control+y");
  assert.deepEqual(await marked(), ["re[ ]a", " a[ ]m", "er[ ]1"]);
  // What the writer types elsewhere is none of it.
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("So ");
  assert.deepEqual(await marked(), ["re[ ]a", " a[ ]m", "er[ ]1"]);
});

testPage("the count is read aloud when it has settled, and so is what the keys lead to", async (page) => {
  await openText(page, SENTENCE);
  await eventually(() => page.locator("#summary").innerText(), "Spaces: 3 places.");
  await page.keyboard.press("F8");
  assert.match(await page.locator("#summary").innerText(), /there are.*sure\.$/);
  await page.keyboard.press("Control+Shift+Enter");
  await eventually(() => page.locator("#summary").innerText(), "No space is wrong.");
});
