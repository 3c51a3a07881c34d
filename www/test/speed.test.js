// What is promised for long texts: typing in them is not felt, and the page is light.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { eventually, onPage, openText, start } from "./browser.js";

let site;
before(async () => (site = await start()));
after(() => site.stop());
const page = (...args) => onPage(() => site, ...args);

/** A text of a megabyte with more than four thousand faults. */
const LINE = "The library in Mill Lane opens again, and the choir will sing in the hall when the mayor has cut the ribbon. ";
const MEGABYTE = `${LINE.repeat(2)}They said that thereare plans.\n\n`.repeat(4000);

/** What a keystroke may keep the page from doing anything else for, at the 99th percentile. */
const BUDGET_MS = 8;

test("typing in a text of 1 MB blocks the page for less than 8 ms at the 99th percentile", page(async (page, context) => {
  assert.ok(MEGABYTE.length > 950_000, String(MEGABYTE.length));
  await openText(page, MEGABYTE);
  await eventually(() => page.locator("#count").innerText(), "4,000");
  await page.keyboard.press("Control+Home");
  for (let line = 0; line < 4; line++) await page.keyboard.press("PageDown");
  await page.keyboard.press("End");
  // Whatever runs for a key, its answer and its frame: the processor's time of each task of the main thread, so that what
  // else the machine does is not counted.
  const cdp = await context.newCDPSession(page);
  const tasks = [];
  cdp.on("Tracing.dataCollected", ({ value }) => tasks.push(...value));
  await cdp.send("Tracing.start", { traceConfig: { includedCategories: ["toplevel", "__metadata"] }, transferMode: "ReportEvents" });
  const typed = " Now thereare more words, and a few ofthem lost their space; nobody cares.".repeat(4);
  await page.keyboard.type(typed, { delay: 25 });
  const complete = new Promise((resolve) => cdp.once("Tracing.tracingComplete", resolve));
  await cdp.send("Tracing.end");
  await complete;
  const main = tasks.find(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain");
  const times = tasks
    .filter(({ name, pid, tid, tdur }) => /RunTask|DoWork/.test(name) && pid === main.pid && tid === main.tid && tdur !== undefined)
    .map(({ tdur }) => tdur / 1000)
    .sort((a, b) => b - a);
  // There are several tasks for a key: of those, the longest one for each hundredth key.
  const worst = times[Math.floor(typed.length / 100)];
  console.log(`# ${typed.length} keys, ${times.length} tasks: longest ${times[0].toFixed(1)} ms, 99th percentile of keys ${worst.toFixed(1)} ms`);
  assert.ok(times.length > typed.length, "tasks were recorded");
  assert.ok(worst < BUDGET_MS, `${worst} ms; the longest: ${times.slice(0, 12)}`);
}));

test("the page's own scripts are below 250 kB, compressed", () => {
  const dist = new URL("../dist/", import.meta.url);
  const seen = new Set();
  /** @param {string} file */
  function load(file) {
    if (seen.has(file)) return;
    seen.add(file);
    const source = readFileSync(new URL(`assets/${file}`, dist), "utf8");
    // What is imported at once, or started as a worker; not what is loaded later.
    for (const [, name] of source.matchAll(/(?:from|import|URL\()\s*["'`](?:\.\/)?([\w.-]+\.js)["'`]/g)) load(name);
  }
  const html = readFileSync(new URL("index.html", dist), "utf8");
  for (const [, name] of html.matchAll(/assets\/([\w.-]+\.js)/g)) load(name);
  const size = [...seen].reduce((sum, file) => sum + gzipSync(readFileSync(new URL(`assets/${file}`, dist))).length, 0);
  console.log(`# ${(size / 1000).toFixed(0)} kB in ${seen.size} files of ${readdirSync(new URL("assets/", dist)).length}`);
  assert.ok(seen.size >= 2 && size < 250_000, `${size} bytes: ${[...seen]}`);
});
