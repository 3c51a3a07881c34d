// How long the editor page does not answer when thousands of spaces are put in at once, taken out by undo, and put in again.

import { Buffer } from "node:buffer";
import { row } from "../lib/rows.js";
import { prose } from "../lib/texts.js";

const LENGTHS = [1_000_000, 4_000_000, 10_000_000];
const ROUNDS = 3;
const TIMEOUT_MS = 240_000;
const STEPS = [
  { name: "fix all", key: "Control+Shift+Enter", isFixed: true },
  { name: "undo", key: "Control+z", isFixed: false },
  { name: "redo", key: "Control+y", isFixed: true },
];

export async function undo({ browser, url, words, say, report }) {
  const megabyte = prose(words, LENGTHS[0], 1).replace(/\. (?=[A-Z])/g, ". They said that thereare plans. ");
  for (const length of LENGTHS) {
    say(`undo: ${length / 1e6} MB`);
    const context = await browser.newContext({ serviceWorkers: "block" });
    try {
      const page = await context.newPage();
      await page.goto(url);
      const text = megabyte.repeat(Math.ceil(length / megabyte.length)).slice(0, length);
      const found = await open(page, text);
      const times = new Map(STEPS.map(({ name }) => [name, []]));
      for (let round = 0; round < ROUNDS; round++) {
        for (const { name, key, isFixed } of STEPS)
          times.get(name).push(await longestTask(page, key, { isFixed, found }));
        await longestTask(page, "Control+z", { isFixed: false, found });
      }
      for (const [name, tasks] of times)
        report(row(`${name}, ${length / 1e6} MB`, "ms", tasks, { note: `${found.toLocaleString("en")} places` }));
    } finally {
      await context.close();
    }
  }
}

/** Opens a text as a file, and waits until it is checked. Returns how much was found. */
async function open(page, text) {
  await page.locator(".unglue-mark").first().waitFor();
  await page.setInputFiles("#file", { name: "text.txt", mimeType: "text/plain", buffer: Buffer.from(text) });
  await page.waitForFunction((line) => document.querySelector(".cm-line").textContent === line, text.split("\n")[0]);
  await checked(page, { isFixed: false, found: 2 });
  return Number((await page.locator("#count").innerText()).replaceAll(",", ""));
}

/** Waits until the whole text is checked, and less than half of what is found in it at first is found, or more. */
async function checked(page, wanted) {
  const is = (wanted) => {
    const count = document.getElementById("count");
    const found = count.hidden ? 0 : Number(count.textContent.replaceAll(",", ""));
    return (
      document.getElementById("progress").hidden &&
      !document.getElementById("state").textContent.startsWith("Checking") &&
      wanted.isFixed === found < wanted.found / 2
    );
  };
  await page.waitForFunction(is, wanted, { timeout: TIMEOUT_MS, polling: 100 });
  await page.waitForTimeout(500);
}

/** Presses a key, and returns the longest time, in milliseconds, for which the page did nothing else until all is checked again. */
async function longestTask(page, key, wanted) {
  await page.locator(".cm-content").focus();
  await page.evaluate(() => {
    const watch = (globalThis.watch = { longest: 0, stopped: false });
    let last = performance.now();
    const tick = () => {
      const now = performance.now();
      watch.longest = Math.max(watch.longest, now - last);
      last = now;
      if (!watch.stopped) setTimeout(tick);
    };
    tick();
  });
  await page.keyboard.press(key);
  await checked(page, wanted);
  return page.evaluate(() => {
    globalThis.watch.stopped = true;
    return globalThis.watch.longest;
  });
}
