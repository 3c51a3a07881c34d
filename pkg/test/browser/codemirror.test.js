import assert from "node:assert/strict";
import { FOUND, laws } from "./laws.js";
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

// CodeMirror writes its styles into an element.
const policy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src data:; connect-src 'self'";
const test = onPage("codemirror", { policy });

const text = (page) => page.evaluate(() => view.state.doc.toString());
const set = (page, insert) =>
  page.evaluate((insert) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert } }), insert);
const select = (page, anchor, head = anchor) =>
  page.evaluate(([anchor, head]) => (view.focus(), view.dispatch({ selection: { anchor, head } })), [anchor, head]);
const selection = (page) => page.evaluate(() => [view.state.selection.main.anchor, view.state.selection.main.head]);
/** What is underlined, and from which offset on. */
const marks = (page, nth = 0) =>
  page.evaluate(
    (nth) =>
      [...document.querySelectorAll(".cm-editor")[nth].querySelectorAll(".unglue-mark")].map((mark) => {
        const before = document.createRange();
        before.setStart(mark.closest(".cm-line"), 0);
        before.setEndBefore(mark);
        return `${before.toString().length} ${mark.textContent}`;
      }),
    nth,
  );

const respace = (page) => page.evaluate(() => attachWith({ checker: respacing }));
const offered = (page) => page.evaluate(() => attachWith(pasting));

laws(test, {
  text,
  set,
  select,
  selection,
  marks,
  respace,
  offered,
  focus: (page) => page.locator(".cm-content").click(),
});

test("an edit is drawn on the character before it, in its mark and at the mark's edge, but not at a line's start", async (page) => {
  await set(page, "🎉 Well,thereare no plans.");
  await eventually(() => marks(page), ["3 Well,", "8 thereare"]);
  const drawn = () => page.locator(".unglue-edit").allTextContents();
  assert.deepEqual(await drawn(), [",", "e"]);
  await respace(page);
  await set(page, "Go up\non, feed back, thereare.");
  await eventually(drawn, ["e"]);
  assert.deepEqual(await page.locator(".unglue-removal").allTextContents(), [" "]);
});

test("a space that goes can be seen in the text and in the tooltip, and is not read aloud", async (page) => {
  await set(page, "We saw th edog run.");
  await eventually(() => marks(page), ["7 th edog"]);
  assert.deepEqual(await page.locator(".unglue-removal").allTextContents(), [" "]);
  const tint = await page.locator(".unglue-removal").evaluate((element) => getComputedStyle(element).backgroundColor);
  assert.notEqual(tint, "rgba(0, 0, 0, 0)");
  await page.locator(".unglue-mark", { hasText: "edog" }).last().hover();
  const button = page.locator(".unglue-tooltip button").first();
  assert.equal(await button.innerText(), "th␣edog → the dog");
  await page.getByRole("button", { name: "the dog", exact: true }).click();
  await eventually(() => text(page), "We saw the dog run.");
});

test("a text is repaired as a document, as one transaction", async (page) => {
  await set(page, "They must goon with it , of thef eedback.");
  assert.equal(await page.evaluate(() => repair()), 4);
  assert.equal(await text(page), "They must go on with it, of the feedback.");
  await page.locator(".cm-content").press("Control+z");
  assert.equal(await text(page), "They must goon with it , of thef eedback.");
});

test("fix all is one transaction", async (page) => {
  await page.locator(".cm-content").click();
  await page.keyboard.insertText(SENTENCE);
  await select(page, 40, 3);
  // Right away: it waits for the answer.
  assert.equal(await page.evaluate(() => fixAll()), 3);
  assert.equal(await text(page), REPAIRED);
  assert.deepEqual(await selection(page), [42, 3]);
  await eventually(() => marks(page), []);
  await page.keyboard.press("Control+z");
  assert.equal(await text(page), SENTENCE);
  await eventually(() => marks(page), FOUND);
});

