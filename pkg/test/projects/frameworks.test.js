// React, Vue and Svelte: the recipes of README.md, in fields whose text the framework keeps.

import assert from "node:assert/strict";
import * as fs from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, test } from "node:test";
import { launch } from "../support/browser.js";
import { eventually } from "../support/eventually.js";
import { serve } from "../support/serve.js";
import { layOut } from "./support.js";

let browser;
let server;
before(async () => {
  const root = layOut("frameworks");
  const load = (path) => import(pathToFileURL(join(root, "node_modules", path)));
  const { build } = await load("vite/dist/node/index.js");
  const { default: vue } = await load("@vitejs/plugin-vue/dist/index.mjs");
  const { svelte } = await load("@sveltejs/vite-plugin-svelte/src/index.js");
  await build({ root, configFile: false, logLevel: "error", plugins: [vue(), svelte({ configFile: false })] });
  server = await serve(join(root, "dist"));
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.stop();
});

for (const name of ["React", "Vue", "Svelte"])
  test(`${name}: what is typed, and what the state puts in, is checked; the state has what a fix makes; nothing is left`, async () => {
    const page = await browser.newPage();
    const complaints = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
    await page.goto(server.address);
    await page.waitForFunction(() => globalThis.result);
    await page.evaluate((name) => void mount(name), name);
    const drawn = () => page.evaluate(() => drawn());
    const state = () => page.locator("output").innerText();
    const field = page.locator("textarea");
    await field.focus();
    await page.keyboard.type("They said that thereare plans.");
    await eventually(drawn, ["thereare"]);
    await page.keyboard.press("Control+Shift+Enter");
    await eventually(state, "They said that there are plans.");
    assert.equal(await field.inputValue(), await state());
    await page.keyboard.press("Control+z");
    await eventually(state, "They said that thereare plans.");
    await page.locator("[name=set]").click();
    await eventually(state, "Here ofany form.");
    await eventually(drawn, ["ofany"]);
    await page.evaluate(() => unmountField());
    await eventually(() => page.evaluate(() => document.querySelector("main").childElementCount), 0);
    assert.deepEqual(await drawn(), []);
    assert.deepEqual(complaints, []);
    await page.close();
  });

test("they are those of README.md", () => {
  const readme = fs.readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  for (const file of ["use-unglue.react.js", "use-unglue.vue.js", "unglued.svelte.js"]) {
    const recipe = fs.readFileSync(join(import.meta.dirname, "frameworks", file), "utf8");
    assert.ok(readme.includes(recipe), `${file} is another one than in README.md`);
  }
});
