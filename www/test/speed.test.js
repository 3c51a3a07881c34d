// What makes the page quick: it draws only what can be seen, and is light. How quick: `cargo xtask bench page`.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ownScripts } from "../scripts/own-scripts.js";
import { eventually, onPage, openText, start } from "./browser.js";

let site;
before(async () => (site = await start()));
after(() => site.stop());
const testPage = (name, ...args) =>
  test(
    name,
    onPage(() => site, ...args),
  );

/** A text of a megabyte with more than four thousand faults. */
const LINE =
  "The library in Mill Lane opens again, and the choir will sing in the hall when the mayor has cut the ribbon. ";
const MEGABYTE = `${LINE.repeat(2)}They said that thereare plans.\n\n`.repeat(4000);

testPage(
  "of a text of 1 MB only what can be seen is drawn, so that a key costs what it costs in a short one",
  async (page) => {
    assert.ok(MEGABYTE.length > 950_000, String(MEGABYTE.length));
    await openText(page, MEGABYTE);
    await eventually(() => page.locator("#count").innerText(), "4,000");
    const drawn = () =>
      page.evaluate(() => [".unglue-mark", "#list li"].map((what) => document.querySelectorAll(what).length));
    await page.keyboard.press("Control+End");
    await page.keyboard.type("Now thereare more words, and a few ofthem lost their space.");
    await eventually(() => page.locator("#count").innerText(), "4,002");
    const [faults, rows] = await drawn();
    assert.ok(faults >= 3 && faults < 100, `${faults} underlines`);
    assert.equal(rows, 200);
  },
);

test("the page's own scripts are below 250 kB, compressed", () => {
  const scripts = ownScripts();
  const size = scripts.reduce((sum, { gzip }) => sum + gzip, 0);
  console.log(`# ${(size / 1000).toFixed(0)} kB in ${scripts.length} files`);
  const names = scripts.map(({ name }) => name).join();
  // The page, and its worker.
  assert.match(names, /main-.*thread-/);
  assert.ok(size < 250_000, `${size} bytes: ${names}`);
});
