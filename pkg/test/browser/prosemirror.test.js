import assert from "node:assert/strict";
import { offersOf, PASTED, PASTED_REPAIRED, RUINED, RUINED_REPAIRED } from "./laws.js";
import {
  HARD,
  IN_OTHER_WORDS,
  REPAIRED,
  SENTENCE,
  eventually,
  inWords,
  inputMethod,
  onPage,
  settled,
} from "./support.js";

// Tiptap adds a style element.
const policy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; connect-src 'self'";
const test = onPage("prosemirror", { policy });

const open = (page, html) => page.evaluate((html) => open(html), html);
const html = (page) =>
  page.evaluate(() => {
    const copy = view.dom.cloneNode(true);
    for (const mark of copy.querySelectorAll(".unglue-mark, .ProseMirror-trailingBreak"))
      mark.replaceWith(...mark.childNodes);
    return copy.innerHTML;
  });
const select = (page, ...where) => page.evaluate((where) => select(...where), where);
const selection = (page) => page.evaluate(() => [view.state.selection.anchor, view.state.selection.head]);
/** What is underlined, by position; the pieces of a word that formatting divides are joined. */
const marks = (page) =>
  page.evaluate(() => {
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
  assert.equal(
    await html(page),
    `<p>${REPAIRED.replace("there are", "th<em>er</em>e are")}</p><p>They need <strong>a meeting</strong>.</p>`,
  );
  assert.deepEqual(await selection(page), [43, 4]);
  await eventually(() => marks(page), []);
  await page.keyboard.press("Control+z");
  assert.equal(await html(page), source);
  await eventually(async () => (await marks(page)).length, 4);
});

test("what puts in, takes out and replaces is one step of undo, and keeps the formatting", async (page) => {
  const source = `<p>They said th<em>er</em>eare some <strong>feed</strong><em> </em>back up<strong>&nbsp;</strong>on this.</p>`;
  const fixed = `<p>They said th<em>er</em>e are some <strong>feed</strong>back up<strong> </strong>on this.</p>`;
  await page.evaluate((source) => open(source, { checker: respacing }), source);
  await eventually(async () => (await marks(page)).length, 3);
  await select(page, 22);
  assert.equal(await page.evaluate(() => fixAll()), 3);
  assert.equal(await html(page), fixed);
  assert.deepEqual(await selection(page), [23, 23]);
  await eventually(() => marks(page), []);
  await page.keyboard.press("Control+z");
  assert.equal(await html(page), source);
  await select(page, source.replace(/<.*?>/g, "").indexOf("back") + 2);
  await page.keyboard.press("Alt+Enter");
  assert.equal(await html(page), source.replace("<em> </em>", ""));
});

/** How many words of what can be seen are faults, and how many of these are underlined. */
const seen = (page) =>
  page.evaluate(() => {
    const { top, bottom } = view.dom.closest("main").getBoundingClientRect();
    const isSeen = (element) =>
      element.getBoundingClientRect().bottom > top && element.getBoundingClientRect().top < bottom;
    const faulty = [...view.dom.querySelectorAll("p")].filter(
      (paragraph) => isSeen(paragraph) && paragraph.textContent.includes("thereare"),
    );
    return [
      faulty.length > 5,
      faulty.filter((paragraph) => !paragraph.querySelector(".unglue-mark")).map(({ textContent }) => textContent),
    ];
  });

for (const [what, around] of [
  ["paragraphs", ["", ""]],
  ["a block of many paragraphs", ["<blockquote>", "</blockquote>"]],
]) {
  test(`of thousands of faults those are underlined that can be seen: ${what}`, async (page) => {
    await page.evaluate(() =>
      Object.assign(document.querySelector("main").style, { height: "400px", overflow: "auto" }),
    );
    const paragraphs = Array.from(
      { length: 2_000 },
      (_, nth) => `<p>The paragraph ${nth} says that thereare no plans.</p>`,
    );
    await open(page, around.join(paragraphs.join("")));
    const scroll = (share) =>
      page.evaluate((share) => {
        const scroller = document.querySelector("main");
        scroller.scrollTop = share * (scroller.scrollHeight - scroller.clientHeight);
      }, share);
    for (const share of [0, 1, 0.5, 0.52, 0]) {
      await scroll(share);
      await eventually(() => seen(page), [true, []]);
      const count = await page.locator(".unglue-mark").count();
      assert.ok(count <= 500, `${count}`);
    }
    // What is not drawn is found all the same.
    await select(page, await page.evaluate(() => view.state.doc.content.size - 18));
    await page.keyboard.press("Alt+Enter");
    assert.match(await page.evaluate(() => view.state.doc.textContent.slice(-60)), /1999 says that there are no plans/);
    // All before what can be seen is deleted.
    await scroll(0);
    await eventually(() => seen(page), [true, []]);
    await page.evaluate(() => view.dispatch(view.state.tr.delete(1, view.state.doc.content.size - 5_000)));
    await eventually(() => seen(page), [true, []]);
  });
}

