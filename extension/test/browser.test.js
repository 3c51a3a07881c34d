// What the browser does with the extension: sites that are allowed later or no more, and a background that ends.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test as plainTest } from "node:test";
import { out } from "../scripts/build.js";
import { eventually, FAULTY, FOUND, onPages, popupOf, settled, underlined } from "./support.js";

const pages = { "/fields": `<textarea>${FAULTY}</textarea>` };
/** Nothing is allowed at first, as when the extension was just installed; the browser has the host for later. */
const testUnasked = onPages(pages, { hosts: [] });
const test = onPages(pages);

testUnasked(
  "nothing is read on a site before it is allowed, and the popup asks for that site or for all",
  "/fields",
  async (page, browser) => {
    await page.locator("textarea").focus();
    await settled();
    assert.deepEqual(await underlined(page), []);
    assert.deepEqual(await browser.worker.evaluate(() => chrome.scripting.getRegisteredContentScripts()), []);
    // Without the host, only a click on the button of the extension tells it the address.
    const address = page.url();
    await popupOf(
      page,
      browser,
      async (popup) => {
        await popup.locator("#ask").waitFor();
        assert.equal(await popup.locator("#site").isVisible(), false);
        await popup.evaluate(() => {
          globalThis.asked = [];
          chrome.permissions.request = async ({ origins }) => (asked.push(origins), false);
        });
        await popup.locator("#allow-site").click();
        await popup.locator("#allow-all").click();
        const { protocol, hostname } = new URL(address);
        const site = `${protocol}//${hostname}/*`;
        assert.deepEqual(await popup.evaluate(() => asked), [[site], ["http://*/*", "https://*/*"]]);
      },
      { address },
    );
  },
);

test(
  "a background that has ended is started again by the next key, with the same words",
  "/fields",
  async (page, browser) => {
    await eventually(() => underlined(page), FOUND);
    await browser.endBackground();
    await settled();
    assert.deepEqual(await underlined(page), FOUND, "what is drawn stays");
    await page.locator("textarea").focus();
    await page.keyboard.press("Control+End");
    await page.keyboard.type(" And twoleaders met.");
    await eventually(() => underlined(page), [...FOUND, "twoleaders"]);
    assert.equal(await browser.worker.evaluate(() => globalThis.isFirst), undefined, "it is another one");
    // More often than a worker may crash.
    for (const word of ["ameeting", "theplans", "forthe"]) {
      await browser.endBackground();
      await page.keyboard.type(` So ${word} is.`);
      await eventually(async () => (await underlined(page)).at(-1), word);
    }
  },
);

test("a site that is allowed no more is left alone at once", "/fields", async (page, browser) => {
  await eventually(() => underlined(page), FOUND);
  await popupOf(page, browser, async (popup) => {
    // No host of a manifest can be taken back by a script; a permission that needs no prompt stands for it.
    await popup.evaluate(() => {
      document.body.onclick = async () => {
        globalThis.isGranted = await chrome.permissions.request({ permissions: ["idle"] });
      };
    });
    await popup.locator("h1").click();
    await eventually(() => popup.evaluate(() => globalThis.isGranted), true);
    await settled();
    assert.deepEqual(await underlined(page), FOUND);
    await browser.worker.evaluate(() => {
      globalThis.contains = chrome.permissions.contains;
      chrome.permissions.contains = async () => false;
    });
    await popup.evaluate(() => chrome.permissions.remove({ permissions: ["idle"] }));
    await eventually(() => underlined(page), []);
  });
  await page.locator("textarea").focus();
  await page.keyboard.type("They said twoleaders met. ");
  await settled();
  assert.deepEqual(await underlined(page), []);
  await browser.worker.evaluate(() => (chrome.permissions.contains = globalThis.contains));
});

plainTest("the manifests ask for nothing at once but storage, the button's tab and running where it is allowed", () => {
  for (const name of ["chromium", "firefox"]) {
    const manifest = JSON.parse(readFileSync(join(out, name, "manifest.json"), "utf8"));
    assert.deepEqual(manifest.permissions, ["activeTab", "scripting", "storage"]);
    assert.deepEqual(manifest.optional_host_permissions, ["http://*/*", "https://*/*"]);
    for (const key of ["host_permissions", "content_scripts", "web_accessible_resources", "externally_connectable"])
      assert.equal(manifest[key], undefined, `${name}: ${key}`);
    const { extension_pages: policy } = manifest.content_security_policy;
    assert.match(policy, /^default-src 'none'; .*connect-src 'self'$/);
  }
});

plainTest("what runs in pages has no way to any address, nor the Wasm module", () => {
  for (const name of ["chromium", "firefox"]) {
    const script = readFileSync(join(out, name, "content.js"), "utf8");
    const ways =
      /fetch\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon|WebAssembly\.(?!RuntimeError)|importScripts|https?:\/\/(?!www\.w3\.org)/g;
    assert.deepEqual(script.match(ways), null);
  }
});

test("the background itself is refused every connection but to its own files", "/fields", async (_, browser) => {
  const answer = await browser.worker.evaluate(
    (url) =>
      fetch(url).then(
        () => "sent",
        () => "refused",
      ),
    browser.url("/fields", "localhost"),
  );
  assert.equal(answer, "refused");
});
