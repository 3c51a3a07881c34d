// A text goes back into the file that it came from, where the browser can write that: with the file's own bytes, and never over
// what another program has written.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { downloaded, eventually, notice, onPage, openText, ready, start, textOf, words } from "./browser.js";

let site;
before(async () => (site = await start()));
after(() => site.stop());

/**
 * Stands in for what no browser without a window shows: choosing a file. The file itself is a real one, that of the page's own
 * folder; `launch` is what the system hands to the page.
 */
async function files(page) {
  await page.addInitScript(() => {
    const fileOf = async (name) => (await navigator.storage.getDirectory()).getFileHandle(name, { create: true });
    globalThis.fileOf = fileOf;
    globalThis.showOpenFilePicker = async () => [await fileOf("notes.txt")];
    const queue = { setConsumer: (consumer) => (globalThis.launch = (files) => consumer({ files })) };
    Object.defineProperty(globalThis, "launchQueue", { value: queue });
  });
}
const write = (page, bytes) =>
  page.evaluate(
    async (bytes) => {
      const writable = await (await globalThis.fileOf("notes.txt")).createWritable();
      await writable.write(Uint8Array.from(bytes));
      await writable.close();
    },
    [...bytes],
  );
const bytesIn = async (page) =>
  Buffer.from(
    await page.evaluate(async () => {
      const file = await (await globalThis.fileOf("notes.txt")).getFile();
      return [...new Uint8Array(await file.arrayBuffer())];
    }),
  );

const testPage = (name, body, options = {}) =>
  test(
    name,
    onPage(
      () => site,
      { before: files, ...options },
      async (page, ...rest) => {
        await ready(page);
        await body(page, ...rest);
      },
    ),
  );

const FAULTY = Buffer.from("\ufeffThey said that thereare plans.\r\nAll is well.\n\r\n");
const FIXED = Buffer.from("\ufeffThey said that there are plans.\r\nAll is well.\n\r\n");

testPage("what is opened is saved into its file, byte for byte but for the spaces, by button and key", async (page) => {
  const save = page.locator("#save");
  assert.equal(await save.isVisible(), false);
  await write(page, FAULTY);
  await page.locator("#open").click();
  await eventually(() => words(page), ["thereare"]);
  await save.click();
  await eventually(() => notice(page), "Saved in “notes.txt”.");
  assert.deepEqual(await bytesIn(page), FAULTY, "unchanged");
  await page.locator("#fix-all").click();
  await eventually(() => textOf(page), "They said that there are plans.\nAll is well.\n\n");
  await page.keyboard.press("Control+s");
  await eventually(() => notice(page), "Saved in “notes.txt”.");
  assert.deepEqual(await bytesIn(page), FIXED);
  // The file goes with its text, and comes back with it.
  await page.locator("#clear").click();
  assert.equal(await save.isVisible(), false);
  await page.locator(".cm-content").focus();
  await page.keyboard.press("Control+z");
  assert.equal(await save.isVisible(), true);
  const download = await downloaded(page);
  assert.deepEqual(download, { name: "notes.txt", bytes: FIXED });
});

testPage("what another program has written meanwhile is replaced only if the writer says so", async (page) => {
  await write(page, FAULTY);
  await page.locator("#open").click();
  await eventually(() => words(page), ["thereare"]);
  await page.waitForTimeout(20);
  await write(page, Buffer.from("Another text."));
  await page.locator("#save").click();
  const dialog = page.locator("dialog[open]");
  assert.match(await dialog.innerText(), /“notes\.txt” was changed by another program/);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  assert.equal(String(await bytesIn(page)), "Another text.");
  await page.locator("#save").click();
  await dialog.getByRole("button", { name: "Replace it" }).click();
  await eventually(() => notice(page), "Saved in “notes.txt”.");
  assert.deepEqual(await bytesIn(page), FAULTY);
  // Written by the page itself: that is not asked about.
  await page.locator("#notice").evaluate((line) => line.replaceChildren());
  await page.locator("#save").click();
  await eventually(() => notice(page), "Saved in “notes.txt”.");
  assert.equal(await dialog.count(), 0);
});

testPage("what cannot be saved is told, and the text stays", async (page) => {
  await write(page, FAULTY);
  await page.locator("#open").click();
  await eventually(() => words(page), ["thereare"]);
  const refuse = (name) =>
    page.evaluate((name) => {
      FileSystemFileHandle.prototype.createWritable = () => Promise.reject(new DOMException("no", name));
    }, name);
  const alert = page.locator(".alert");
  for (const [name, why] of [
    ["NotAllowedError", "The browser was not allowed to write it"],
    ["NotFoundError", "It may have been moved or deleted"],
  ]) {
    await refuse(name);
    await page.locator("#save").click();
    await eventually(
      () => alert.locator("p").allInnerTexts(),
      [`“notes.txt” was not saved. ${why}. Your text is untouched; “Download” saves it as another file.`],
    );
  }
  assert.deepEqual(await bytesIn(page), FAULTY);
  assert.match(await textOf(page), /thereare/);
});

testPage("a file that the system opens with the page can be saved, and what was here is kept", async (page) => {
  await openText(page, "This was here before.");
  await write(page, FAULTY);
  await page.evaluate(async () => globalThis.launch([await globalThis.fileOf("notes.txt")]));
  await eventually(() => words(page), ["thereare"]);
  await eventually(
    () => notice(page),
    "Opened “notes.txt”. What was here before is under “Kept texts”. Bring the former text back",
  );
  assert.equal(await page.locator("#save").isVisible(), true);
  await page.locator("#drafts").click();
  await page.locator(".draft", { hasText: "This was here before." }).waitFor();
});

testPage("a file that is dropped can be saved", async (page) => {
  await write(page, FAULTY);
  await page.evaluate(async () => {
    const handle = await globalThis.fileOf("notes.txt");
    const data = new DataTransfer();
    data.items.add(await handle.getFile());
    DataTransferItem.prototype.getAsFileSystemHandle = () => Promise.resolve(handle);
    for (const type of ["dragenter", "drop"])
      document.body.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
  });
  await eventually(() => words(page), ["thereare"]);
  await page.locator("#fix-all").click();
  await eventually(() => textOf(page), "They said that there are plans.\nAll is well.\n\n");
  await page.locator("#save").click();
  await eventually(() => notice(page), "Saved in “notes.txt”.");
  assert.deepEqual(await bytesIn(page), FIXED);
});

test(
  "where the browser cannot write files, saving is a download",
  onPage(
    () => site,
    { before: (page) => page.addInitScript(() => delete globalThis.showOpenFilePicker) },
    async (page) => {
      await ready(page);
      const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.locator("#open").click()]);
      await chooser.setFiles({ name: "notes.txt", mimeType: "text/plain", buffer: FAULTY });
      await eventually(() => words(page), ["thereare"]);
      assert.equal(await page.locator("#save").isVisible(), false);
      const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Control+s")]);
      assert.equal(download.suggestedFilename(), "notes.txt");
    },
  ),
);