test("the tooltip applies, ignores and adds words", async (page) => {
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

test("a space that goes can be seen", async (page) => {
  await open(page, "<p>We saw th e<b>dog</b> run.</p>");
  await eventually(() => page.locator(".unglue-removal").allTextContents(), [" "]);
});

test("the repair of what was pasted is offered, and is one step of undo", async (page, context) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate(() => open("<p>They said twoleaders met.</p><p></p>", { onPaste }));
  await page.evaluate(() => view.focus());
  await page.keyboard.press("Control+End");
  await page.evaluate((text) => navigator.clipboard.writeText(text), PASTED);
  await page.keyboard.press("Control+v");
  await eventually(() => page.evaluate(offersOf), [["32 interna tional", "57 thef eedback"]]);
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("x ");
  assert.equal(await html(page), `<p>x They said twoleaders met.</p><p>${PASTED}</p>`);
  assert.equal(await page.evaluate(() => offers[0].repair()), 3);
  assert.equal(await html(page), `<p>x They said twoleaders met.</p><p>${PASTED_REPAIRED}</p>`);
  await page.keyboard.press("Control+z");
  assert.equal(await html(page), `<p>x They said twoleaders met.</p><p>${PASTED}</p>`);
  assert.equal(await page.evaluate(() => repair()), 4);
  assert.equal(await html(page), `<p>x They said two leaders met.</p><p>${PASTED_REPAIRED}</p>`);
});

for (const editor of ["ProseMirror", "Tiptap"])
  test(`${editor} shows the offer to repair a paste beside it, where keys lead`, async (page, context) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const opens = editor === "Tiptap" ? "tiptap" : "open";
    await page.evaluate((opens) => globalThis[opens]("<p></p>", { checkOnPaste: true }), opens);
    await page.evaluate(() => view.focus());
    await page.evaluate((text) => navigator.clipboard.writeText(text), RUINED);
    await page.keyboard.press("Control+v");
    const offer = page.locator(".unglue-tooltip");
    await offer.waitFor();
    const [under, box] = [
      await page.evaluate(() => view.coordsAtPos(view.state.doc.content.size - 1)),
      await offer.boundingBox(),
    ];
    assert.ok(box.y > under.bottom && box.y < under.bottom + 20, JSON.stringify([under, box]));
    await page.keyboard.press("Control+.");
    await page.keyboard.press("Enter");
    await eventually(() => html(page), `<p>${RUINED_REPAIRED}</p>`);
    assert.equal(await offer.count(), 0);
    await page.keyboard.press("Control+z");
    await eventually(() => html(page), `<p>${RUINED}</p>`);
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
  await page.evaluate(
    (text) => tiptap(`<p>${text}</p><ul><li><p>They need <strong>a</strong>meeting.</p></li></ul>`),
    SENTENCE,
  );
  await eventually(() => marks(page), [...FOUND, `${SENTENCE.length + 15} ameeting`]);
  await select(page, 19);
  await page.evaluate(() => editor.commands.fixSpaceAtCaret());
  await eventually(async () => (await html(page)).includes("that there are no"), true);
  await page.keyboard.press("Control+z");
  await eventually(async () => (await html(page)).includes("that thereare no"), true);
  await page.evaluate(() => editor.commands.fixAllSpaces());
  await eventually(
    () => html(page),
    `<p>${REPAIRED}</p><ul><li><p>They need <strong>a </strong>meeting.</p></li></ul><p></p>`,
  );
  await page.keyboard.press("Control+z");
  await eventually(async () => (await html(page)).includes(SENTENCE), true);
  await page.evaluate(() => editor.destroy());
  await settled(page);
});

/** How many are fixed at the caret and in all; both are to leave the text as it is. */
const fixes = async (page) => {
  await select(page, 18);
  return page.evaluate(async () => [fixAtCaret(view), await fixAll()]);
};

test("nothing is fixed where the document is read only, and no fix is offered", async (page) => {
  await page.evaluate((html) => open(html, { host: "read only" }), `<p>${SENTENCE}</p>`);
  await eventually(() => marks(page), FOUND);
  assert.deepEqual(await fixes(page), [false, 0]);
  await page.locator(".unglue-mark", { hasText: "ameeting" }).click();
  await page.getByRole("button", { name: "Ignore" }).first().waitFor();
  assert.equal(await page.getByRole("button", { name: "a meeting" }).count(), 0);
  assert.equal(await html(page), `<p>${SENTENCE}</p>`);
});

test("what a plugin's filter rejects is not counted", async (page) => {
  await page.evaluate((html) => open(html, { host: "a filter of transactions" }), `<p>${SENTENCE}</p>`);
  await eventually(() => marks(page), FOUND);
  assert.deepEqual(await fixes(page), [false, 0]);
  assert.equal(await html(page), `<p>${SENTENCE}</p>`);
  await eventually(() => marks(page), FOUND);
});