test("the tooltip applies, ignores and adds words", async (page) => {
  await set(page, `${SENTENCE} Then thereare others, and November12 passes.`);
  await eventually(async () => (await marks(page)).length, 5);
  const act = async (word, name) => {
    await page.locator(".unglue-mark", { hasText: word }).first().hover();
    await page.locator(".unglue-tooltip button", { hasText: name }).click();
  };
  await act("ameeting", "a meeting");
  await eventually(async () => (await text(page)).includes("for a meeting on"), true);
  await act("thereare", "Ignore here");
  await eventually(
    async () => (await marks(page)).map((mark) => mark.split(" ")[1]),
    ["November12", "thereare", "November12"],
  );
  await act("thereare", "Ignore everywhere");
  await eventually(() => marks(page), ["50 November12", "100 November12"]);
  await act("November12", "Add to dictionary");
  await eventually(() => marks(page), []);
  await eventually(() => page.evaluate(() => learned.at(-1)), { words: ["November12"], ignored: ["thereare"] });
});

test("what is pasted is underlined at once, over several lines", async (page, context) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.locator(".cm-content").click();
  await page.evaluate(
    (text) => navigator.clipboard.writeText(text),
    `Now.\r\n${HARD}thereare plans.\nThey need ameeting`,
  );
  await page.keyboard.press("Control+v");
  await eventually(() => marks(page), [`${HARD.length} thereare`, "10 ameeting"]);
});

test("nothing appears and nothing goes while an input method composes", async (page, context) => {
  const { compose, commit } = await inputMethod(context, page);
  await set(page, "They said that thereare plans.\n");
  await eventually(() => marks(page), ["15 thereare"]);
  await select(page, 31);
  await compose("あ");
  // Somebody else writes in the same text.
  await page.evaluate(() => view.dispatch({ changes: { from: 0, insert: "They need ameeting. " } }));
  for (const part of ["あm", "あme"]) await compose(part);
  await settled(page);
  assert.deepEqual(await marks(page), ["35 thereare"]);
  await commit("me");
  await eventually(() => marks(page), ["10 ameeting", "35 thereare"]);
});

test("answers that come late are moved with the text, never shown at other characters", async (page) => {
  // All in one task: the answers to the first edits come when the text is another.
  await page.evaluate((sentence) => {
    view.dispatch({ changes: { from: 0, insert: sentence } });
    view.dispatch({ changes: { from: 0, insert: "Now: " } });
    view.dispatch({ changes: { from: 25, insert: " " }, userEvent: "input.type" });
    view.dispatch({ changes: { from: 0, to: 5 } });
    globalThis.wrong = [];
    new MutationObserver(() => {
      for (const { textContent } of document.querySelectorAll(".unglue-mark")) {
        if (!["ameeting", "November12"].includes(textContent)) wrong.push(textContent);
      }
    }).observe(view.dom, { childList: true, subtree: true, characterData: true });
  }, SENTENCE);
  await eventually(() => marks(page), ["38 ameeting", "50 November12"]);
  await settled(page);
  assert.deepEqual(await page.evaluate(() => wrong), []);
});

test("editors share the worker and its words, and end without a trace", async (page) => {
  await page.evaluate(() => (globalThis.other = make()));
  await set(page, SENTENCE);
  await page.evaluate((sentence) => other.dispatch({ changes: { from: 0, insert: sentence } }), SENTENCE);
  await eventually(() => marks(page), FOUND);
  await eventually(() => marks(page, 1), FOUND);
  assert.equal(page.workers().length, 1);
  await page.evaluate(() => checker.addWords(["thereare"]));
  await eventually(() => marks(page, 1), FOUND.slice(1));

  await page.evaluate(() => detach());
  await eventually(() => marks(page), []);
  assert.equal(await page.evaluate(() => fixAll()), 0);
  await set(page, `Now ${SENTENCE}`);
  await settled(page);
  assert.deepEqual(await marks(page), []);
  await page.evaluate(() => (attach(), other.destroy()));
  await eventually(() => marks(page), ["41 ameeting", "53 November12"]);
  assert.equal(await page.locator(".cm-tooltip").count(), 0);
});

test("a checker of the page itself will do", async (page) => {
  await page.evaluate(async () => (detach(), await attachInPage()));
  await set(page, SENTENCE);
  await eventually(() => marks(page), FOUND);
  assert.equal(await page.evaluate(() => fixAll()), 3);
  assert.equal(await text(page), REPAIRED);
});

