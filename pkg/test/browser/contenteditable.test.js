import assert from "node:assert/strict";
import { PASTED, PASTED_REPAIRED } from "./laws.js";
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

// Quill and Lexical set styles of elements.
const policy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; connect-src 'self'";
const test = onPage("contenteditable", { policy });

const marks = (page) => page.evaluate(() => marks());
const html = (page) => page.evaluate(() => element().innerHTML);
const text = (page) => page.evaluate(() => element().textContent);
const plain = (page, html, options) => page.evaluate(([html, options]) => plain(html, options), [html, options]);
const select = (page, ...where) => page.evaluate((where) => select(...where), where);
const around = (page) => page.evaluate(() => around());
const WORDS = ["thereare", "ameeting", "November12"];

test("what is typed is underlined at the right characters once the caret has left it", async (page) => {
  await plain(page, "");
  await page.evaluate(() => element().focus());
  await page.keyboard.insertText(HARD);
  await page.keyboard.type("They said that thereare");
  await settled(page);
  assert.deepEqual(await marks(page), [], "under the caret");
  await page.keyboard.type(" no plans.");
  await eventually(() => marks(page), ["thereare"]);
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("🎉 ");
  await settled(page);
  assert.deepEqual(await marks(page), ["thereare"]);
});

test("the caret need only leave: by key, or to another element", async (page) => {
  for (const leave of [() => page.keyboard.press("Home"), () => page.evaluate(() => document.activeElement.blur())]) {
    await plain(page, "");
    await page.evaluate(() => element().focus());
    await page.keyboard.type("They said thereare");
    await settled(page);
    assert.deepEqual(await marks(page), []);
    await leave();
    await eventually(() => marks(page), ["thereare"]);
  }
});

test("words are joined across formatting, and end at line breaks, blocks, islands and code", async (page) => {
  const source =
    `<p>They said that <b>there</b><i>are</i> no plans.</p><p>They said there<br>are some, there</p><div>are others, ` +
    `there<img alt="">are, there<span contenteditable="false">x</span>are, <code>thereare</code> and there<b></b>are.</div>`;
  await plain(page, source);
  await eventually(() => marks(page), ["thereare", "thereare"]);
  assert.equal(await html(page), source, "nothing in the region has changed");
  await select(page, "thereare", 3);
  await page.keyboard.press("Alt+Enter");
  assert.equal(await html(page), source.replace("<b>there</b>", "<b>there </b>"));
  assert.deepEqual(await around(page), ["the", "re "]);
  await page.keyboard.press("Control+z");
  assert.equal(await html(page), source);
});

test("fix all is one step of undo also where somebody hears of input before the region does", async (page) => {
  // Once a listener has returned, what the browser has changed is told to those who observe it.
  await page.evaluate(() => addEventListener("input", () => {}, { capture: true }));
  await plain(page, `<p>${SENTENCE}</p>`);
  await eventually(() => marks(page), WORDS);
  await page.evaluate(() => element().focus());
  assert.equal(await page.evaluate(() => fixAll()), 3);
  for (const [key, wanted] of [
    ["Control+z", SENTENCE],
    ["Control+Shift+z", REPAIRED],
    ["Control+z", SENTENCE],
  ]) {
    await page.keyboard.press(key);
    await eventually(() => text(page), wanted);
  }
});

test("fix all is one step of undo and of redo, and keeps selection and formatting", async (page) => {
  await plain(
    page,
    `<p>First.</p><p>${SENTENCE.replace("thereare", "th<u>er</u>eare")}</p><p>They need <b>ameeting</b> now.</p>`,
  );
  await eventually(() => marks(page), [...WORDS, "ameeting"]);
  const before = await html(page);
  await select(page, "plans", 0, 5);
  assert.equal(await page.evaluate(() => fixAll()), 4);
  const fixed = await html(page);
  assert.equal(
    fixed,
    `<p>First.</p><p>${REPAIRED.replace("there are", "th<u>er</u>e are")}</p><p>They need <b>a meeting</b> now.</p>`,
  );
  assert.equal(await page.evaluate(() => String(getSelection())), "plans");
  await eventually(() => marks(page), []);
  // The browser takes a step back; the others follow, in as many tasks as they need.
  await page.keyboard.press("Control+z");
  await eventually(() => html(page), before);
  await page.keyboard.press("Control+Shift+z");
  await eventually(() => html(page), fixed);
  await page.keyboard.press("Control+z");
  await eventually(() => html(page), before);
  await eventually(() => marks(page), [...WORDS, "ameeting"]);
});

