// Real editors in a real browser. Each test file bundles one page, with esbuild as users would, and opens it anew for
// each test.

import assert from "node:assert/strict";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch } from "../support/browser.js";
import { bundle } from "../support/bundle.js";
import { serve } from "../support/serve.js";

export { eventually } from "../support/eventually.js";

/** What the tests are written with: three faults, and offsets that emoji and combining marks would make wrong. */
export const SENTENCE = "They said that thereare no plans for ameeting on November12 in the town.";
export const REPAIRED = "They said that there are no plans for a meeting on November 12 in the town.";
export const HARD = "👩‍👩‍👧 Cafe\u0301 n\u0303 🦀: ";

/**
 * Bundles a page's script and serves it. Returns how to make a test on a fresh page.
 * @param {string} name of the script
 * @param {object} [options]
 * @param {string} [options.pages] the folder that it is in
 * @param {() => string} [options.modules] returns another folder with npm packages
 */
export function onPage(
  name,
  { policy, loader = {}, entries = {}, timeout = 60_000, pages = join(import.meta.dirname, "pages"), modules } = {},
) {
  const out = fs.mkdtempSync(join(tmpdir(), `unglue-${name}-`));
  let server;
  let browser;

  before(async () => {
    const nodePaths = modules ? [modules()] : [];
    await bundle(out, join(pages, `${name}.js`), { entries, loader, nodePaths });
    server = await serve(out, { policy });
    browser = await launch();
  });

  after(async () => {
    await browser?.close();
    server?.stop();
    fs.rmSync(out, { recursive: true });
  });

  return (title, body) =>
    test(title, { timeout }, async () => {
      const context = await browser.newContext();
      const page = await context.newPage();
      page.setDefaultTimeout(timeout / 3);
      const complaints = [];
      page.on("pageerror", (error) => complaints.push(error.stack));
      page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
      try {
        await page.goto(server.address);
        await page
          .waitForFunction(() => globalThis.ready)
          .catch((error) => {
            throw new Error(`${error.message}\n${complaints.join("\n")}`);
          });
        await body(page, context);
        assert.deepEqual(complaints, []);
      } finally {
        await context.close();
      }
    });
}

/** What a tooltip says and offers with the words of `messages` in pages/shared.js, for a space in the wrong place. */
export const IN_OTHER_WORDS = "misplaced-space/th␣edog/the dog/2/true|th␣edog → the dog|Hier nicht|Ignore everywhere";
export const inWords = (page) =>
  page.locator(".unglue-tooltip").evaluate((tooltip) => {
    const [message, ...buttons] = tooltip.querySelectorAll("p, button");
    return [message, ...buttons].map((element) => element.textContent).join("|");
  });

/** Composes as an input method does. */
export async function inputMethod(context, page) {
  const devtools = await context.newCDPSession(page);
  return {
    compose: (text) =>
      devtools.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length }),
    commit: (text) => devtools.send("Input.insertText", { text }),
  };
}

/** Waits until everything that was typed so far has been checked, and what was found had its time to be drawn. */
export const settled = (page) => page.evaluate(() => globalThis.settled());
