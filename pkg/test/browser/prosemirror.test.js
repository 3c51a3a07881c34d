import assert from "node:assert/strict";
import { eventually, HARD, inputMethod, onPage, REPAIRED, SENTENCE, settled } from "./support.js";

// Tiptap adds a style element.
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; connect-src 'self'";
const test = onPage("prosemirror", { policy });

const open = (page, html) => page.evaluate((html) => open(html), html);
const html = (page) => page.evaluate(() => {
  const copy = view.dom.cloneNode(true);
  for (const mark of copy.querySelectorAll(".unglue-mark, .ProseMirror-trailingBreak")) mark.replaceWith(...mark.childNodes);
  return copy.innerHTML;
});
const select = (page, ...where) => page.evaluate((where) => select(...where), where);
const selection = (page) => page.evaluate(() => [view.state.selection.anchor, view.state.selection.head]);
/** What is underlined, by position; the pieces of a word that formatting divides are joined. */
const marks = (page) => page.evaluate(() => {
  const found = [];
  for (const mark of view.dom.querySelectorAll(".unglue-mark")) {
    const at = view.posAtDOM(mark, 0);
    const last = found.at(-1);
    if (last && last.at + last.text.length === at) last.text += mark.textContent;
    else found.push({ at, text: mark.textContent });
  }
  return found.map(({ at, text }) => `${at} ${text}`);
});
const FOUND = ["16 thereare", "38 ameeting", "50 November12"];

test("what is typed is underlined at the right characters once the caret has left it", async (page) => {
  await open(page, "<p></p>");
  await page.evaluate(() => view.focus());
  await page.keyboard.insertText(HARD);
  await page.keyboard.type("They said that thereare");
  await settled(page);
  assert.deepEqual(await marks(page), [], "under the caret");
  await page.keyboard.type(" no plans.");
  const at = 1 + HARD.length + 15;
  await eventually(() => marks(page), [`${at} thereare`]);
  await select(page, 1);
  await page.keyboard.type("🎉 ");
  assert.deepEqual(await marks(page), [`${at + 3} thereare`]);
  await page.keyboard.press("Enter");
  await eventually(() => marks(page), [`${at + 5} thereare`]);
});

test("the caret need only leave: by key, or to another element", async (page) => {
  // Not at the start of the document: right after a focus, ProseMirror takes the caret back from there.
  await open(page, "<p>First.</p><p></p>");
  for (const leave of [() => page.keyboard.press("Home"), () => page.evaluate(() => document.activeElement.blur())]) {
    await page.evaluate(() => view.dispatch(view.state.tr.delete(9, view.state.doc.content.size - 1)));
    await select(page, 9);
    await page.keyboard.type("They said thereare");
    await settled(page);
    assert.deepEqual(await marks(page), []);
    await leave();
    await eventually(() => marks(page), ["19 thereare"]);
  }
});

test("words are joined across formatting, and end at atoms, blocks and code", async (page) => {
  const source =
    `<p>They said that <strong>there</strong><em>are</em> no plans.</p><blockquote><p>They said there<br>are some, there</p></blockquote>` +
    `<p>are others, there<img src="">are, <code>thereare</code>.</p><pre><code>thereare no plans</code></pre>`;
  await open(page, source.replace(' src=""', ""));
  await open(page, source);
  await eventually(() => marks(page), ["16 thereare"]);
  await select(page, 22);
  await page.keyboard.press("Alt+Enter");
  assert.match(await html(page), /that <strong>there <\/strong><em>are<\/em> no/);
  await page.keyboard.press("Control+z");
  assert.match(await html(page), /that <strong>there<\/strong><em>are<\/em> no/);
});

test("a fix is one step of undo, and keeps the selection", async (page) => {
  await open(page, `<p>${SENTENCE}</p>`);
  await eventually(() => marks(page), FOUND);
  await select(page, 3);
  await page.keyboard.type("x");
  await select(page, 19);
  await page.keyboard.press("Alt+Enter");
  await page.keyboard.type("y");
  assert.match(await html(page), /that thyere are/);
  await page.keyboard.press("Control+z");
  const fixed = `<p>${SENTENCE.replace("thereare", "there are").replace("They", "Thxey")}</p>`;
  assert.equal(await html(page), fixed);
  assert.deepEqual(await selection(page), [19, 19]);
  await page.keyboard.press("Control+z");
  assert.equal(await html(page), `<p>${SENTENCE.replace("They", "Thxey")}</p>`);
  await page.keyboard.press("Control+z");
  assert.equal(await html(page), `<p>${SENTENCE}</p>`);
  await eventually(() => marks(page), FOUND);
});

test("fix all is one transaction", async (page) => {
  const source = `<p>${SENTENCE.replace("thereare", "th<em>er</em>eare")}</p><p>They need <strong>ameeting</strong>.</p>`;
  await open(page, source);
  await select(page, 41, 4);
  // Right away: it waits for the answer.
  assert.equal(await page.evaluate(() => fixAll()), 4);
  assert.equal(await html(page), `<p>${REPAIRED.replace("there are", "th<em>er</em>e are")}</p><p>They need <strong>a meeting</strong>.</p>`);
  assert.deepEqual(await selection(page), [43, 4]);
  await eventually(() => marks(page), []);
  await page.keyboard.press("Control+z");
  assert.equal(await html(page), source);
  await eventually(async () => (await marks(page)).length, 4);
});