for (const style of ["normal", "pre-wrap"]) {
  test(`what puts in, takes out and replaces is one step of undo, and keeps the formatting, white space ${style}`, async (page) => {
    const source = `<p style="white-space: ${style}">They said th<u>er</u>eare some <b>feed </b>back up\non <i>this feed</i> <u>back</u>.</p>`;
    const fixed = `<p style="white-space: ${style}">They said th<u>er</u>e are some <b>feed</b>back up on <i>this feed</i><u>back</u>.</p>`;
    await page.evaluate((source) => plain(source, { checker: respacing }), source);
    await eventually(async () => (await marks(page)).length, 4);
    await select(page, "some", 0, 4);
    assert.equal(await page.evaluate(() => fixAll()), 4);
    assert.equal(await html(page), fixed);
    assert.equal(await page.evaluate(() => String(getSelection())), "some");
    await eventually(() => marks(page), []);
    for (const _ of [1, 2]) {
      await page.keyboard.press("Control+z");
      await eventually(() => html(page), source);
      await page.keyboard.press("Control+Shift+z");
      await eventually(() => html(page), fixed);
    }
    await page.keyboard.press("Control+z");
    await eventually(() => html(page), source);
    await select(page, "back", 2);
    await page.keyboard.press("Alt+Enter");
    assert.equal(await html(page), source.replace("feed </b>", "feed</b>"));
    assert.deepEqual(await around(page), ["ba", "ck up"]);
  });
}

test("the tooltip applies, ignores and adds words", async (page) => {
  await plain(page, `<p>${SENTENCE} Then thereare others.</p>`);
  await eventually(() => marks(page), [...WORDS, "thereare"]);
  const click = async (nth) => {
    const { x, y } = await page.evaluate((nth) => {
      const { left, top, width, height } = [...CSS.highlights.get("unglue")][nth].getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2 };
    }, nth);
    await page.mouse.click(x, y);
  };
  await click(1);
  await page.getByRole("button", { name: "a meeting" }).click();
  assert.equal(await text(page), `${SENTENCE.replace("ameeting", "a meeting")} Then thereare others.`);
  await eventually(() => marks(page), ["thereare", "November12", "thereare"]);
  await click(0);
  await page.getByRole("button", { name: "Ignore here" }).click();
  await eventually(() => marks(page), ["November12", "thereare"]);
  await click(1);
  await page.getByRole("button", { name: "Ignore everywhere" }).click();
  await eventually(() => marks(page), ["November12"]);
  await select(page, "November12", 3);
  await page.keyboard.press("Control+.");
  for (const key of ["ArrowUp", "Enter"]) await page.keyboard.press(key);
  await eventually(() => marks(page), []);
  await eventually(() => page.evaluate(() => learned.at(-1)), { words: ["November12"], ignored: ["thereare"] });
});

test("what is pasted is underlined at once", async (page, context) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await plain(page, "");
  await page.evaluate(() => element().focus());
  await page.evaluate((text) => navigator.clipboard.writeText(text), `${HARD}thereare plans.\nThey need ameeting`);
  await page.keyboard.press("Control+v");
  await eventually(() => marks(page), ["thereare", "ameeting"]);
});

test("a space that goes can be seen, in a highlight or in a layer", async (page) => {
  await plain(page, "<p>We saw th e<b>dog</b> run.</p>");
  await eventually(() => page.evaluate(() => removals()), [" "]);
  await page.evaluate(() => plain("<p>We saw th e<b>dog</b> run.</p>", { overlay: true }));
  const boxes = () =>
    page.evaluate(() =>
      [...document.querySelectorAll("unglue-layer")].flatMap((layer) =>
        [...layer.shadowRoot.querySelectorAll(".unglue-removal-box")].map((box) => {
          const { left, top, width, height } = box.getBoundingClientRect();
          const { startContainer: node, startOffset } = document.caretPositionFromPoint
            ? (({ offsetNode, offset }) => ({ startContainer: offsetNode, startOffset: offset }))(
                document.caretPositionFromPoint(left + width / 4, top + height / 2),
              )
            : document.caretRangeFromPoint(left + width / 4, top + height / 2);
          return node.data.slice(startOffset, startOffset + 3);
        }),
      ),
    );
  await eventually(boxes, [" e"]);
});