test("an editor outlives its worker", async (page) => {
  await set(page, SENTENCE);
  await eventually(() => marks(page), FOUND);
  await page.evaluate(() => checker.terminate());
  await eventually(() => marks(page), []);
  await page.locator(".cm-content").click();
  await page.keyboard.type("More. ");
  assert.equal((await text(page)).length, SENTENCE.length + 6);
});

/** How many are fixed at the caret and in all; both are to leave the text as it is. */
const fixes = async (page) => {
  await select(page, 18);
  return [await page.evaluate(() => fixAtCaret()), await page.evaluate(() => fixAll())];
};

test("nothing is fixed where the text is read only, and no fix is offered", async (page) => {
  await set(page, SENTENCE);
  for (const name of ["readOnly", "uneditable"]) {
    await page.evaluate((name) => dress(name), name);
    await eventually(() => marks(page), FOUND);
    assert.deepEqual(await fixes(page), [false, 0], name);
    assert.equal(await text(page), SENTENCE);
    await page.locator(".unglue-mark", { hasText: "ameeting" }).hover();
    await page.locator(".unglue-tooltip button", { hasText: "Ignore" }).first().waitFor();
    assert.deepEqual(await page.locator(".unglue-tooltip button", { hasText: "a meeting" }).count(), 0, name);
    await page.mouse.move(0, 0);
    await page.locator(".unglue-tooltip").waitFor({ state: "detached" });
  }
  await page.evaluate(() => dress());
  await page.locator(".unglue-mark", { hasText: "ameeting" }).hover();
  await page.locator(".unglue-tooltip button", { hasText: "a meeting" }).click();
  await eventually(async () => (await text(page)).includes("a meeting"), true);
});

test("what the editor's filters reject is not counted", async (page) => {
  await set(page, SENTENCE);
  await eventually(() => marks(page), FOUND);
  await page.evaluate(() => dress("a filter of transactions"));
  assert.deepEqual(await fixes(page), [false, 0]);
  assert.equal(await text(page), SENTENCE);
  await page.evaluate(() => dress("a filter of changes"));
  assert.equal(await page.evaluate(() => fixAll()), 2);
  assert.equal(await text(page), REPAIRED.replace("a meeting", "ameeting"));
});

test("an editor that is marked as not to be checked is left alone", async (page) => {
  await set(page, SENTENCE);
  for (const name of ["off", "off by a function"]) {
    await page.evaluate((name) => dress(name), name);
    await eventually(() => marks(page), []);
    assert.deepEqual(await fixes(page), [false, 0], name);
    await page.evaluate(() => dress());
    await eventually(() => marks(page), FOUND);
  }
});

test("code is left alone: in Markdown what is marked up as such, in a program all but the comments", async (page) => {
  const isMarked = async (language, source) => {
    await page.evaluate((language) => dress(language), language);
    await set(page, `${source}\n\n`);
    const last = "// They said that ofany other.";
    await page.evaluate((last) => view.dispatch({ changes: { from: view.state.doc.length, insert: last } }), last);
    // The last line is checked after those before it.
    await eventually(async () => (await marks(page)).some((mark) => mark.endsWith("ofany")), true);
    return (await marks(page)).some((mark) => mark.includes("thereare"));
  };
  for (const [language, source, expected] of [
    ["javascript", "// They said that thereare no plans.", true],
    ["javascript", "/* They said\n * that thereare no plans. */", true],
    ["javascript", "const plans = they.said(thereare, no);", false],
    ["javascript", 'say("They said that thereare no plans.");', false],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: The text of a program.
    ["javascript", "say(`They said that thereare ${no} plans.`);", false],
    ["markdown", "They said that **thereare no plans**.", true],
    ["markdown", "> They said that [thereare no plans](https://example.com).", true],
    ["markdown", "They said that `thereare no` plans.", false],
    ["markdown", "Code:\n\n    They said that thereare no plans.", false],
  ]) {
    assert.equal(await isMarked(language, source), expected, `${language}: ${source}`);
  }
});

