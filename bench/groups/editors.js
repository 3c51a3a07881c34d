// What each adapter costs in its editor: how long the page does not answer while somebody types in a large text, beside
// the same editor without unglue, and while "fix all" repairs some 1,500 places.

import { row, single } from "../lib/rows.js";
import { summary } from "../lib/statistics.js";
import { faulty, prose } from "../lib/texts.js";
import { longestOfEach, markKeys, trace } from "../lib/trace.js";

const EDITORS = ["textarea", "contenteditable", "codemirror", "prosemirror", "monaco"];
const SIZES = [
  ["100 kB", 100_000],
  ["1 MB", 1_000_000],
];
/** Where in the text is typed, from its start (0) to its end (1). */
const PLACE = 0.6;
const TYPED = " Now thereare more words, and a few ofthem lost their space; nobody cares.";
const KEYS = [...TYPED, "Enter", "Backspace", "Backspace", "ArrowLeft", "ArrowRight"];
/** 40 keys a second, where the editor is as quick. */
const KEY_MS = 25;
/** No row takes longer; slow ones have fewer samples. */
const CAP_MS = 15_000;
/** Half of the time that a screen gives to a frame. */
const GOAL = { of: "added", most: 8 };
/** A text of this length has some 1,500 faults. */
const FIXED_LENGTH = 280_000;
/** What is felt as a stop. */
const FIX_GOAL = { of: "median", most: 100 };

export async function editors({ browser, pages, words, own, say, report }) {
  for (const name of EDITORS) {
    for (const [size, length] of SIZES) {
      say(`editors: ${name}, ${size}`);
      const text = own?.slice(0, length) ?? faulty(prose(words, length, 1), length);
      const typed = (checked) => inPage(browser, pages, (page) => typedIn(page, name, text, checked));
      const { tasks: without } = await typed(false);
      const { found, tasks } = await typed(true);
      const compared = (what, of, more) =>
        row(`${name}, ${size}: ${what}`, "ms", tasks.map(of), { without: summary(without.map(of)), ...more });
      report(compared("the longest task for a key", ({ wall }) => wall, { note: `${found} found before` }));
      report(compared("the processor's time for it", ({ cpu }) => cpu, { goal: GOAL }));
    }
  }
}

export async function fixall({ browser, pages, words, say, report }) {
  const text = faulty(prose(words, FIXED_LENGTH, 1), FIXED_LENGTH);
  for (const name of EDITORS) {
    say(`fix all: ${name}`);
    const { count, time, longest } = await inPage(browser, pages, (page) => fixedIn(page, name, text));
    report(single(`${name}: the longest task`, "ms", longest.wall, { note: `${count} places` }));
    report(single(`${name}: the processor's time for it`, "ms", longest.cpu, { goal: FIX_GOAL }));
    report(single(`${name}: until all stand`, "ms", time));
  }
}

async function inPage(browser, url, measure) {
  const context = await browser.newContext({ viewport: { width: 900, height: 700 } });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(120_000);
    await page.addInitScript(markKeys);
    await page.goto(url);
    await page.waitForFunction(() => globalThis.ready);
    return await measure(page);
  } finally {
    await context.close();
  }
}

async function open(page, name, text, checked) {
  const found = await page.evaluate(
    ([name, text, checked]) => globalThis.open(name, text, checked),
    [name, text, checked],
  );
  await page.waitForTimeout(500);
  return found;
}

async function typedIn(page, name, text, checked) {
  const found = await open(page, name, text, checked);
  await page.evaluate((place) => globalThis.select(place), PLACE);
  await page.waitForTimeout(500);
  // What is compiled at the first key is not counted.
  await page.keyboard.type(" A", { delay: KEY_MS });
  const stop = await trace(page);
  const end = performance.now() + CAP_MS;
  for (const key of KEYS) {
    await page.keyboard.press(key, { delay: KEY_MS });
    if (performance.now() > end) break;
  }
  await page.waitForTimeout(300);
  return { found, tasks: longestOfEach(await stop(), "key") };
}

async function fixedIn(page, name, text) {
  await open(page, name, text, true);
  await page.evaluate(() => globalThis.select(0));
  await page.waitForTimeout(500);
  const stop = await trace(page);
  const { count, time } = await page.evaluate(() => globalThis.fixAll());
  await page.waitForTimeout(500);
  const [longest] = longestOfEach(await stop(), "fix");
  return { count, time, longest };
}
