// The popup: this site on and off, what is found in the tab, “fix all”, levels, rules and personal words.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { eventually, FAULTY, FOUND, onPages, popupOf, RIGHT, settled, underlined } from "./support.js";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** More faults than one scan of a level finds: the last is a guess. */
const pages = {
  "/fields": `<textarea>${FAULTY}</textarea><input value="We met twoleaders."><iframe src="/frame"></iframe>`,
  "/frame": `<p contenteditable>${FAULTY}</p>`,
  "/nothing": "<p>No field.</p>",
  "/levels": "<textarea>They said thereare plans. The cat sat on thef eedback.</textarea>",
};

const test = onPages(pages);
const value = (page, selector) => page.locator(selector).evaluate((field) => field.value ?? field.textContent);
const list = (popup) => popup.locator("#findings button").allInnerTexts();
const count = (popup) => popup.locator("#count").innerText();
const kept = (worker) =>
  worker.evaluate(async () => {
    const parts = (items) =>
      Object.entries(items).flatMap(([key, { words }]) => (key.startsWith("personal.") ? words : []));
    return { local: parts(await chrome.storage.local.get()), sync: parts(await chrome.storage.sync.get()) };
  });
const isSynced = (worker) =>
  worker.evaluate(async () => (await chrome.storage.local.get()).settings?.isSynced ?? false);

test("it lists what is found in the fields of all frames, and shows where", "/fields", async (page, browser) => {
  await popupOf(page, browser, async (popup) => {
    const all = [
      "thereare → there are",
      "ofany → of any",
      "twoleaders → two leaders",
      "thereare → there are",
      "ofany → of any",
    ];
    await eventually(() => list(popup), all);
    assert.equal(await count(popup), "5 found in 3 fields");
    assert.equal(await popup.locator("#host").innerText(), "127.0.0.1");
    await popup.locator("#findings button").nth(2).click();
    await eventually(
      () => page.evaluate(() => [document.activeElement.localName, document.activeElement.selectionStart]),
      ["input", 17],
    );
    await page.locator("input").fill("We met.");
    await eventually(() => count(popup), "4 found in 3 fields");
  });
});

test("“fix all” fixes the fields of all frames, each in one step of undo", "/fields", async (page, browser) => {
  await popupOf(page, browser, async (popup) => {
    await eventually(() => count(popup), "5 found in 3 fields");
    const closed = popup.waitForEvent("close");
    await popup.locator("#fix-all").click();
    await closed;
  });
  await page.bringToFront();
  await eventually(() => value(page, "textarea"), RIGHT);
  await eventually(() => value(page, "input"), "We met two leaders.");
  const region = page.frameLocator("iframe").locator("p");
  await eventually(() => region.innerText(), RIGHT);
  // The steps of a frame are in one list, from the last one back.
  for (const [place, before] of [
    [page.locator("input"), "We met twoleaders."],
    [page.locator("textarea"), FAULTY],
    [region, FAULTY],
  ]) {
    await place.focus();
    await page.keyboard.press("Control+z");
    await eventually(() => place.evaluate((field) => field.value ?? field.textContent), before);
  }
});

test(
  "a site that is off is left alone at once, and on every page, until it is on again",
  "/fields",
  async (page, browser) => {
    await eventually(() => underlined(page), [...FOUND, "twoleaders"]);
    await popupOf(page, browser, async (popup) => {
      await popup.locator("#on").waitFor();
      await popup.locator("#on").uncheck();
      await eventually(() => count(popup), "This site is left alone");
      await eventually(() => underlined(page), []);
      await eventually(() => underlined(page.frames()[1]), []);
    });
    await page.reload();
    await page.locator("textarea").focus();
    await settled();
    assert.deepEqual(await underlined(page), []);
    // The frames of another host belong to the page that they are in; the same host elsewhere is another site.
    const other = await browser.context.newPage();
    await other.goto(browser.url("/fields", "localhost"));
    await eventually(() => underlined(other), [...FOUND, "twoleaders"]);
    await other.close();
    await popupOf(page, browser, async (popup) => {
      await popup.locator("#on").waitFor();
      await popup.locator("#on").check();
      await eventually(() => underlined(page), [...FOUND, "twoleaders"]);
      await eventually(() => count(popup), "5 found in 3 fields");
    });
  },
);

test("the switch of a site is shown once it works", "/fields", async (page, browser) => {
  await eventually(() => underlined(page), [...FOUND, "twoleaders"]);
  await popupOf(page, browser, async (popup) => {
    await popup.addInitScript(() => {
      const { local } = chrome.storage;
      const get = local.get.bind(local);
      local.get = async (...keys) => {
        await new Promise((done) => setTimeout(done, 1_000));
        return get(...keys);
      };
    });
    await popup.reload();
    await popup.locator("#on").waitFor();
    assert.equal(await popup.locator("#on").isChecked(), true);
    await popup.locator("#on").uncheck();
    await eventually(() => underlined(page), []);
  });
});

test("levels and rules change what is underlined, also in pages that are open", "/levels", async (page, browser) => {
  await eventually(() => underlined(page), ["thereare", "thef eedback"]);
  await popupOf(page, browser, async (popup) => {
    await popup.locator("#settings summary").click();
    assert.deepEqual(await popup.locator("#level option").allInnerTexts(), [
      "Only the surest",
      "What is likely right",
      "Everything worth a look",
    ]);
    assert.equal(await popup.locator("#level").inputValue(), "likely");
    await popup.getByLabel("Space in the wrong place").uncheck();
    await eventually(() => underlined(page), ["thereare"]);
    await popup.getByLabel("Words run together").uncheck();
    await eventually(() => underlined(page), []);
    await popup.getByLabel("Words run together").check();
    await eventually(() => underlined(page), ["thereare"]);
    await popup.locator("#level").selectOption("surest");
    await eventually(
      () => browser.worker.evaluate(async () => (await chrome.storage.local.get()).settings.level),
      "surest",
    );
  });
});

