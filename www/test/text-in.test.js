// How text comes in and goes out: files, drops, the clipboard.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { eventually, focused, notice, onPage, openText, start, textOf, words } from "./browser.js";

let site;
before(async () => (site = await start()));
after(() => site.stop());
const testPage = (name, ...args) =>
  test(
    name,
    onPage(() => site, ...args),
  );

const alerts = (page) => page.locator("#alerts p").allInnerTexts();

/** Drags a file over the page and drops it there. */
function drop(page, { name, bytes, target = ".cm-content" }) {
  return page.evaluate(
    ({ name, bytes, target }) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([new Uint8Array(bytes)], name));
      const fire = (type) =>
        document
          .querySelector(target)
          .dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, composed: true, dataTransfer }));
      fire("dragenter");
      const overlay = !document.getElementById("drop").hidden;
      const accepted = !fire("dragover");
      fire("drop");
      return { overlay, accepted, overlayAfter: !document.getElementById("drop").hidden };
    },
    { name, bytes: [...bytes], target },
  );
}

for (const target of [".cm-content", "#list", "body"]) {
  testPage(`a file dropped on ${target} replaces the text, and undo brings that back`, async (page) => {
    const former = await textOf(page);
    const bytes = Buffer.from("They said that thereare plans.");
    const seen = await drop(page, { name: "notes.txt", bytes, target });
    assert.deepEqual(seen, { overlay: true, accepted: true, overlayAfter: false });
    await eventually(() => textOf(page), "They said that thereare plans.");
    await eventually(() => words(page), ["thereare"]);
    assert.match(await notice(page), /notes\.txt/);
    await page.locator("#notice button").click();
    assert.equal(await textOf(page), former);
  });
}

testPage("files that are no text, or too large, are refused with the reason and change nothing", async (page) => {
  const former = await textOf(page);
  await drop(page, { name: "photo.png", bytes: [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13] });
  await eventually(
    () => alerts(page),
    ["“photo.png” is not a text file. Open it where it was written, and paste its text here."],
  );
  await openText(page, Buffer.alloc(20_200_000, "a"), "novel.txt");
  // One alert about the file that was opened last.
  const tooLarge = "“novel.txt” is too large (20.2 MB). This page takes text files up to 20 MB.";
  await eventually(() => alerts(page), [tooLarge]);
  assert.equal(await textOf(page), former);
  await page.locator("#alerts button").click();
  assert.deepEqual(await alerts(page), []);
  // The same again is said again, once, and a file that can be opened settles it.
  for (let time = 0; time < 2; time++) await openText(page, Buffer.from([0, 1, 2]), "a.bin");
  await eventually(async () => (await alerts(page)).map((alert) => alert.slice(0, 7)), ["“a.bin”"]);
  await openText(page, "They said so.", "right.txt");
  await eventually(() => alerts(page), []);
});

/**
 * Has the page itself wait until a part of the text is checked and the rest is not, in the promise `underWay`: whoever asks
 * from outside may be too late.
 * @param {string} [button] is clicked then
 */
const watchCheck = (page, button) =>
  page.evaluate((button) => {
    globalThis.underWay = new Promise((done, fail) => {
      setTimeout(() => fail(new Error("no check was under way")), 60_000);
      const observer = new MutationObserver(() => {
        if (document.getElementById("progress").hidden || document.querySelectorAll("#list li").length !== 200) return;
        observer.disconnect();
        if (button) document.querySelector(button).click();
        done();
      });
      observer.observe(document.body, { subtree: true, childList: true, attributes: true });
    });
  }, button);

testPage("a file of 10 MB is checked in parts, which fill the list, and can be cancelled", async (page) => {
  const paragraph = `${"The choir will sing in the hall when the mayor has cut the ribbon. ".repeat(14)}They said that thereare plans.\n\n`;
  const paragraphs = Math.ceil(10_000_000 / paragraph.length);
  await watchCheck(page, "#cancel");
  await openText(page, paragraph.repeat(paragraphs), "novel.txt");
  await page.evaluate(() => underWay);
  assert.equal(await focused(page), "again");
  assert.equal(await page.locator("#state").innerText(), "The check of this text was cancelled.");
  await eventually(() => page.locator("#list li").count(), 0);
  assert.equal(await page.locator("#progress").isVisible(), false);
  // Writing goes on without the check, until it is asked for.
  await page.locator(".cm-content").focus();
  await page.keyboard.type("It seems that thereare more. ");
  await watchCheck(page);
  await page.locator("#again").click();
  await page.evaluate(() => underWay);
  await page.waitForFunction(() => document.getElementById("progress").hidden);
  await eventually(() => page.locator("#count").innerText(), (paragraphs + 1).toLocaleString("en"));
  assert.equal(await page.locator("#state").isVisible(), false);
  // The next text is checked, too.
  await watchCheck(page, "#cancel");
  await openText(page, paragraph.repeat(paragraphs), "novel.txt");
  await page.evaluate(() => underWay);
  await openText(page, "They said that thereare plans.");
  await eventually(() => words(page), ["thereare"]);
});

testPage("a paste takes the plain text", async (page) => {
  await page.getByRole("button", { name: "Clear" }).click();
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", "<h1>Never <b>this</b></h1>");
    clipboardData.setData("text/plain", "They said that thereare plans.");
    document
      .querySelector(".cm-content")
      .dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  await eventually(() => textOf(page), "They said that thereare plans.");
  await eventually(() => words(page), ["thereare"]);
  assert.equal(await page.locator(".cm-content h1").count(), 0);
});

testPage("a file in the clipboard is opened", async (page) => {
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File(["They said that thereare plans."], "copied.txt"));
    document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  await eventually(() => textOf(page), "They said that thereare plans.");
});

testPage(
  "the repaired text is copied",
  { context: { permissions: ["clipboard-read", "clipboard-write"] } },
  async (page) => {
    await openText(page, "They said that thereare plans.\nAll is well.");
    await page.keyboard.press("Control+Shift+Enter");
    await eventually(() => textOf(page), "They said that there are plans.\nAll is well.");
    await page.locator("#copy").click();
    await eventually(() => notice(page), "The text is copied.");
    assert.equal(
      await page.evaluate(() => navigator.clipboard.readText()),
      "They said that there are plans.\nAll is well.",
    );
  },
);

testPage("the repaired text is downloaded under the name of its file", async (page) => {
  await openText(page, "They said that thereare plans.\nAll is well.", "minutes.txt");
  await page.keyboard.press("Control+Shift+Enter");
  await eventually(() => textOf(page), "They said that there are plans.\nAll is well.");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download" }).click(),
  ]);
  assert.equal(download.suggestedFilename(), "minutes.txt");
  assert.equal(readFileSync(await download.path(), "utf8"), "They said that there are plans.\nAll is well.");
});

testPage("sample and clear replace the text, and undo brings it back", async (page) => {
  const sample = await textOf(page);
  await page.getByRole("button", { name: "Clear" }).click();
  assert.equal(await textOf(page), await page.locator(".cm-placeholder").innerText());
  assert.match(await page.locator("#state").innerText(), /paste or drop/);
  await page.keyboard.press("Control+z");
  assert.equal(await textOf(page), sample);
  await openText(page, "All is well.");
  await eventually(() => textOf(page), "All is well.");
  await page.getByRole("button", { name: "Sample" }).click();
  assert.equal(await textOf(page), sample);
});
