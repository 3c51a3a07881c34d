// What is text of an editable region and what is not; and that a fix comes where it belongs, or not at all.

import assert from "node:assert/strict";
import { eventually, onPage, settled } from "./support.js";

const policy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; connect-src 'self'";
const test = onPage("regions", { policy, timeout: 180_000 });

const marks = (page) => page.evaluate(() => marks());
const html = (page) => page.evaluate(() => html());
const text = (page) => page.evaluate(() => text());
const plain = (page, html, options) => page.evaluate(([html, options]) => plain(html, options), [html, options]);
/** How options are refused. */
const refusal = (page, options) =>
  page.evaluate((options) => {
    try {
      plain("", options);
      return "";
    } catch (error) {
      return String(error);
    }
  }, options);
const fixAll = (page) => page.evaluate(() => fixAll());

test("random regions: what is to be seen is fixed, nothing else is, and undo is exact", async (page) => {
  for (let number = 1; number <= 80; number++) {
    const { html: before, fixed, count } = await page.evaluate((number) => random(number), number);
    const where = `region ${number}: ${before}`;
    assert.equal(await fixAll(page), count, where);
    assert.equal(await text(page), fixed, where);
    assert.equal(await fixAll(page), 0, where);
    assert.equal(await text(page), fixed, where);
    if (count === 0) continue;
    await page.evaluate(() => region().focus());
    await page.keyboard.press("Control+z");
    await eventually(() => html(page), before);
    await page.keyboard.press("Control+Shift+z");
    await eventually(() => text(page), fixed);
  }
});

/** What is found in a region, beside what each case is about. */
const beside = (markup) => `${markup}<p>They said that thereare no plans for it.</p>`;

test("what is not rendered, and what is marked as not to be checked, is no text", async (page) => {
  for (const markup of await page.evaluate(() => [...UNSEEN, ...MARKED])) {
    await plain(page, beside(markup.replace("T", "They need ameeting on November12.")));
    await eventually(() => marks(page), ["thereare"]);
    const before = await html(page);
    assert.equal(await fixAll(page), 1, markup);
    assert.equal(await html(page), before.replace(/thereare(?!.*thereare)/, "there are"), markup);
    assert.equal(await fixAll(page), 0, markup);
    await settled(page);
    assert.deepEqual(await marks(page), [], markup);
  }
});

test("words end where the browser ends them, whatever the element is", async (page) => {
  const cases = [
    ["there<b>are</b>", true],
    ['<div style="display: inline">there</div><div style="display: inline">are</div>', true],
    ['<span style="display: contents">there</span>are', true],
    ["there<i hidden> x </i>are", true],
    ['there<br style="display: none">are', true],
    ["there<wbr>are", true],
    ["there<br>are", false],
    ["there<div>are</div>", false],
    ['there<b style="display: block">are</b>', false],
    ['there<b style="display: inline-block">are</b>', false],
    ['there<b style="position: absolute">are</b>', false],
    ['there<b style="visibility: hidden">x</b>are', false],
    ['<span style="display: flex"><b>there</b><b>are</b></span>', false],
    ['<span style="display: grid"><b>there</b><b>are</b></span>', false],
    ['<span style="display: table-cell">there</span><span style="display: table-cell">are</span>', false],
    ["<ruby>there<rt>are</rt></ruby>", false],
    ["there<x-chip>are</x-chip>", false],
    ["there<img alt=''>are", false],
    ["there<svg></svg>are", false],
  ];
  for (const [markup, isJoined] of cases) {
    await plain(page, `<p>They said that ${markup} no plans for it.</p><p>They need ameeting.</p>`);
    await eventually(
      () => marks(page),
      isJoined ? [markup.includes("> x <") ? "there x are" : "thereare", "ameeting"] : ["ameeting"],
    );
  }
});