test(
  "personal words are kept on this device, or by the browser's sync if the writer wants",
  "/fields",
  async (page, browser) => {
    await eventually(() => underlined(page), [...FOUND, "twoleaders"]);
    await popupOf(page, browser, async (popup) => {
      await popup.locator("#personal summary").click();
      await popup.locator("#word").fill("ofany");
      await popup.keyboard.press("Enter");
      await eventually(() => underlined(page), ["thereare", "twoleaders"]);
      assert.deepEqual(await kept(browser.worker), { local: ["ofany"], sync: [] });
      await popup.getByLabel("other devices").check();
      await eventually(() => kept(browser.worker), { local: [], sync: ["ofany"] });
      await eventually(() => popup.locator("#word-count").innerText(), "(1)");
      await popup.getByRole("button", { name: "Remove ofany" }).click();
      await eventually(() => underlined(page), [...FOUND, "twoleaders"]);
    });
    // By the tooltip in the page.
    await page.evaluate(
      () => (document.querySelector("textarea").focus(), document.activeElement.setSelectionRange(12, 12)),
    );
    await page.keyboard.press("Control+.");
    await page.getByRole("button", { name: /dictionary|Add/ }).click();
    await eventually(() => underlined(page), ["ofany", "twoleaders"]);
    await eventually(() => underlined(page.frames()[1]), ["ofany"]);
    await eventually(() => kept(browser.worker), { local: [], sync: ["thereare"] });
  },
);

test("whoever changes the mind at once loses no word", "/nothing", async (page, browser) => {
  await popupOf(page, browser, async (popup) => {
    await popup.evaluate(() => chrome.storage.local.set({ "personal.0000": { words: ["Aldebury"], ignored: [] } }));
    await eventually(() => popup.locator("#word-count").innerText(), "(1)");
    await popup.locator("#sync").evaluate((box) => {
      globalThis.heard = [];
      chrome.storage.onChanged.addListener(({ settings }) => settings && heard.push(settings.newValue.isSynced));
      box.click();
      box.click();
    });
    await eventually(() => popup.evaluate(() => heard), [true, false]);
    await settled();
    assert.deepEqual((await kept(browser.worker)).local, ["Aldebury"]);
    assert.equal(await popup.locator("#sync").isChecked(), false);
  });
});

test("whoever removes two words at once loses no third one", "/nothing", async (page, browser) => {
  await popupOf(page, browser, async (popup) => {
    const words = ["Aldebury", "Bexmoor", "Caldwick"];
    await popup.evaluate((words) => chrome.storage.local.set({ "personal.0000": { words, ignored: [] } }), words);
    await popup.locator("#personal summary").click();
    await popup.getByRole("button", { name: "Remove Caldwick" }).waitFor();
    await popup.evaluate(() => {
      for (const word of ["Aldebury", "Bexmoor"]) document.querySelector(`[aria-label="Remove ${word}"]`).click();
    });
    await eventually(() => kept(browser.worker), { local: ["Caldwick"], sync: [] });
    await settled();
    assert.deepEqual((await kept(browser.worker)).local, ["Caldwick"]);
  });
});

test("many words are kept in parts that the browser's sync takes", "/nothing", async (page, browser) => {
  await popupOf(page, browser, async (popup) => {
    const words = Array.from({ length: 1_500 }, (_, nth) => `Wörd${nth}`).sort();
    await popup.evaluate((words) => chrome.storage.local.set({ "personal.0000": { words, ignored: [] } }), words);
    await popup.locator("#personal summary").click();
    await eventually(() => popup.locator("#word-count").innerText(), "(1500)");
    await popup.getByLabel("other devices").check();
    await eventually(async () => (await kept(browser.worker)).sync.sort(), words);
    const sizes = await browser.worker.evaluate(async () =>
      Promise.all(Object.keys(await chrome.storage.sync.get()).map((key) => chrome.storage.sync.getBytesInUse(key))),
    );
    assert.ok(Math.max(...sizes) < 8_192, `${sizes}`);
    // What does not fit stays here, and it is said.
    const more = Array.from({ length: 9_000 }, (_, nth) => `Zauberwort${nth}`);
    await popup.getByLabel("other devices").uncheck();
    await eventually(() => isSynced(browser.worker), false);
    assert.equal((await kept(browser.worker)).local.length, words.length);
    await popup.evaluate((words) => chrome.storage.local.set({ "personal.9999": { words, ignored: [] } }), more);
    await popup.getByLabel("other devices").click();
    await eventually(
      () =>
        popup
          .locator("#problem")
          .innerText()
          .then((text) => text.startsWith("The browser could not keep that")),
      true,
    );
    await eventually(() => popup.locator("#sync").isChecked(), false);
    assert.equal((await kept(browser.worker)).local.length, words.length + more.length);
  });
});

test("people can use it without seeing it, in both colour schemes", "/fields", async (page, browser) => {
  await popupOf(page, browser, async (popup) => {
    await eventually(() => count(popup), "5 found in 3 fields");
    for (const colorScheme of ["light", "dark"]) {
      await popup.emulateMedia({ colorScheme });
      for (const id of ["settings", "personal"])
        await popup.evaluate((id) => (document.getElementById(id).open = true), id);
      const { violations } = await popup.evaluate(`${AXE}; axe.run()`);
      assert.deepEqual(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`),
        [],
      );
    }
  });
});
