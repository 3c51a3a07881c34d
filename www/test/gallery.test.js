// The gallery: every adapter at work in its editor, from one worker, in the page as it is built.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventually, onPage, start } from "./browser.js";

let site;
before(async () => (site = await start()));
after(() => site.stop());
const testPage = (name, body) =>
  test(
    name,
    onPage(() => site, { path: "gallery/" }, body),
  );

const FAULTS = ["thereare", "ameeting", "November12", "short-lived,and"];
const FIXED = "They said that there are no plans for a meeting on November 12. It was short-lived, and nobody came.";
const SECTIONS = [
  "textarea",
  "contenteditable",
  "field",
  "codemirror",
  "prosemirror",
  "tiptap",
  "lexical",
  "quill",
  "slate",
];

const textOf = (page, name) =>
  page
    .locator(`#${name}`)
    .evaluate((place) => place.querySelector("textarea:not(.inputarea)")?.value ?? place.textContent);

testPage("every editor shows its marks, and fixes them all", async (page) => {
  // Those of the editable regions are highlights; those of the textareas lie above them.
  await eventually(
    () => page.evaluate(() => [...(CSS.highlights.get("unglue") ?? [])].map(String).sort()),
    [...FAULTS, ...FAULTS, ...FAULTS, ...FAULTS].sort(),
  );
  await eventually(() => page.locator(".unglue-mirror .unglue-mark").allTextContents(), [...FAULTS, ...FAULTS]);
  for (const name of ["prosemirror", "tiptap"]) {
    await eventually(
      async () => (await page.locator(`#${name} .unglue-mark`).allTextContents()).join(""),
      FAULTS.join(""),
    );
  }
  await eventually(() => page.locator("#codemirror .unglue-mark").allTextContents(), FAULTS);
  for (const name of SECTIONS) {
    await page.locator(`[data-fix="${name}"]`).click();
    await eventually(async () => (await textOf(page, name)).trim(), FIXED);
  }
  assert.equal(page.workers().length, 1);
});

testPage("Monaco is loaded only when it is asked for", async (page) => {
  assert.equal(await page.locator(".monaco-editor").count(), 0);
  await page.locator("#load-monaco").click();
  await page.locator("#monaco .squiggly-info").first().waitFor();
  await page.locator('[data-fix="monaco"]').click();
  await eventually(
    () =>
      page
        .locator("#monaco .view-lines")
        .evaluate((lines) => lines.textContent.replaceAll("\u00a0", " ").includes("there are no plans")),
    true,
  );
});
