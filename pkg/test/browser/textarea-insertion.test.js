// Where a fix goes: into the field that it is for, as a user's input would, or nowhere.

import assert from "node:assert/strict";
import { eventually, onPage, REPAIRED, SENTENCE } from "./support.js";

const test = onPage("textarea");

/** Puts this into the page, attaches to the textarea `#field`, and waits until its three faults are found. */
const open = async (page, html) => {
  await page.evaluate((html) => {
    attached.destroy();
    document.querySelector("main").innerHTML = html;
    // The page's policy allows no style attributes.
    for (const element of document.querySelectorAll("[data-style]")) element.style.cssText = element.dataset.style;
    globalThis.area = document.querySelector("#field");
    globalThis.attached = attach(area);
    globalThis.heard = [];
    for (const type of ["beforeinput", "input", "change"])
      area.addEventListener(type, (event) => heard.push(`${event.type} ${event.inputType ?? ""}`.trim()));
  }, html);
};
const field = `<textarea id="field" rows="3" cols="40">${SENTENCE}</textarea>`;
const fixAll = (page) => page.evaluate(() => attached.fixAll());
const value = (page) => page.evaluate(() => area.value);
const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.tagName);

/** Fields that cannot have the focus but can be written in by a script of the page. */
const UNREACHABLE = {
  "in what is not displayed": `<div data-style="display: none">${field}</div>`,
  "in what is hidden": `<div data-style="visibility: hidden">${field}</div>`,
  "in what is inert": `<div inert>${field}</div>`,
  "in closed details": `<details><summary>More</summary>${field}</details>`,
  "in a closed dialog": `<dialog>${field}</dialog>`,
  "behind a modal": `${field}<dialog id="modal"><input id="in-modal"></dialog>`,
};

for (const [where, html] of Object.entries(UNREACHABLE)) {
  test(`a field ${where} is fixed without the focus, and no other is touched`, async (page) => {
    await open(page, `<input id="other" value="mine">${html}`);
    await page.evaluate(() => {
      document.querySelector("#modal")?.showModal();
      globalThis.other = document.querySelector("#in-modal") ?? document.querySelector("#other");
      other.value = "mine";
      other.focus();
      other.setSelectionRange(2, 2);
    });
    assert.equal(await fixAll(page), 3);
    assert.equal(await value(page), REPAIRED);
    assert.deepEqual(await page.evaluate(() => heard), [
      "beforeinput insertReplacementText",
      "input insertReplacementText",
      "change",
    ]);
    assert.deepEqual(await page.evaluate(() => [other.value, other.selectionStart, document.activeElement === other]), [
      "mine",
      2,
      true,
    ]);
  });
}

/** Fields that nobody may write in. */
const READ_ONLY = {
  disabled: field.replace("<textarea", "<textarea disabled"),
  "read only": field.replace("<textarea", "<textarea readonly"),
  "in a disabled fieldset": `<fieldset disabled>${field}</fieldset>`,
};

for (const [what, html] of Object.entries(READ_ONLY)) {
  test(`a field that is ${what} is left alone`, async (page) => {
    await open(page, `<input id="other" value="mine">${html}`);
    await page.locator("#other").focus();
    assert.equal(await fixAll(page), 0);
    assert.equal(await value(page), SENTENCE);
    assert.deepEqual(await page.evaluate(() => heard), []);
    assert.equal(await page.locator("#other").inputValue(), "mine");
  });
}

test("a field that is taken out of the page while it is checked is fixed where it is", async (page) => {
  await open(page, `<input id="other" value="mine">${field}`);
  await page.locator("#other").focus();
  const count = await page.evaluate(() => {
    const fixing = attached.fixAll();
    area.remove();
    return fixing;
  });
  assert.equal(count, 3);
  assert.equal(await value(page), REPAIRED);
  assert.equal(await page.locator("#other").inputValue(), "mine");
});

test("a text of several lines is fixed whatever characters it has", async (page) => {
  await open(page, field);
  const between = "\n\0\t\u00a0\u000b\u2028<!-- &amp; -->\ud83d\n";
  await page.evaluate((text) => ((area.value = text), attached.refresh()), SENTENCE + between + SENTENCE);
  assert.equal(await fixAll(page), 6);
  assert.equal(await value(page), REPAIRED + between + REPAIRED);
});

