// The real editors that pages have: the extension, which cannot reach their documents, types its fixes.

import assert from "node:assert/strict";
import { join } from "node:path";
import * as esbuild from "esbuild";
import { eventually, FAULTY, FOUND, onPages, RIGHT, underlined } from "./support.js";

const { outputFiles } = await esbuild.build({
  entryPoints: [join(import.meta.dirname, "pages", "editors.js")],
  bundle: true,
  format: "esm",
  write: false,
  logLevel: "error",
  define: { "process.env.NODE_ENV": '"production"' },
});
// Editors set styles of elements, or add one.
const policy = "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'";
const test = onPages({
  "/editor": { html: '<main></main><script type="module" src="editors.js"></script>', policy },
  "/editors.js": { script: outputFiles[0].text },
});

/** How many steps of undo take back what was fixed: editors decide that for what they think was typed. */
const MOST_STEPS = 3;

for (const editor of ["lexical", "quill", "slate", "tiptap"])
  test(`in ${editor} what is typed is checked and fixed, and the document has it`, null, async (page, browser) => {
    await page.goto(browser.url(`/editor?${editor}`));
    await page.waitForFunction(() => globalThis.model);
    const model = () => page.evaluate(() => model());
    const seen = () => page.locator("main").evaluate((main) => main.textContent.replaceAll("\ufeff", ""));
    await page.locator("[contenteditable=true]").click();
    await page.keyboard.type(FAULTY);
    await eventually(() => underlined(page), FOUND);
    // Quill takes what comes within a second for one step.
    await page.waitForTimeout(1_100);
    await page.keyboard.press("Control+Shift+Enter");
    await eventually(model, RIGHT);
    assert.equal(await seen(), RIGHT);
    await eventually(() => underlined(page), []);
    // Nothing is lost on the way back.
    let steps = 0;
    for (; (await model()) !== FAULTY && steps < MOST_STEPS; steps++) {
      await page.keyboard.press("Control+z");
      await page.waitForTimeout(100);
    }
    assert.equal(await model(), FAULTY);
    assert.equal(await seen(), FAULTY);
    await eventually(() => underlined(page), FOUND);
    await page.locator("[contenteditable=true]").focus();
    // Slate hears of the page's caret later, and moves from where it has it.
    const caret = () => page.evaluate(() => caret());
    await page.keyboard.press("Home");
    await eventually(caret, [0, 0]);
    for (let nth = 0; nth < 12; nth++) await page.keyboard.press("ArrowRight");
    await eventually(caret, [12, 12]);
    await page.keyboard.press("Control+.");
    await page.getByRole("button", { name: "there are" }).click();
    await eventually(model, FAULTY.replace("thereare", "there are"));
    await page.keyboard.type("X");
    await eventually(async () => (await model()).includes("X"), true);
  });