test("text in the shadow tree, off the screen, or too pale to be seen is text", async (page) => {
  const styles = [
    "margin-top: 20000px",
    "content-visibility: auto; margin-top: 20000px",
    "position: fixed; left: -9999px",
    "opacity: 0",
    "font-size: 0",
    "color: transparent",
    "clip-path: inset(100%)",
    "height: 0; overflow: hidden",
    "user-select: none",
    "transform: scale(0)",
  ];
  for (const style of styles) {
    await plain(
      page,
      `<div style="${style}">They said that thereare no plans. <b>There</b>are more.</div><p>Nobody knows.</p>`,
    );
    await eventually(() => marks(page), ["thereare", "Thereare"]);
    assert.equal(await fixAll(page), 2, style);
    assert.equal(await text(page), "They said that there are no plans. There are more.Nobody knows.", style);
  }
});

test("what is shown or hidden later is noticed", async (page) => {
  await plain(page, `<p class="a">They said that thereare no plans for it.</p><p>They need ameeting on Friday.</p>`);
  await eventually(() => marks(page), ["thereare", "ameeting"]);
  const first = (change) => page.evaluate((change) => new Function("p", change)(region().firstChild), change);
  const changes = [
    ["p.hidden = true", "p.hidden = false"],
    ["p.style.display = 'none'", "p.removeAttribute('style')"],
    ["p.className = 'notranslate'", "p.className = 'a'"],
    ["p.setAttribute('contenteditable', 'false')", "p.removeAttribute('contenteditable')"],
    ["p.parentNode.className = 'some'", "p.parentNode.className = ''"],
    [
      "document.body.className = 'all'; p.parentNode.focus()",
      "document.body.className = ''; p.parentNode.blur(); p.parentNode.focus()",
    ],
    ["p.parentNode.dataset.unglue = 'off'", "delete p.parentNode.dataset.unglue"],
  ];
  await page.addStyleTag({ content: ".some p.a, .all p.a { display: none }" });
  for (const [hide, show] of changes) {
    await first(hide);
    await eventually(() => marks(page), hide.includes("'off'") ? [] : ["ameeting"]);
    await first(show);
    await eventually(() => marks(page), ["thereare", "ameeting"]);
  }
  // Too late to be noticed before.
  const before = await text(page);
  await first("globalThis.inputs = 0; p.parentNode.addEventListener('input', () => (inputs += 1))");
  await first("p.parentNode.focus(); getSelection().collapse(p.firstChild, 18); document.body.className = 'all'");
  await page.keyboard.press("Alt+Enter");
  await settled(page);
  assert.equal(await text(page), before);
  assert.equal(await page.evaluate(() => inputs), 0, "nor was anything typed and taken back");
  assert.equal(await fixAll(page), 1);
  assert.equal(await text(page), before.replace("ameeting", "a meeting"));
});

test("a host's selector is left alone, and one that is none is refused", async (page) => {
  await plain(page, beside(`<p class="mine"><b>They need ameeting.</b></p><p data-lang="x">They need ameeting.</p>`), {
    ignore: ".mine, [data-lang]",
  });
  await eventually(() => marks(page), ["thereare"]);
  await page.evaluate(() => (region().firstChild.className = ""));
  await eventually(() => marks(page), ["ameeting", "thereare"]);
  assert.equal(await refusal(page, { ignore: "p:" }), 'TypeError: options.ignore must be a CSS selector, not "p:"');
});

/** What a host's function does with the edits, what it returns, and how many are counted. */
const WRITES = [
  ["edits.toReversed().forEach(make); return true", 3],
  ["return new Promise((done) => setTimeout(() => { edits.toReversed().forEach(make); done(true) }, 20))", 3],
  ["setTimeout(() => edits.toReversed().forEach(make), 20); return true", 3],
  ["return false", 0],
  ["return true", 0],
  ["region().firstChild.append('!'); return true", 0],
];
test("a host's function makes the edits, and what the region then shows is counted", async (page) => {
  const before = "<p>They said that th<b>er</b>eare no plans for ameeting.</p><p>We saw th edog.</p>";
  const fixed = "<p>They said that th<b>er</b>e are no plans for a meeting.</p><p>We saw the dog.</p>";
  for (const [body, count] of WRITES) {
    await page.evaluate(
      ([before, body]) => {
        const make = ({ node, from, to, insert }) => node.replaceData(from, to - from, insert);
        const write = new Function("make", "edits", body).bind(null, make);
        plain(before, { write });
      },
      [before, body],
    );
    await eventually(async () => (await marks(page)).length, 3);
    const made = await fixAll(page);
    assert.equal(made > 0 ? 3 : 0, count, body);
    if (count > 0) assert.equal(await html(page), fixed, body);
    else assert.equal((await html(page)).replace("!", ""), before, body);
  }
  const message = "TypeError: options.write must be a function that makes edits in an editor's document";
  assert.equal(await refusal(page, { write: true }), message);
});