for (const editor of ["plain", "lexical", "quill"]) {
  test(`the repair of what was pasted is offered, and made if it is taken: ${editor}`, async (page, context) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const start = "They said that twoleaders met in town.";
    const source = editor === "plain" ? `<p>${start}</p>` : start;
    await page.evaluate(([editor, source]) => globalThis[editor](source, { onPaste }), [editor, source]);
    await eventually(() => marks(page), ["twoleaders"]);
    await page.evaluate(() => element().focus());
    await page.keyboard.press("Control+End");
    await page.evaluate((text) => navigator.clipboard.writeText(text), PASTED);
    await page.keyboard.press("Control+v");
    await eventually(
      () => page.evaluate(() => offers.map(({ repairs }) => repairs.map(({ token }) => token))),
      [["interna tional", "thef eedback"]],
    );
    const content = () => page.evaluate(() => element().innerText.replace(/\s+/g, " ").trim());
    assert.ok((await content()).endsWith(PASTED));
    assert.equal(await page.evaluate(() => offers[0].repair()), 3);
    await eventually(async () => (await content()).endsWith(PASTED_REPAIRED), true);
    assert.match(await content(), /twoleaders/, "what was there before is left alone");
  });
}

test("nothing appears while an input method composes", async (page, context) => {
  const { compose, commit } = await inputMethod(context, page);
  await plain(page, "<p>They said that thereare plans. </p><p>They need&nbsp;</p>");
  await eventually(() => marks(page), ["thereare"]);
  await select(page, "need", 5);
  for (const part of ["あ", "ameeting", "ameeting on"]) await compose(part);
  await settled(page);
  assert.deepEqual(await marks(page), ["thereare"]);
  await commit("ameeting on");
  await eventually(() => marks(page), ["thereare", "ameeting"]);
});

test("of thousands of faults those are underlined that can be seen, wherever the page puts them", async (page) => {
  const paragraphs = Array.from(
    { length: 1_000 },
    (_, nth) => `<p>The paragraph ${nth} says that thereare no plans.</p>`,
  );
  await plain(
    page,
    `<section>${paragraphs.slice(0, 500).join("")}</section><section>${paragraphs.slice(500).join("")}</section>`,
  );
  await page.evaluate(() => Object.assign(element().style, { height: "400px", overflow: "auto" }));
  const scroll = (share) =>
    page.evaluate((share) => (element().scrollTop = share * (element().scrollHeight - 400)), share);
  /** Whether several paragraphs can be seen, and which of them have no underline at their fault. */
  const seen = () =>
    page.evaluate(() => {
      const { top, bottom } = element().getBoundingClientRect();
      const isSeen = ({ top: from, bottom: to }) => to > top && from < bottom;
      const underlined = new Set(
        [...(CSS.highlights.get("unglue") ?? [])]
          .filter((range) => `${range}` === "thereare")
          .map(({ startContainer }) => startContainer),
      );
      const visible = [...element().querySelectorAll("p")].filter((paragraph) =>
        isSeen(paragraph.getBoundingClientRect()),
      );
      return [
        visible.length > 5,
        visible.filter(({ firstChild }) => !underlined.has(firstChild)).map(({ textContent }) => textContent),
      ];
    });
  for (const share of [0, 1, 0.5, 0]) {
    await scroll(share);
    await eventually(seen, [true, []]);
    // What came into view by scrolling is underlined at once; what went out of it, a little later no longer.
    await eventually(() => page.evaluate(() => CSS.highlights.get("unglue").size < 500), true);
  }
  // What cannot be seen is put in anew, with the same text.
  await page.evaluate(() => {
    const [, last] = element().children;
    last.innerHTML = String(last.innerHTML);
  });
  await select(page, "paragraph 0", 0);
  await page.keyboard.type("x");
  await scroll(1);
  await eventually(seen, [true, []]);
});

test("what is put in anew with the same text stays underlined", async (page) => {
  for (const options of [{}, { overlay: true }]) {
    await plain(page, `<p>${SENTENCE}</p>`, options);
    const drawn = () =>
      page.evaluate(() => (CSS.highlights.has("unglue") ? marks() : boxes().map(({ width }) => width > 0)));
    await eventually(async () => (await drawn()).length, 3);
    const before = await drawn();
    // Later than ranges are looked at again by themselves after a change.
    await page.waitForTimeout(400);
    await page.evaluate(() => (element().innerHTML = String(element().innerHTML)));
    await page.waitForTimeout(400);
    assert.deepEqual(await drawn(), before);
  }
});