test("the card applies, ignores and adds words", async (page) => {
  await open(page, `<p>${SENTENCE} Then thereare others.</p>`);
  await eventually(async () => (await marks(page)).length, 4);
  await page.locator(".unglue-mark", { hasText: "ameeting" }).click();
  await page.getByRole("button", { name: "a meeting" }).click();
  assert.match(await html(page), /for a meeting on/);
  await eventually(async () => (await marks(page)).length, 3);
  await page.locator(".unglue-mark", { hasText: "thereare" }).first().click();
  await page.getByRole("button", { name: "Ignore here" }).click();
  await eventually(async () => (await marks(page)).map((mark) => mark.split(" ")[1]), ["November12", "thereare"]);
  await page.locator(".unglue-mark", { hasText: "thereare" }).click();
  await page.getByRole("button", { name: "Ignore everywhere" }).click();
  await eventually(() => marks(page), ["51 November12"]);
  await select(page, 53);
  await page.keyboard.press("Control+.");
  for (const key of ["ArrowUp", "Enter"]) await page.keyboard.press(key);
  await eventually(() => marks(page), []);
  await eventually(() => page.evaluate(() => learned.at(-1)), { words: ["November12"], ignored: ["thereare"] });
  assert.equal(await page.evaluate(() => view.hasFocus()), true);
});

test("what is pasted is underlined at once", async (page, context) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, "<p></p>");
  await page.evaluate(() => view.focus());
  await page.evaluate((text) => navigator.clipboard.writeText(text), `${HARD}thereare plans.\n\nThey need ameeting`);
  await page.keyboard.press("Control+v");
  await eventually(() => marks(page), [`${HARD.length + 1} thereare`, `${HARD.length + 28} ameeting`]);
});

test("nothing appears while an input method composes", async (page, context) => {
  const { compose, commit } = await inputMethod(context, page);
  await open(page, "<p>They said that thereare plans.</p><p>x</p>");
  await eventually(() => marks(page), ["16 thereare"]);
  await select(page, 34);
  for (const part of ["あ", " ameeting", " ameeting on"]) await compose(part);
  await settled(page);
  assert.deepEqual(await marks(page), ["16 thereare"]);
  await commit(" ameeting on");
  await eventually(() => marks(page), ["16 thereare", "35 ameeting"]);
});

test("answers that come late are moved with the text, never shown at other characters", async (page) => {
  await open(page, "<p>x</p>");
  await page.evaluate((sentence) => {
    view.dispatch(view.state.tr.insertText(sentence, 1, 2));
    view.dispatch(view.state.tr.insertText("Now: ", 1));
    view.dispatch(view.state.tr.insertText(" ", 26));
    view.dispatch(view.state.tr.delete(1, 6));
    globalThis.wrong = [];
    new MutationObserver(() => {
      for (const { textContent } of document.querySelectorAll(".unglue-mark")) {
        if (!["ameeting", "November12"].includes(textContent)) wrong.push(textContent);
      }
    }).observe(view.dom, { childList: true, subtree: true, characterData: true });
  }, SENTENCE);
  await eventually(() => marks(page), ["39 ameeting", "51 November12"]);
  assert.deepEqual(await page.evaluate(() => wrong), []);
});

test("it ends with its plugin or its view, without a trace", async (page) => {
  await open(page, `<p>${SENTENCE}</p>`);
  await eventually(() => marks(page), FOUND);
  await page.evaluate(() => detach());
  assert.deepEqual(await marks(page), []);
  assert.equal(await page.evaluate(() => fixAll()), 0);
  await open(page, `<p>${SENTENCE}</p>`);
  await eventually(() => marks(page), FOUND);
  await select(page, 20);
  await page.keyboard.press("Control+.");
  await page.getByRole("dialog").waitFor();
  await page.evaluate(() => view.destroy());
  await settled(page);
  assert.doesNotMatch(await page.evaluate(() => document.body.outerHTML), /unglue-/);
  assert.equal(await page.evaluate(() => document.adoptedStyleSheets.length), 0);
});

test("Tiptap has it as an extension, with commands", async (page) => {
  await page.evaluate((text) => tiptap(`<p>${text}</p><ul><li><p>They need <strong>a</strong>meeting.</p></li></ul>`), SENTENCE);
  await eventually(() => marks(page), [...FOUND, `${SENTENCE.length + 15} ameeting`]);
  await select(page, 19);
  await page.evaluate(() => editor.commands.fixSpaceAtCaret());
  await eventually(async () => (await html(page)).includes("that there are no"), true);
  await page.keyboard.press("Control+z");
  await eventually(async () => (await html(page)).includes("that thereare no"), true);
  await page.evaluate(() => editor.commands.fixAllSpaces());
  await eventually(() => html(page), `<p>${REPAIRED}</p><ul><li><p>They need <strong>a </strong>meeting.</p></li></ul><p></p>`);
  await page.keyboard.press("Control+z");
  await eventually(async () => (await html(page)).includes(SENTENCE), true);
  await page.evaluate(() => editor.destroy());
  await settled(page);
});