test("a region that cannot take the focus is not written in, and nothing else is", async (page) => {
  const makes = {
    inert: "region().inert = true",
    "not editable": "region().contentEditable = 'false'",
    "not rendered": "region().parentNode.style.display = 'none'",
    invisible: "region().parentNode.style.visibility = 'hidden'",
    "not in the page": "region().remove()",
    inattentive: "region().addEventListener('focus', () => field.focus())",
  };
  for (const [name, make] of Object.entries(makes)) {
    await plain(page, beside(""));
    await eventually(() => marks(page), ["thereare"]);
    await page.evaluate((make) => {
      globalThis.field?.remove();
      globalThis.field = document.body.appendChild(document.createElement("textarea"));
      new Function(make)();
      field.focus();
    }, make);
    const before = await html(page);
    assert.equal(await fixAll(page), 0, name);
    assert.equal(await html(page), before, name);
    assert.deepEqual(await page.evaluate(() => [field.value, document.activeElement === field]), ["", true], name);
    await page.evaluate(() => main.removeAttribute("style"));
  }
});

test("what a page makes of what is typed decides: one that wants something else gets nothing more", async (page) => {
  const pages = {
    "takes over, and does nothing": ["beforeinput", "event.preventDefault()", 0],
    "takes over, and does it later": [
      "beforeinput",
      "event.preventDefault(); const r = getSelection().getRangeAt(0); setTimeout(() => r.startContainer.insertData(r.startOffset, event.data), 20)",
      2,
    ],
    "goes elsewhere first": ["beforeinput", "field.focus()", 0],
    "selects something else first": ["beforeinput", "getSelection().collapse(region().lastChild.firstChild, 2)", 0],
    "puts something else in": [
      "input",
      "const { focusNode: node } = getSelection(); node.data = node.data.replace('a m', 'a\\u00a0m')",
      0,
    ],
    "draws all anew": ["input", "region().innerHTML = region().innerHTML", 2],
  };
  for (const [name, [type, does, count]] of Object.entries(pages)) {
    await plain(page, `${beside("")}<p>They need ameeting.</p>`);
    await eventually(() => marks(page), ["thereare", "ameeting"]);
    await page.evaluate(
      ([type, does]) => {
        globalThis.field?.remove();
        globalThis.field = document.body.appendChild(document.createElement("textarea"));
        region().addEventListener(type, new Function("event", does));
      },
      [type, does],
    );
    const before = await text(page);
    assert.equal(await fixAll(page), count, name);
    await settled(page);
    const after = await text(page);
    assert.equal(await page.evaluate(() => field.value), "", name);
    assert.equal(
      after,
      count > 0 ? before.replace("thereare", "there are").replace("ameeting", "a meeting") : before,
      name,
    );
  }
});