test("a language that comes together with a change of the text leaves its code alone at once", async (page) => {
  await set(page, `${SENTENCE}\n`);
  await eventually(() => marks(page), FOUND);
  await page.evaluate(() => dressWith("javascript", { from: view.state.doc.length, insert: "// They need ofany." }));
  await eventually(() => marks(page), ["13 ofany"]);
});

test("`protect` gets the state as well, also that which “fix all” tries", async (page) => {
  await set(page, `${SENTENCE}\nHe walkedintherainforanhour.`);
  await page.evaluate(() => {
    globalThis.asked = [];
    attachWith({
      protect(text, state) {
        asked.push(text === state.doc.toString());
        const line = state.doc.line(1);
        return [[line.from, line.from + 25]];
      },
    });
  });
  await eventually(() => marks(page), [...FOUND.slice(1), "3 walkedintherainforanhour"]);
  assert.equal(await page.evaluate(() => fixAll()), 2 + 6);
  assert.equal(await text(page), `${REPAIRED.replace("there are", "thereare")}\nHe walked in the rain for an hour.`);
  assert.ok((await page.evaluate(() => asked)).every(Boolean));
});

test("other linters keep their diagnostics beside it", async (page) => {
  await page.evaluate(() => dress("another linter"));
  await set(page, SENTENCE);
  const other = ["0 other They"];
  await eventually(() => page.evaluate(() => diagnostics()), other);
  await eventually(() => marks(page), FOUND);
  await select(page, SENTENCE.length);
  await page.keyboard.type(" More ofany.");
  await eventually(() => marks(page), [...FOUND, `${SENTENCE.length + 6} ofany`]);
  assert.deepEqual(await page.evaluate(() => diagnostics()), other);
  await page.evaluate(() => detach());
  await eventually(() => marks(page), []);
  assert.deepEqual(await page.evaluate(() => diagnostics()), other);
});

const PLANS = "They said that thereare no plans.\n";

test("of thousands of faults those that can be seen are decorated, and F8 leads to all", async (page) => {
  const decorated = () => page.evaluate(() => decorations());
  await set(page, PLANS.repeat(1500));
  await eventually(() => page.evaluate(() => checkingOf(view).marks.length), 1500);
  const isFew = (count) => count > 20 && count < 400;
  await eventually(async () => isFew(await decorated()), true);
  await select(page, 0);
  for (let nth = 0; nth < 3; nth++) await page.keyboard.press("F8");
  assert.deepEqual(await selection(page), [2 * PLANS.length + 15, 2 * PLANS.length + 23]);
  await page.keyboard.press("Shift+F8");
  assert.deepEqual(await selection(page), [PLANS.length + 15, PLANS.length + 23]);
  // Before the first comes the last, which is in view then, with those around it.
  await select(page, 0);
  await page.keyboard.press("Shift+F8");
  assert.deepEqual(await selection(page), [1499 * PLANS.length + 15, 1499 * PLANS.length + 23]);
  await eventually(async () => (await marks(page)).length > 20, true);
  assert.ok(isFew(await decorated()), String(await decorated()));
  assert.equal(await page.evaluate(() => fixAll()), 1500);
  await eventually(decorated, 0);
});

test("of a line that is longer than the window the part in view is decorated", async (page) => {
  await set(page, PLANS.replace("\n", " ").repeat(3000));
  await eventually(() => page.evaluate(() => checkingOf(view).marks.length), 3000);
  await eventually(async () => (await marks(page)).length > 20, true);
  const decorated = await page.evaluate(() => decorations());
  assert.ok(decorated < 3000, String(decorated));
});

test("a click in a mark opens its tooltip until the caret leaves it, Escape closes it, and Tab leads into it", async (page) => {
  await set(page, SENTENCE);
  const tooltip = page.locator(".unglue-tooltip");
  await page.locator(".unglue-mark", { hasText: "ameeting" }).click();
  assert.match(await tooltip.innerText(), /a meeting/);
  await page.mouse.move(0, 0);
  await settled(page);
  assert.equal(await tooltip.count(), 1);
  await page.keyboard.press("End");
  assert.equal(await tooltip.count(), 0);
  await page.keyboard.press("F8");
  await tooltip.waitFor();
  await page.keyboard.press("Escape");
  assert.equal(await tooltip.count(), 0);
  await page.keyboard.press("F8");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "a meeting");
  await page.keyboard.press("Escape");
  assert.deepEqual([await tooltip.count(), await page.evaluate(() => view.hasFocus)], [0, true]);
  await page.keyboard.press("F8");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal(await text(page), SENTENCE.replace("November12", "November 12"));
  assert.equal(await page.evaluate(() => view.hasFocus), true);
});

