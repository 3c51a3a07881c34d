// How long a page with the extension does not answer while somebody types in a textarea of 100 kB: the longest task of the main
// thread for each key, by Chromium's own trace, with the extension and without. `npm run measure --workspace extension` after
// `cargo xtask extension`; leave the machine alone meanwhile.

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { longestOfEach, markKeys, trace } from "../../bench/lib/trace.js";
import { start } from "../test/support.js";

const SIZE = 100_000;
/** A quick writer's pace, in ms between keys; some of the words are faults. */
const KEY_MS = 60;
const TYPED = "They said thereare no plans forthe meeting on November12 ,and nobody knows thef eedback. ".repeat(2);

const texts = fileURLToPath(new URL("../../tests/golden/texts/", import.meta.url));
const prose = readdirSync(texts)
  .filter((name) => name.endsWith(".txt"))
  .sort()
  .map((name) => readFileSync(texts + name, "utf8"))
  .join("\n\n");
const text = prose.repeat(Math.ceil(SIZE / prose.length)).slice(0, SIZE);

/** Whether an event is a call into the content script. */
const isOwn = ({ name, args }) => name === "FunctionCall" && args.data?.url?.endsWith("/content.js");

/** @param {readonly number[]} times */
function quantiles(times) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share) =>
    sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)].toFixed(1).padStart(6);
  return `${at(0.5)} ${at(0.99)} ${at(1)}`;
}

const browser = await start({ "/": '<textarea rows="20" cols="80"></textarea>' });
try {
  console.log(`${SIZE} characters, ${TYPED.length} keys; ms:      median    99 %    most`);
  for (const place of ["the middle", "the end"]) {
    for (const isOn of [false, true]) {
      const page = await browser.context.newPage();
      await page.addInitScript(markKeys);
      await page.goto(browser.url("/"));
      const area = page.locator("textarea");
      await area.evaluate(
        (area, [text, isOn, place]) => {
          if (!isOn) area.setAttribute("data-unglue", "off");
          area.value = text;
          area.focus();
          const at = place === "the end" ? text.length : text.indexOf("\n", text.length / 2);
          area.setSelectionRange(at, at);
        },
        [text, isOn, place],
      );
      await page.waitForTimeout(1_500);
      // What is compiled at the first keys is not counted.
      await page.keyboard.type(" So. ", { delay: KEY_MS });
      const drawn = await page.evaluate(() => document.querySelector("unglue-layer") !== null);
      if (drawn && !isOn) throw new Error("the extension is at work where it is off");
      const stop = await trace(page, ["devtools.timeline"]);
      await page.keyboard.type(TYPED, { delay: KEY_MS });
      await page.waitForTimeout(500);
      const events = await stop();
      const tasks = longestOfEach(events, "key");
      const own = longestOfEach(events, "key", isOwn);
      const title = `${place}, ${isOn ? "with the extension" : "without"}`;
      console.log(`${title.padEnd(34)} by the clock ${quantiles(tasks.map(({ wall }) => wall))}`);
      console.log(`${"".padEnd(34)} processor    ${quantiles(tasks.map(({ cpu }) => cpu))}`);
      if (isOn) console.log(`${"".padEnd(34)} its own part ${quantiles(own.map(({ cpu }) => cpu))}`);
      const found = await page.evaluate(
        () =>
          [...document.querySelectorAll("unglue-layer")].flatMap(({ shadowRoot }) => [
            ...shadowRoot.querySelectorAll(".unglue-mark"),
          ]).length,
      );
      if (isOn && found === 0) throw new Error("nothing was found: the extension was not at work");
      await page.close();
    }
  }
} finally {
  await browser.stop();
}