test("it works in shadow trees, in other frames, and in what is put into the page later", async (page) => {
  const markup = `<p>They said that <b>there</b>are no plans.</p><p>They need ameeting on November12.</p>`;
  const places = {
    "an open shadow tree": (markup) => shadowed(markup, "open"),
    "a closed shadow tree": (markup) => shadowed(markup, "closed"),
    "another frame": (markup) => framed(markup),
    "the body of another frame": (markup) => framedAsBody(markup),
    "a shadow tree in another frame": (markup) => framedAndShadowed(markup),
    "a region that is put into the page later": async (markup) => {
      loose(markup);
      await settled();
      main.append(region());
    },
  };
  for (const [name, open] of Object.entries(places)) {
    await page.evaluate(open, markup);
    await eventually(() => marks(page), ["thereare", "ameeting", "November12"]);
    await eventually(
      () => page.evaluate(() => getComputedStyle(region(), "::highlight(unglue)").textDecorationLine),
      "underline",
    );
    await page.evaluate(() => caretAt("there", 3));
    await page.keyboard.press("Alt+Enter");
    await eventually(() => html(page), markup.replace("there<", "there <"));
    await page.keyboard.press("Control+z");
    await eventually(() => html(page), markup);
    await eventually(() => marks(page), ["thereare", "ameeting", "November12"]);
    await page.evaluate(() => caretAt("ameeting", 3));
    await page.keyboard.press("Control+.");
    await eventually(() => page.evaluate(() => isBelow(1)), true);
    await page.keyboard.press("Enter");
    await eventually(() => html(page), markup.replace("ameeting", "a meeting"));
    assert.equal(await fixAll(page), 2, name);
    assert.equal(await text(page), "They said that there are no plans.They need a meeting on November 12.", name);
    await page.keyboard.press("Control+z");
    await eventually(() => html(page), markup.replace("ameeting", "a meeting"));
    await page.evaluate(() => caretAt("plans", 5));
    await page.keyboard.type(", and ofany form");
    await eventually(() => marks(page), ["thereare", "ofany", "November12"]);
    await page.evaluate(() => detach());
    assert.deepEqual(await page.evaluate(() => left(region())), [], name);
  }
});

/** More places than a browser remembers steps. */
const PLACES = 1100;

test("of places where something is put in, taken out or replaced, beyond those that a browser remembers, undo is exact", async (page) => {
  const before = "<p>They thereare.</p><p>No feed <b>back</b>.</p><p>Go up\non.</p>".repeat(PLACES / 3 + 1);
  const fixed = "<p>They there are.</p><p>No feed<b>back</b>.</p><p>Go up on.</p>".repeat(PLACES / 3 + 1);
  await page.evaluate((before) => plain(before, { checker: respacing }), before);
  await page.evaluate(() => caretAt("They", 2));
  assert.equal(await fixAll(page), before.split("<p>").length - 1);
  assert.equal(await html(page), fixed);
  for (const [key, wanted] of [
    ["Control+z", before],
    ["Control+Shift+z", fixed],
    ["Control+z", before],
  ]) {
    await page.keyboard.press(key);
    await page.waitForFunction((wanted) => html() === wanted, wanted);
  }
});

test("of more places than a browser remembers steps, undo and redo are one step each, and exact", async (page) => {
  const paragraphs = "<p>They said that thereare no plans for it.</p>".repeat(PLACES);
  await plain(page, `<p>Nobody knows.</p>${paragraphs}`);
  await page.evaluate(() => caretAt("Nobody", 6));
  assert.equal(await fixAll(page), PLACES);
  const fixed = `<p>Nobody knows.</p>${paragraphs.replaceAll("thereare", "there are")}`;
  assert.equal(await html(page), fixed);
  const becomes = (wanted) => page.waitForFunction((wanted) => html() === wanted, wanted);
  for (const [key, wanted] of [
    ["Control+z", `<p>Nobody knows.</p>${paragraphs}`],
    ["Control+Shift+z", fixed],
    ["Control+z", `<p>Nobody knows.</p>${paragraphs}`],
  ]) {
    await page.keyboard.press(key);
    await becomes(wanted);
  }
  // Who thinks better of it while it goes on.
  await page.keyboard.press("Control+Shift+z");
  await page.keyboard.press("Control+z");
  await becomes(`<p>Nobody knows.</p>${paragraphs}`);
});

test("undo by a command of the page is one step as well, and the next one is of what was typed before", async (page) => {
  const html = "<p>They said that thereare no plans for ameeting on November12 in the town.</p>";
  await plain(page, html);
  await page.evaluate(() => caretAt("They", 0));
  await page.keyboard.type("So. ");
  const typed = await text(page);
  assert.equal(await fixAll(page), 3);
  const fixed = await text(page);
  // As the buttons of a page do it.
  for (const [command, wanted] of [
    ["undo", typed],
    ["undo", typed.slice(4)],
    ["redo", typed],
    ["redo", fixed],
    ["undo", typed],
  ]) {
    await page.evaluate((command) => void document.execCommand(command), command);
    await eventually(() => text(page), wanted);
  }
});

