// The plugin in an editor such as Obsidian's.

import assert from "node:assert/strict";
import * as fs from "node:fs";
import { test } from "node:test";
import { protect } from "../src/protect.js";
import { eventually, onNotes } from "./support.js";

const note = onNotes();
const TEXT = "They said thereare plans, and ofany kind.";
const RIGHT = "They said there are plans, and of any kind.";

const marks = (page) => page.locator(".cm-content .unglue-mark").allTextContents();
const text = (page) => page.evaluate(() => text());
const set = (page, to) => page.evaluate((to) => set(to), to);
const load = (page, data) => page.evaluate((data) => load(data), data);
const run = (page, id) => page.evaluate((id) => run(id), id);

note("a note is underlined as it is written, and fixed in one step of undo", async (page) => {
  await load(page);
  assert.deepEqual(await page.evaluate(() => version()), [false, 1], "it is Obsidian's CodeMirror");
  assert.deepEqual(await page.evaluate(() => commands()), ["fix-all", "repair", "fix-at-cursor", "next", "previous"]);
  await page.locator(".cm-content").click();
  await page.keyboard.type(`${TEXT} `);
  await eventually(() => marks(page), ["thereare", "ofany"]);
  await run(page, "fix-all");
  assert.equal(await text(page), `${RIGHT} `);
  await eventually(() => page.locator(".notice").allTextContents(), ["2 spaces mended"]);
  await page.keyboard.press("ControlOrMeta+z");
  assert.equal(await text(page), `${TEXT} `);
  await eventually(() => marks(page), ["thereare", "ofany"]);
  await run(page, "next");
  await run(page, "fix-at-cursor");
  assert.equal(await text(page), `${TEXT} `.replace("thereare", "there are"));
});

note("a ruined note is repaired, also when it was pasted", async (page, context) => {
  await load(page);
  const ruined = "The interna tional fair had authori\nsing twoleaders.";
  await set(page, ruined);
  await eventually(async () => (await marks(page)).length > 0, true);
  await run(page, "repair");
  assert.equal(await text(page), "The international fair had authorising\ntwo leaders.");

  await set(page, "");
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const pasted = "Theysaid thereare plans, and ofany kind, for twoleaders of thecountry.";
  await page.evaluate((pasted) => navigator.clipboard.writeText(pasted), pasted);
  await page.locator(".cm-content").click();
  await page.keyboard.press("ControlOrMeta+v");
  await page.locator(".notice button").click();
  await eventually(() => text(page), "They said there are plans, and of any kind, for two leaders of the country.");
});

note("what can be done about a fault is in the menu and under the pointer, and words are kept", async (page) => {
  await load(page, { words: ["ofany"], other: "is left alone" });
  await set(page, TEXT);
  await eventually(() => marks(page), ["thereare"]);
  assert.deepEqual(await page.evaluate(() => menu(2)), []);
  const titles = await page.evaluate(() => menu(12));
  assert.deepEqual(titles, ["there are", "Ignore here", "Ignore everywhere", "Add to dictionary"]);
  await page.locator(".unglue-mark").hover();
  await page.locator(".unglue-tooltip button").first().click();
  assert.equal(await text(page), TEXT.replace("thereare", "there are"));
  await page.evaluate(() => cm.focus());
  await page.keyboard.press("ControlOrMeta+z");
  await eventually(() => marks(page), ["thereare"]);
  await page.evaluate(() => (menu(12), choose("Add to dictionary")));
  await eventually(() => marks(page), []);
  await eventually(() => page.evaluate(() => app.data.words), ["ofany", "thereare"]);
});

note("settings hold at once, and are kept", async (page) => {
  await load(page, { level: "no level", words: 7, rules: { "merged-number": false } });
  await set(page, `${TEXT} On November12.`);
  await eventually(() => marks(page), ["thereare", "ofany"]);
  await page.evaluate(() => openSettings());
  await page.getByLabel("Number and word").check();
  await eventually(() => marks(page), ["thereare", "ofany", "November12"]);
  await page.getByLabel("Words run together").uncheck();
  await eventually(() => marks(page), ["November12"]);
  await page.getByLabel("Your words").fill("November12");
  await eventually(() => marks(page), []);
  const kept = { level: "likely", rules: { "merged-number": true, "merged-words": false } };
  const data = await page.evaluate(() => app.data);
  assert.deepEqual(data, { ...kept, offersRepair: true, words: ["November12"], ignored: [] });
});

note("nothing is left of it once it is switched off", async (page) => {
  await load(page);
  await set(page, TEXT);
  await eventually(() => marks(page), ["thereare", "ofany"]);
  await eventually(() => page.workers().length, 1);
  await page.evaluate(() => unload());
  await eventually(() => page.workers().length, 0);
  assert.deepEqual(await marks(page), []);
  assert.deepEqual(await page.evaluate(() => [version(), commands(), app.workspace.menu({ cm })]), [
    [false, 0],
    [],
    [],
  ]);
  await set(page, `${TEXT} ofany`);
  await load(page);
  await eventually(() => marks(page), ["thereare", "ofany", "ofany"]);
});

test("what is no prose in a note", () => {
  for (const [text, ...expected] of [
    ["---\ntitle: thereare\n---\nThen", "---\ntitle: thereare\n---\n"],
    ["---\r\n---\r\nThen", "---\r\n---\r\n"],
    ["---\ntitle: a\nunglue: off\n---\nThen", "---\ntitle: a\nunglue: off\n---\nThen"],
    ["Then\n---\ntitle: a\n---\n"],
    ["---\nno end"],
    ["See [[Notes/thereare]] and [[thereare|of any]] and [[open", "[[Notes/thereare", "[[thereare", "[[open"],
    ["It is $x+y$ and $\\$z$ for $5 or $6.", "$x+y$", "$\\$z$"],
    ["So\n$$\nthereare\n$$\nthen", "$$\nthereare\n$$"],
  ]) {
    const found = protect(text).map(([from, to]) => text.slice(from, to));
    assert.deepEqual(found, expected, text);
  }
});

test("the store's files are as it wants them", () => {
  const read = (name) => JSON.parse(fs.readFileSync(new URL(`../${name}`, import.meta.url), "utf8"));
  const [manifest, versions] = [read("manifest.json"), read("versions.json")];
  assert.equal(manifest.version, read("package.json").version);
  assert.equal(versions[manifest.version], manifest.minAppVersion);
  assert.ok(manifest.description.length <= 250 && manifest.description.endsWith("."));
  assert.ok(!/obsidian/i.test(manifest.id + manifest.name) && !/plugin/i.test(manifest.id + manifest.description));
});
