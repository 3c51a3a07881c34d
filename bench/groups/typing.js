// How long the editor page does not answer while somebody types in a large text: the longest task of the main thread
// that a key leads to, be it the key's own, a timer's, a worker's answer, the frame that shows it or the collection of
// garbage.

import { Buffer } from "node:buffer";
import { row } from "../lib/rows.js";
import { faulty, prose } from "../lib/texts.js";
import { longestOfEach, markKeys, trace } from "../lib/trace.js";

const LENGTH = 1_000_000;
/** Where in the text is typed, from its start (0) to its end (1). */
const PLACES = [0, 0.13, 0.37, 0.5, 0.68, 0.91, 1];
const TYPED = " Now thereare more words, and a few ofthem lost their space; nobody cares.";
/** As fast as nobody types for long: 40 keys a second. */
const KEY_MS = 25;
const GOAL = { of: "p99", most: 8 };

export async function typing({ browser, url, words, own, say, report }) {
  const text = (own ?? prose(words, LENGTH, 1)).slice(0, LENGTH);
  for (const [what, opened] of [
    ["prose", text],
    ["prose with thousands of faults", faulty(text, LENGTH)],
  ]) {
    say(`typing: ${what}`);
    const context = await browser.newContext({ serviceWorkers: "block" });
    try {
      const page = await context.newPage();
      await page.addInitScript(markKeys);
      await page.goto(url);
      const found = await open(page, opened);
      const tasks = [];
      for (const place of PLACES) tasks.push(...(await typedAt(page, place)));
      const note = `${found} found before`;
      report(
        row(
          `${what}: the longest task for a key`,
          "ms",
          tasks.map(({ wall }) => wall),
          { goal: GOAL, note },
        ),
      );
      report(
        row(
          `${what}: the processor's time for it`,
          "ms",
          tasks.map(({ cpu }) => cpu),
        ),
      );
    } finally {
      await context.close();
    }
  }
}

/** Opens a text as a file, and waits until it is checked. Returns how much was found. */
async function open(page, text) {
  await page.locator(".unglue-mark").first().waitFor();
  await page.setInputFiles("#file", { name: "text.txt", mimeType: "text/plain", buffer: Buffer.from(text) });
  const [line] = text.split("\n");
  await page.waitForFunction((line) => document.querySelector(".cm-line").textContent === line, line);
  await page.waitForFunction(
    () =>
      document.getElementById("progress").hidden &&
      !document.getElementById("state").textContent.startsWith("Checking"),
  );
  return page.evaluate(
    () => new Promise((done) => setTimeout(() => done(document.getElementById("count").textContent || "0"), 500)),
  );
}

/** Types at a place, and returns the longest task of each key. */
async function typedAt(page, place) {
  await page.evaluate((place) => {
    const scroller = document.querySelector(".cm-scroller");
    scroller.scrollTop = place * (scroller.scrollHeight - scroller.clientHeight);
  }, place);
  await page.waitForTimeout(300);
  const { x, y, height } = await page.locator(".cm-scroller").boundingBox();
  await page.mouse.click(x + 200, y + height / 2);
  await page.keyboard.press("End");
  await page.waitForTimeout(300);
  const stop = await trace(page);
  await page.keyboard.type(TYPED, { delay: KEY_MS });
  for (const key of ["Enter", "Backspace", "Backspace", "ArrowLeft", "ArrowRight"])
    await page.keyboard.press(key, { delay: KEY_MS });
  await page.waitForTimeout(300);
  return longestOfEach(await stop(), "key");
}