test("what was typed into another field while all was being fixed stays when that is undone", async (page) => {
  await plain(page, "<p>They said that thereare no plans for it.</p>".repeat(400));
  await page.evaluate(async () => {
    const [region, other] = [document.querySelector("[contenteditable]"), document.createElement("textarea")];
    document.body.append(other);
    other.focus();
    let count = 0;
    region.addEventListener("input", () => count++);
    const fixing = fixAll();
    while (count < 10 || document.activeElement !== other) await new Promise((resolve) => setTimeout(resolve));
    document.execCommand("insertText", false, "A title");
    if (count === 400) throw new Error("all is fixed already");
    await fixing;
    region.focus();
  });
  await page.keyboard.press("Control+z");
  await page.waitForFunction(() => html().includes("thereare"));
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  assert.equal(await page.evaluate(() => document.querySelector("textarea").value), "A title");
});

test("who types while all is being fixed types where the caret is, and nothing is lost or done twice", async (page) => {
  const paragraphs = "<p>They said that thereare no plans for it.</p>".repeat(400);
  await plain(page, `<p>Nobody knows.</p>${paragraphs}`);
  await page.evaluate(() => {
    caretAt("Nobody", 6);
    globalThis.fixing = fixAll();
  });
  await page.keyboard.type("'s friend", { delay: 5 });
  const count = await page.evaluate(() => fixing);
  const after = await text(page);
  assert.equal(after.split("there are").length - 1, count);
  assert.equal(
    after.replaceAll("there are", "thereare"),
    `Nobody's friend knows.${"They said that thereare no plans for it.".repeat(400)}`,
  );
  assert.equal(await fixAll(page), 400 - count);
  assert.equal(await text(page), `Nobody's friend knows.${"They said that there are no plans for it.".repeat(400)}`);
});

test("whoever ends the checking while all is being fixed has nothing more typed, and is told what was", async (page) => {
  await plain(page, "<p>They said that thereare no plans for it.</p>".repeat(10));
  const count = await page.evaluate(() => {
    let inputs = 0;
    document.querySelector("[contenteditable]").addEventListener("input", () => ++inputs === 2 && detach());
    return fixAll();
  });
  assert.equal(count, 2);
  assert.equal((await text(page)).split("there are").length - 1, 2);
});

test("a frame that is taken away while its region is checked is left alone", async (page) => {
  await page.evaluate((html) => framed(html), "<p>They said that thereare no plans for it.</p>");
  const count = await page.evaluate(() => {
    const fixing = fixAll();
    document.querySelector("iframe").remove();
    return fixing;
  });
  assert.equal(count, 0);
  await new Promise((resolve) => setTimeout(resolve, 500));
});

test("what Quill marks as code is left alone, in the region and in its document", async (page) => {
  const sentence = "They said that thereare no plans for it.";
  const lines = [
    { insert: sentence },
    { insert: "\n", attributes: { "code-block": true } },
    { insert: sentence },
    { insert: sentence, attributes: { code: true } },
    { insert: "\n" },
  ];
  await page.evaluate((lines) => quill(lines), lines);
  await eventually(() => marks(page), ["thereare"]);
  assert.equal(await fixAll(page), 1);
  assert.equal(
    await page.evaluate(() => model()),
    `${sentence}\n${sentence.replace("thereare", "there are")}${sentence}\n`,
  );
  assert.equal(await fixAll(page), 0);
});

for (const editor of ["quill", "lexical"]) {
  test(`a long document of ${editor === "quill" ? "Quill" : "Lexical"} is fixed without a letter lost`, async (page) => {
    const sentence = "They said that thereare no plans for it.";
    const text = Array(150).fill(sentence);
    await page.evaluate(
      ([editor, text]) => globalThis[editor](editor === "quill" ? [{ insert: `${text.join("\n")}\n` }] : text),
      [editor, text],
    );
    await eventually(async () => (await marks(page)).length > 0, true);
    assert.equal(await fixAll(page), 150);
    const [between, end] = editor === "quill" ? ["\n", "\n"] : ["\n\n", ""];
    const fixed = `${text.map((line) => line.replace("thereare", "there are")).join(between)}${end}`;
    await eventually(() => page.evaluate(() => model()), fixed);
    assert.equal(await fixAll(page), 0);
  });
}