test("what the document marks as not to be checked is left alone", async (page) => {
  for (const [source, found] of [
    [`<section spellcheck="false">They said that thereare no plans.</section>`, []],
    [`<section translate="no">They said that thereare no plans.</section>`, []],
    [`<section data-unglue="off">They said that thereare no plans.</section>`, []],
    [`<section class="x">They said that thereare no plans.</section>`, ["16 thereare"]],
    ["<aside>They said that thereare no plans.</aside>", []],
    [`<p><i lang="fr">They said that thereare</i> no plans.</p>`, []],
    [
      `<blockquote><section spellcheck="false">They said that thereare no plans.</section><p>thereare no plans</p></blockquote>`,
      ["37 thereare"],
    ],
  ]) {
    await open(page, `${source}<p>They need ameeting.</p>`);
    await eventually(async () => (await marks(page)).at(-1)?.endsWith("ameeting"), true);
    assert.deepEqual((await marks(page)).slice(0, -1), found, source);
    // What is typed into it is left alone, too.
    await select(page, source.startsWith("<blockquote") ? 3 : 2);
    await page.keyboard.type("x ofany other ");
    await settled(page);
    assert.equal(
      (await marks(page)).some((mark) => mark.endsWith("ofany")),
      found[0] === "16 thereare",
      source,
    );
    await page.evaluate(() => (view.destroy(), document.querySelector("main").replaceChildren()));
  }
});

test("an editor that is marked as not to be checked is left alone", async (page) => {
  await open(page, `<p>${SENTENCE}</p>`);
  await eventually(() => marks(page), FOUND);
  await page.evaluate(() => view.dom.parentElement.setAttribute("data-unglue", "off"));
  await page.evaluate(() => view.dispatch(view.state.tr));
  await eventually(() => marks(page), []);
  assert.deepEqual(await fixes(page), [false, 0]);
  await page.evaluate(() => (view.dom.parentElement.removeAttribute("data-unglue"), view.dispatch(view.state.tr)));
  await eventually(() => marks(page), FOUND);
});

test("`protect` gets the document as well, also that which “fix all” tries, in its positions", async (page) => {
  await page.evaluate((source) => {
    globalThis.asked = [];
    open(source, {
      protect(text, doc) {
        asked.push(text === `\n${doc.textBetween(0, doc.content.size, "\n\n")}\n`);
        return [[0, doc.firstChild.nodeSize]];
      },
    });
  }, `<p>${SENTENCE}</p><p>He walkedintherainforanhour.</p>`);
  await eventually(() => marks(page), [`${SENTENCE.length + 6} walkedintherainforanhour`]);
  assert.equal(await page.evaluate(() => fixAll()), 6);
  assert.equal(await html(page), `<p>${SENTENCE}</p><p>He walked in the rain for an hour.</p>`);
  assert.ok((await page.evaluate(() => asked)).every(Boolean));
});

test("what is replaced by the same is underlined again", async (page) => {
  await open(page, `<p>${SENTENCE}</p>`);
  await eventually(() => marks(page), FOUND);
  await page.evaluate(() =>
    view.dispatch(view.state.tr.replaceWith(0, view.state.doc.content.size, view.state.doc.content)),
  );
  await eventually(() => marks(page), FOUND);
});

test("Tiptap takes the options, says which are wrong, and fixes nothing where it is not editable", async (page) => {
  for (const [options, says] of [
    [{ checker: null }, "Unglue.configure({ checker })"],
    [{ protect: [] }, "options.protect must be a function"],
  ]) {
    const message = await page
      .evaluate((options) => tiptap("<p></p>", options), options)
      .then(
        () => "",
        ({ message }) => message,
      );
    assert.ok(message.includes(says), message);
  }
  await page.evaluate(
    (text) => tiptap(`<p>${text}</p><p>${text}</p>`, { protect: (_, doc) => [[0, doc.firstChild.nodeSize]] }),
    SENTENCE,
  );
  await eventually(async () => (await marks(page)).length, 3);
  await page.evaluate(() => editor.setEditable(false));
  const before = await html(page);
  await page.evaluate(() => editor.commands.fixAllSpaces());
  assert.equal(await page.evaluate(() => fixAll()), 0);
  assert.equal(await html(page), before);
  await page.evaluate(() => editor.setEditable(true));
  assert.equal(await page.evaluate(() => fixAll()), 3);
  await eventually(() => html(page), `<p>${SENTENCE}</p><p>${REPAIRED}</p>`);
});

test("a host has its own words for what is shown", async (page) => {
  await page.evaluate(() => open("<p>We saw th edog run.</p>", { messages }));
  await page.locator(".unglue-mark").first().click();
  await page.locator(".unglue-tooltip").waitFor();
  assert.equal(await inWords(page), IN_OTHER_WORDS);
});