test("a host says what is shown, and makes the tooltip", async (page) => {
  await set(page, SENTENCE);
  await page.evaluate(() => {
    globalThis.hidden = "merged-number";
    globalThis.changes = [];
    attachWith({
      isShown: ({ rule }) => rule !== hidden,
      onChange: () => changes.push(checkingOf(view).marks.length),
      tooltip: (mark, view) => {
        const { from, to } = mark;
        return Object.assign(document.createElement("b"), {
          className: "own",
          textContent: `?${view.state.sliceDoc(from, to)}`,
        });
      },
    });
  });
  await eventually(() => marks(page), FOUND.slice(0, 2));
  await eventually(() => page.evaluate(() => changes), [2]);
  assert.equal(await page.evaluate(() => checkingOf(view).session.marks.length), 3);
  assert.equal(await page.evaluate(() => checkingOf(view).at(50)), undefined);
  await select(page, 40);
  await page.keyboard.press("F8");
  // None behind it is shown, so it begins again.
  assert.equal(await page.locator(".own").innerText(), "?thereare");
  await select(page, 50);
  assert.equal(await page.evaluate(() => fixAtCaret()), false);
  await page.evaluate(() => {
    hidden = "merged-words";
    checkingOf(view).refresh();
  });
  await eventually(() => marks(page), FOUND.slice(2));
  assert.deepEqual(await page.evaluate(() => changes), [2, 1]);
  assert.equal(await page.evaluate(() => fixAll()), 1);
  assert.equal(await text(page), SENTENCE.replace("November12", "November 12"));
});

test("a text in place of another is checked part by part, and the host is told how far", async (page) => {
  await page.evaluate(() => {
    globalThis.parts = [];
    attachWith({ onProgress: (part) => parts.push(part) });
  });
  await eventually(() => page.evaluate(() => parts.at(-1)), { done: 0, total: 0 });
  const long = PLANS.repeat(10_000);
  await set(page, long);
  await eventually(() => page.evaluate(() => parts.at(-1).done), long.length);
  const parts = await page.evaluate(() => parts);
  const start = parts.findIndex(({ done, total }) => done === 0 && total === long.length);
  assert.ok(start >= 0 && parts.length - start > 3, `${start} of ${parts.length}`);
  assert.equal(await page.evaluate(() => checkingOf(view).marks.length), 10_000);
});

test("edits that a transaction has put together are told by the host, and what is ignored between them stays so", async (page) => {
  await set(page, PLANS.repeat(2));
  await page.evaluate(() => {
    globalThis.exact = new WeakMap();
    attachWith({ changesOf: (tr) => exact.get(tr) ?? tr.changes });
  });
  await eventually(async () => (await marks(page)).length, 2);
  await page.evaluate(() => {
    checkingOf(view).session.ignoreHere(checkingOf(view).marks[0]);
    const edits = [0, 34].map((from) => ({ from, insert: "Now " }));
    const tr = view.state.update({ changes: { from: 0, to: 34, insert: `Now ${view.state.sliceDoc(0, 34)}Now ` } });
    exact.set(tr, view.state.changes(edits));
    view.dispatch(tr);
  });
  await settled(page);
  assert.equal(await text(page), `Now ${PLANS}`.repeat(2));
  assert.deepEqual(await marks(page), ["19 thereare"]);
  assert.equal(await page.evaluate(() => checkingOf(view).marks[0].from), 38 + 19);
});

test("a host has its own words for what is shown", async (page) => {
  await page.evaluate(() => attachWith({ messages }));
  await set(page, "We saw th edog run.");
  await eventually(() => marks(page), ["7 th edog"]);
  await page.locator(".cm-content").focus();
  await page.keyboard.press("F8");
  await page.locator(".unglue-tooltip").waitFor();
  assert.equal(await inWords(page), IN_OTHER_WORDS);
});
