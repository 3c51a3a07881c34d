// For every reader: keys alone, assistive technology, small screens, little motion.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { cardBox, eventually, focused, listed, notice, onPage, openText, start, textOf, words } from "./browser.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let site;
before(async () => (site = await start()));
after(() => site.stop());
const testPage = (name, ...args) =>
  test(
    name,
    onPage(() => site, ...args),
  );

const SENTENCE = "They said that thereare no plans for ameeting on November12 in the town.";

/** What axe finds on a page, WCAG 2.2 AA and good practice. @returns {Promise<() => Promise<string[]>>} */
async function audit(page) {
  await page.evaluate(axe);
  const values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  return async () => {
    const { violations } = await page.evaluate(
      (values) => axe.run({ resultTypes: ["violations"], runOnly: { type: "tag", values } }),
      values,
    );
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`));
  };
}

for (const colorScheme of ["light", "dark"]) {
  testPage(
    `axe finds nothing in the gallery, ${colorScheme}`,
    { path: "gallery/", context: { colorScheme } },
    async (page) => {
      const violations = await audit(page);
      await page.locator("#prosemirror .unglue-mark").first().click();
      await page.locator(".unglue-tooltip").waitFor();
      assert.deepEqual(await violations(), [], "with a tooltip");
    },
  );
  for (const width of [1180, 360]) {
    testPage(
      `axe finds nothing, ${colorScheme}, ${width} px`,
      {
        context: { colorScheme, viewport: { width, height: 800 }, reducedMotion: "reduce" },
        stored: {
          "unglue.personal": JSON.stringify({
            words: ["Aldebury"],
            ignored: Array.from({ length: 120 }, (_, nth) => `inhouse${nth}`),
          }),
          "unglue.personal.unreadable": "{words: oh",
        },
      },
      async (page) => {
        const violations = await audit(page);
        assert.deepEqual(await violations(), [], "at rest");
        await page.locator("#personal summary").click();
        await page.locator(".chip").first().waitFor();
        await page.locator(".cm-content").focus();
        await page.keyboard.press("F8");
        await page.locator(".card").waitFor();
        assert.deepEqual(await violations(), [], "with a tooltip");
        await page.keyboard.press("Control+f");
        await eventually(() => page.evaluate(() => document.activeElement.name), "search");
        await page.keyboard.type("the");
        assert.deepEqual(await violations(), [], "with the search");
        await page.keyboard.press("Escape");
        await page.locator("#level").selectOption("exact");
        await page.setInputFiles("#words-file", {
          name: "w.txt",
          mimeType: "text/plain",
          buffer: Buffer.from("two words"),
        });
        await page.locator(".refused").waitFor();
        await openText(page, Buffer.from([0, 1, 2]), "a.bin");
        await page.locator(".alert").waitFor();
        await page.locator(".cm-content").focus();
        await page.keyboard.press("Control+Shift+Enter");
        await page.locator("#notice button").waitFor();
        await page.locator("#changes").click();
        assert.deepEqual(await violations(), [], "with the changes, a notice and an alert");
        await openText(page, "The interna tional fair , and thef eedback of thereare plans.");
        await page.locator("#repair").click();
        await eventually(() => focused(page), "jump");
        await page.keyboard.press("Delete");
        await page.locator(".taken-back").waitFor();
        assert.deepEqual(await violations(), [], "looking through what was changed");
        await page.keyboard.press("Escape");
        await page.locator("#rules summary").click();
        assert.deepEqual(await violations(), [], "what to look for");
        await page.locator("#rules summary").click();
        await page.getByRole("button", { name: "Clear" }).click();
        assert.deepEqual(await violations(), [], "empty");
        await openText(page, Buffer.from("The caf\xe9 is \x93open\x94.", "latin1"));
        await page.locator("dialog[open]").waitFor();
        assert.equal(await page.evaluate(() => document.activeElement.type), "radio");
        assert.deepEqual(await violations(), [], "asking for an encoding");
        await page.keyboard.press("Escape");
        await page.getByRole("button", { name: "Kept texts" }).click();
        await page.getByRole("heading", { name: "Texts kept on this device" }).waitFor();
        assert.deepEqual(await violations(), [], "with the kept texts");
      },
    );
  }
}

testPage("everything can be done with the keys alone", async (page) => {
  // Into the text, past the buttons, when there is something to fix.
  await eventually(() => page.locator("#fix-all").isEnabled(), true);
  const stops = [];
  for (let presses = 0; presses < 12 && stops.at(-1) !== "cm-content"; presses++) {
    await page.keyboard.press("Tab");
    stops.push(await focused(page));
  }
  assert.deepEqual(stops, [
    "theme",
    "open",
    "sample",
    "clear",
    "copy",
    "download",
    "find",
    "repair",
    "fix-all",
    "cm-content",
  ]);
  await page.keyboard.press("Control+a");
  await page.keyboard.type(SENTENCE);
  await eventually(() => words(page), ["thereare", "ameeting", "November12"]);
  // The tooltip of the second, its buttons, and one of them.
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("F8");
  await page.keyboard.press("F8");
  await page.keyboard.press("Tab");
  assert.match(await page.evaluate(() => document.activeElement.textContent), /Insert space/);
  for (const key of ["Tab", "Tab", "Tab", "Enter"]) await page.keyboard.press(key);
  await eventually(() => words(page), ["thereare", "November12"]);
  await eventually(() => notice(page), "“ameeting” is one of your words now. Undo");
  assert.equal(await focused(page), "cm-content");
  // Escape in a tooltip leads back.
  await page.keyboard.press("F8");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Escape");
  assert.equal(await focused(page), "cm-content");
  assert.equal(await page.locator(".card").count(), 0);
  // On to the list, and from there to the first finding.
  await eventually(() => listed(page), ["there are", "November 12"]);
  await page.keyboard.press("Control+Shift+M");
  assert.equal(await focused(page), "jump");
  await page.keyboard.press("Enter");
  assert.equal(await focused(page), "cm-content");
  await page.keyboard.press("Alt+Enter");
  await page.keyboard.press("Control+Shift+Enter");
  await eventually(() => textOf(page), "They said that there are no plans for ameeting on November 12 in the town.");
  // My words: open, and forget.
  await eventually(() => listed(page), []);
  await page.keyboard.press("Tab");
  for (let presses = 0; presses < 6 && (await focused(page)) !== "personal"; presses++) {
    const inSummary = await page.evaluate(() => document.activeElement.matches("#personal summary"));
    if (inSummary) break;
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.ariaLabel), "Forget ameeting");
  await page.keyboard.press("Enter");
  await eventually(() => words(page), ["ameeting"]);
});

testPage("what has the focus shows it", async (page) => {
  for (const selector of ["#theme", "#open", "#fix-all", "#list .jump", "#list .fix", "#personal summary"]) {
    await page.keyboard.press("Tab");
    await page.locator(selector).first().focus();
    const style = await page
      .locator(selector)
      .first()
      .evaluate((element) => getComputedStyle(element).outlineStyle);
    assert.equal(style, "solid", selector);
  }
  await page.locator(".cm-content").focus();
  assert.equal(await page.locator(".sheet").evaluate((sheet) => getComputedStyle(sheet).outlineStyle), "solid");
});

testPage("each rule has an underline of its own shape", async (page) => {
  const shapes = await page.evaluate(() => {
    const line = document.querySelector(".cm-line");
    return ["merged-words", "merged-number", "missing-space-at-punctuation", "other"].map((rule) => {
      const mark = document.createElement("span");
      mark.className = `unglue-mark unglue-${rule}`;
      line.append(mark);
      const { textDecorationLine, textDecorationStyle } = getComputedStyle(mark);
      mark.remove();
      return [textDecorationLine, textDecorationStyle].join();
    });
  });
  assert.deepEqual(
    shapes,
    ["wavy", "dotted", "dashed", "double"].map((shape) => `underline,${shape}`),
  );
});

testPage("a place where a space is missing is marked between the right letters", async (page) => {
  await openText(page, "😀 They said that thereare no plans for ameeting.");
  await eventually(() => words(page), ["thereare", "ameeting"]);
  assert.deepEqual(await page.locator(".unglue-mark .unglue-edit").allTextContents(), ["e", "a"]);
});

testPage(
  "nothing is wider than a screen of 360 px",
  { context: { viewport: { width: 360, height: 640 } } },
  async (page) => {
    const excess = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.equal(await excess(), 0);
    const long = `${"w".repeat(90)},and`;
    await openText(page, `${"x".repeat(400)} They said that thereare plans for ${long} more.`);
    // Until this text is checked, the marks of the sample are still there.
    await eventually(async () => (await words(page)).includes(long), true);
    await page.locator(".cm-content").focus();
    await page.keyboard.press("F8");
    const { x, width } = await cardBox(page);
    assert.ok(x >= 0 && x + width <= 360, `${x} + ${width}`);
    assert.equal(await excess(), 0);
    const wide = await page.evaluate(() =>
      [...document.querySelectorAll("body *")]
        .filter(
          (element) =>
            element.getBoundingClientRect().right > innerWidth + 1 && !element.closest(".visually-hidden, #drop"),
        )
        .map((element) => element.outerHTML.slice(0, 80)),
    );
    assert.deepEqual(wide, []);
  },
);

testPage("a tooltip at the end of a line leaves the list free", async (page) => {
  await openText(page, `${"They said so in the town. ".repeat(3)}thereare`);
  await eventually(() => words(page), ["thereare"]);
  // Wherever the lines break, the last word is moved to the edge.
  await page.addStyleTag({ content: ".cm-line { text-align: right }" });
  await page.locator(".cm-content").focus();
  await page.keyboard.press("F8");
  const card = await cardBox(page);
  const list = await page.locator("#list").boundingBox();
  assert.ok(card.x + card.width <= list.x, `${card.x + card.width} > ${list.x}`);
});

testPage(
  "nothing moves for those who asked for little motion",
  { context: { reducedMotion: "reduce" } },
  async (page) => {
    assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
  },
);

testPage(
  "with the system's own colours all marks are still there",
  { context: { forcedColors: "active", colorScheme: "dark" } },
  async (page) => {
    const colours = (selector, pseudo) =>
      page
        .locator(selector)
        .first()
        .evaluate((element, pseudo) => {
          const paint = document.createElement("i");
          paint.style.color = "Canvas";
          element.ownerDocument.body.append(paint);
          const canvas = getComputedStyle(paint).color;
          paint.remove();
          const { backgroundColor } = getComputedStyle(element, pseudo);
          return backgroundColor === canvas ? "lost" : "seen";
        }, pseudo);
    await page.locator(".cm-content").focus();
    await page.keyboard.press("F8");
    assert.equal(await colours(".unglue-edit", "::after"), "seen", "where a space is missing");
    assert.equal(await colours(".row[aria-current]", "::before"), "seen", "the row of the caret");
    await page.keyboard.press("Control+Shift+Enter");
    await page.locator("#changes").click();
    assert.equal(await colours(".inserted"), "seen", "a space that was put in");
    assert.equal(await colours("#changes"), "seen", "that they are shown");
  },
);