test("without the Highlight API, lines lie under the words and follow them", async (page) => {
  await plain(page, `<p>${"A line of text. ".repeat(60)}</p><p>${SENTENCE}</p>`, { overlay: true });
  await page.evaluate(() =>
    Object.assign(element().style, { width: "300px", height: "120px", overflow: "auto", border: "5px solid" }),
  );
  const lies = async () => {
    await page.evaluate(() => (element().scrollTop = element().scrollHeight));
    await settled(page);
    return page.evaluate(() => {
      const [, last] = element().querySelectorAll("p");
      const range = document.createRange();
      const at = last.textContent.indexOf("November12");
      range.setStart(last.firstChild, at);
      range.setEnd(last.firstChild, at + 10);
      const word = range.getBoundingClientRect();
      const line = boxes().at(-1);
      return (
        line &&
        [line.left - word.left, line.width - word.width, word.bottom - line.bottom].every((way) => Math.abs(way) < 1)
      );
    });
  };
  await eventually(lies, true);
  await page.evaluate(() => (element().style.width = "220px"));
  await eventually(lies, true);
  assert.deepEqual(await marks(page), []);
  assert.equal(await page.evaluate(() => fixAll()), 3);
  await eventually(() => page.evaluate(() => boxes().length), 0);
});

for (const editor of ["lexical", "quill"]) {
  test(`it works beside ${editor === "quill" ? "Quill" : "Lexical"}, whose document follows`, async (page) => {
    const model = () => page.evaluate(() => model());
    await page.evaluate(([editor, text]) => globalThis[editor](text), [editor, SENTENCE]);
    await eventually(() => marks(page), WORDS);
    const before = await html(page);
    // The caret in another word; this one has a formatting border inside.
    await select(page, "thereare", 7);
    await page.keyboard.press("Alt+Enter");
    const once = SENTENCE.replace("thereare", "there are");
    await eventually(model, once);
    assert.equal(await text(page), once);
    await eventually(async () => (await around(page)).join("|"), "ar|e no ");
    await page.keyboard.press("Control+z");
    await eventually(model, SENTENCE);
    await eventually(() => html(page), before);

    assert.equal(await page.evaluate(() => fixAll()), 3);
    await eventually(model, REPAIRED);
    assert.equal(await text(page), REPAIRED);
    await eventually(() => marks(page), []);
    // The editor's own typing goes on where the caret was.
    await select(page, "town", 4);
    await page.keyboard.type(" hall");
    await eventually(model, REPAIRED.replace("town", "town hall"));
  });

  test(`${editor === "quill" ? "Quill" : "Lexical"} takes out and replaces what it is asked to`, async (page) => {
    const source = "They said thereare feed back and up\u00a0on this.";
    const model = () => page.evaluate(() => model());
    await page.evaluate(([editor, text]) => globalThis[editor](text, { checker: respacing }), [editor, source]);
    await eventually(async () => (await marks(page)).length, 3);
    assert.equal(await page.evaluate(() => fixAll()), 3);
    await eventually(model, "They said there are feedback and up on this.");
    assert.equal(await text(page), await model());
    await select(page, "this", 4);
    await page.keyboard.type("!");
    await eventually(model, "They said there are feedback and up on this!.");
  });
}

test("it ends without a trace", async (page) => {
  for (const options of [{}, { overlay: true }]) {
    await plain(page, `<p>${SENTENCE}</p>`, options);
    await eventually(async () => (await marks(page)).length + (await page.evaluate(() => boxes().length)), 3);
    await select(page, "ameeting", 3);
    await page.keyboard.press("Control+.");
    await page.getByRole("dialog").waitFor();
    await page.evaluate(() => detach());
    assert.equal(await page.evaluate(() => CSS.highlights.size + document.adoptedStyleSheets.length), 0);
    assert.doesNotMatch(await page.evaluate(() => document.body.outerHTML), /unglue-/);
    await page.keyboard.type("thereare ");
    await settled(page);
    assert.deepEqual(await marks(page), []);
  }
});

test("what `protect` names is left alone", async (page) => {
  await page.evaluate(
    (text) =>
      plain(`<p>${text}</p><blockquote>${text}</blockquote>`, {
        protect: (read) => [[read.indexOf("town") + 5, read.length]],
      }),
    SENTENCE,
  );
  await eventually(() => page.evaluate(() => marks().sort()), ["November12", "ameeting", "thereare"]);
  assert.equal(await page.evaluate(() => fixAll()), 3);
  assert.equal(await page.evaluate(() => element().textContent), REPAIRED + SENTENCE);
});

test("a host has its own words for what is shown", async (page) => {
  await page.evaluate(() => globalThis.plain("<p>We saw th edog run.</p>", { messages }));
  await eventually(() => marks(page), ["th edog"]);
  await page.evaluate(() => {
    element().focus();
    getSelection().collapse(element().querySelector("p").firstChild, 9);
  });
  await page.keyboard.press("Control+.");
  await page.locator(".unglue-tooltip").waitFor();
  assert.equal(await inWords(page), IN_OTHER_WORDS);
});