/** Pages that do something of their own at the focus, before the input and after it: what each leaves, and what is counted. */
const PAGES = {
  "moves the focus elsewhere when the field gets it": {
    does: () => area.addEventListener("focus", () => other.focus()),
    count: 3,
    text: REPAIRED,
  },
  "moves the selection when the field gets the focus": {
    does: () => area.addEventListener("focus", () => area.select()),
    count: 3,
    text: REPAIRED,
  },
  "changes the text when the field gets the focus": {
    does: () => area.addEventListener("focus", () => (area.value = `So ${area.value}`)),
    count: 0,
    text: `So ${SENTENCE}`,
  },
  "disables the field when it gets the focus": {
    does: () => area.addEventListener("focus", () => (area.disabled = true)),
    count: 0,
    text: SENTENCE,
  },
  "refuses the input": {
    does: () => area.addEventListener("beforeinput", (event) => event.preventDefault()),
    count: 0,
    text: SENTENCE,
  },
  "inserts by itself": {
    does: () =>
      area.addEventListener("beforeinput", (event) => (event.preventDefault(), area.setRangeText(event.data))),
    count: 3,
    text: REPAIRED,
  },
  "moves the focus before the input": {
    does: () => area.addEventListener("beforeinput", () => other.focus()),
    count: 3,
    text: REPAIRED,
  },
  "puts the old text back, as a controlled component": {
    does: () => {
      const old = area.value;
      area.addEventListener("input", () => (area.value = old));
    },
    count: 0,
    text: SENTENCE,
  },
  "writes the text in another way": {
    does: () => area.addEventListener("input", () => (area.value = area.value.toUpperCase())),
    count: 3,
    text: REPAIRED.toUpperCase(),
  },
  "allows no more characters": { does: () => (area.maxLength = area.value.length + 2), count: 0, text: SENTENCE },
  "allows just so many characters": { does: () => (area.maxLength = area.value.length + 3), count: 3, text: REPAIRED },
};

for (const [what, { does, count, text }] of Object.entries(PAGES)) {
  test(`a page that ${what}`, async (page) => {
    await open(page, `<input id="other" value="mine">${field}`);
    await page.evaluate(() => (globalThis.other = document.querySelector("#other")));
    await page.evaluate(does);
    await page.locator("#other").focus();
    assert.equal(await fixAll(page), count);
    assert.equal(await value(page), text);
    assert.equal(await page.evaluate(() => other.value), "mine");
    assert.equal(await focused(page), "other");
  });
}

test("a fix at the caret says whether it was put in", async (page) => {
  await open(page, field);
  await eventually(
    () => page.evaluate(() => (area.focus(), area.setSelectionRange(16, 16), attached.fixAtCaret())),
    true,
  );
  assert.equal(await value(page), SENTENCE.replace("thereare", "there are"));
  const refused = await page.evaluate(() => {
    area.addEventListener("beforeinput", (event) => event.preventDefault());
    area.setSelectionRange(40, 40);
    return attached.fixAtCaret();
  });
  assert.equal(refused, false);
  assert.equal(await value(page), SENTENCE.replace("thereare", "there are"));
});

test("the page hears of a fix over several lines once, and undoes it at once", async (page) => {
  const text = `${SENTENCE} <&amp;>\n\n\t${SENTENCE}\n  ${SENTENCE}\n`;
  await open(page, field);
  await page.locator("#field").fill("");
  await page.keyboard.insertText(text);
  await page.evaluate(() => heard.splice(0));
  assert.equal(await fixAll(page), 9);
  const fixed = text.replaceAll(SENTENCE, REPAIRED);
  assert.equal(await value(page), fixed);
  assert.equal(await page.evaluate(() => heard.filter((what) => what.startsWith("input")).length), 1);
  await page.keyboard.press("Control+z");
  assert.equal(await value(page), text);
  await page.keyboard.press("Control+Shift+z");
  assert.equal(await value(page), fixed);
});

/** What had the focus has it again, with its selection; the page hears of the change as after typing. */
const ELSEWHERE = {
  "an input": {
    html: '<input class="other" value="some words">',
    select: () => document.querySelector(".other").setSelectionRange(2, 5),
  },
  "an editable region": {
    html: '<div class="other" contenteditable>some words</div>',
    select: () =>
      getSelection().setBaseAndExtent(
        document.querySelector(".other").firstChild,
        2,
        document.querySelector(".other").firstChild,
        5,
      ),
  },
  "a button": { html: '<button class="other">Button</button>', select: () => {} },
};

for (const [what, { html, select }] of Object.entries(ELSEWHERE)) {
  test(`the focus goes back to ${what}, and the page hears of the change`, async (page) => {
    await open(page, html + field);
    await page.locator(".other").focus();
    await page.evaluate(select);
    const where = () =>
      page.evaluate(() => {
        const other = document.querySelector(".other");
        return [
          document.activeElement.className,
          other.selectionStart,
          other.selectionEnd,
          getSelection().anchorOffset,
          getSelection().focusOffset,
        ];
      });
    const before = await where();
    assert.equal(await fixAll(page), 3);
    assert.deepEqual(await where(), before);
    assert.equal(await page.evaluate(() => heard.at(-1)), "change");
  });
}

test("where nothing had the focus, nothing has it afterwards", async (page) => {
  await open(page, field);
  assert.equal(await fixAll(page), 3);
  assert.equal(await focused(page), "BODY");
});
