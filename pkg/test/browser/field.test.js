// <unglue-field>: which fields in it are checked, when, and what a page hears of it.

import assert from "node:assert/strict";
import { eventually, onPage, settled } from "./support.js";

const test = onPage("field");
const TEXT = "They said that thereare no plans for ameeting.";
const FOUND = ["thereare", "ameeting"];

const drawn = (page) => page.evaluate(() => drawn());
const show = (page, html) => page.evaluate((html) => void (main.innerHTML = html), html);
const field = (content, attributes = "") => `<unglue-field ${attributes}>${content}</unglue-field>`;

test("it is defined by its call alone, once", async (page) => {
  assert.deepEqual(await page.evaluate(() => [isDefinedBefore, isSame]), [false, true]);
});

/** What stands in the element, and how many fields of it are checked. */
const CONTENTS = {
  "a textarea": [`<textarea>${TEXT}</textarea>`, 1],
  "an input": [`<input value="${TEXT}">`, 1],
  "an editable region": [`<div contenteditable>${TEXT}</div>`, 1],
  "a field within a label": [`<label>Text <textarea>${TEXT}</textarea></label>`, 1],
  "several fields": [`<textarea>${TEXT}</textarea><p contenteditable>${TEXT}</p>`, 2],
  "one within another element of the kind": [field(`<textarea>${TEXT}</textarea>`), 1],
  "an editable part of a region": [`<div contenteditable>${TEXT}<p contenteditable="true">It is.</p></div>`, 1],
  "a password, what is not editable, and no field": [
    `<input type="password" value="${TEXT}"><p contenteditable="false">${TEXT}</p><p>${TEXT}</p>`,
    0,
  ],
};
for (const [name, [content, count]] of Object.entries(CONTENTS))
  test(`it checks what is in it: ${name}`, async (page) => {
    await show(page, field(content));
    const wanted = Array(count).fill(FOUND).flat();
    await eventually(() => drawn(page), wanted);
    const fields = () =>
      page.evaluate(() => [...main.querySelectorAll("unglue-field")].flatMap(({ fields }) => fields));
    assert.equal((await fields()).length, count);
    assert.equal(await page.evaluate(() => main.firstChild.getBoundingClientRect().width), 0, "it takes no room");
    await page.evaluate(() => main.replaceChildren());
    await eventually(() => drawn(page), []);
    assert.deepEqual(await page.evaluate(() => left(main)), []);
  });

test("fields that come later are taken up, those that go are left, and so is what becomes another", async (page) => {
  await show(page, field(`<textarea>${TEXT}</textarea>`));
  await eventually(() => drawn(page), FOUND);
  await page.evaluate((text) => {
    const region = Object.assign(document.createElement("p"), { textContent: text });
    main.firstChild.append(region);
    region.contentEditable = "true";
  }, TEXT);
  await eventually(() => drawn(page), [...FOUND, ...FOUND]);
  await page.evaluate(() => {
    globalThis.area = main.querySelector("textarea");
    main.append(area);
  });
  await eventually(() => drawn(page), FOUND);
  await page.evaluate((text) => {
    const input = Object.assign(document.createElement("input"), { value: text });
    main.firstChild.replaceChildren(input);
  }, TEXT);
  await eventually(() => drawn(page), FOUND);
  await page.evaluate(() => (main.querySelector("input").type = "password"));
  await eventually(() => drawn(page), []);
  assert.deepEqual(await page.evaluate(() => main.firstChild.fields.length), 0);
});

test("“fix all” is one step of undo for each field, and keeps what is not text as it is", async (page) => {
  await show(page, field(`<textarea>${TEXT}</textarea><div contenteditable>They <b>thereare</b> now.</div>`));
  await eventually(() => drawn(page), [...FOUND, "thereare"]);
  assert.equal(await page.evaluate(() => main.firstChild.fixAll()), 3);
  const region = page.locator("[contenteditable]");
  assert.equal(await region.innerHTML(), "They <b>there are</b> now.");
  await region.focus();
  await page.keyboard.press("Control+z");
  assert.equal(await region.innerHTML(), "They <b>thereare</b> now.");
  await page.locator("textarea").focus();
  await page.keyboard.press("Control+z");
  await eventually(() => page.locator("textarea").inputValue(), TEXT);
  await page.locator("textarea").fill("The interna tional fair.");
  assert.equal(await page.evaluate(() => main.firstChild.repair()), 2);
  assert.equal(await page.locator("textarea").inputValue(), "The international fair.");
});

test("attributes say how: rules, thresholds, off; elements with the same share a checker", async (page) => {
  const area = `<textarea>It is a thef eedback, and thereare.</textarea>`;
  await show(page, field(area, 'rules="merged-words"') + field(area, 'rules="merged-words"'));
  await eventually(() => drawn(page), ["thereare", "thereare"]);
  assert.deepEqual(await page.evaluate(() => asked), [{ rules: ["merged-words"] }]);
  await page.evaluate(() => main.firstChild.setAttribute("off", ""));
  await eventually(() => drawn(page), ["thereare"]);
  await page.evaluate(() => {
    main.lastChild.setAttribute("show-confidence", "1");
    main.lastChild.setAttribute("fix-confidence", "1");
  });
  await eventually(() => drawn(page), []);
  assert.deepEqual(await page.evaluate(() => asked.at(-1)), {
    rules: ["merged-words"],
    showConfidence: 1,
    fixConfidence: 1,
  });
  await page.evaluate(() => {
    main.firstChild.removeAttribute("rules");
    main.firstChild.removeAttribute("off");
  });
  await eventually(() => drawn(page), ["thef eedback", "thereare"]);
});

/** What is wrong, and what the page hears. */
const WRONG = [
  ["show-confidence", "much", '<unglue-field show-confidence> must be a number from 0 to 1, not "much"'],
  ["fix-confidence", "1.2", '<unglue-field fix-confidence> must be a number from 0 to 1, not "1.2"'],
  ["show-confidence", "", '<unglue-field show-confidence> must be a number from 0 to 1, not ""'],
  ["rules", "merged-words spelling", 'there is no rule "spelling": there are merged-words, '],
];
test("a wrong attribute is an error that says so", async (page) => {
  for (const [name, value, message] of WRONG) {
    const error = await page.evaluate(
      ([name, value]) =>
        new Promise((resolve) => {
          const hear = (event) => (event.preventDefault(), resolve(String(event.detail.error)));
          addEventListener("unglue-error", hear, { once: true });
          main.innerHTML = `<unglue-field ${name}="${value}"><textarea></textarea></unglue-field>`;
        }),
      [name, value],
    );
    assert.ok(error.startsWith(`TypeError: ${message}`), error);
    assert.deepEqual(await page.evaluate(() => main.firstChild.fields), []);
    // It is told once, and what is put right is checked.
    await page.evaluate(() => main.firstChild.append(document.createElement("textarea")));
    await page.evaluate((name) => main.firstChild.removeAttribute(name), name);
    assert.equal(await page.evaluate(() => main.firstChild.fields.length), 2);
  }
  const refused = await page.evaluate(() => {
    try {
      define({ checker: {} });
      return "";
    } catch (error) {
      return String(error);
    }
  });
  assert.match(refused, /^TypeError: options\.checker must be a function that makes a checker/);
});

test("the page hears what is found and what is learnt; what one checker has learnt the others know", async (page) => {
  const html = (id, text, attributes) => field(`<textarea id="${id}">${text}</textarea>`, attributes);
  await show(page, html("a", "Here ofany thereare.") + html("b", "Here thereare.", 'rules="merged-words"'));
  await eventually(() => drawn(page), ["thereare", "thereare"]);
  const last = (id) =>
    page.evaluate((id) => events.findLast(([type, field]) => type === "unglue-check" && field === id)[2], id);
  assert.deepEqual([await last("a"), await last("b")], [["thereare"], ["thereare"]]);
  await page.locator("#a").focus();
  await page.evaluate(() => document.querySelector("#a").setSelectionRange(14, 14));
  await page.keyboard.press("Control+.");
  await page.getByRole("button", { name: "Add to dictionary" }).click();
  await eventually(() => drawn(page), []);
  assert.deepEqual([await last("a"), await last("b")], [[], []]);
  const learnt = await page.evaluate(() => events.find(([type]) => type === "unglue-personal")[2]);
  assert.deepEqual(learnt.sort(), ["ofany", "thereare"]);
});

test("with check-on-paste the repair of a paste is offered, and the page hears of it", async (page, context) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const ruined = "The interna tional fair, and thef eedback: thereare no plans.";
  await page.evaluate((text) => navigator.clipboard.writeText(text), ruined);
  const offers = () => page.locator(".unglue-tooltip [role=status]").count();
  for (const [attributes, count] of [
    ["", 0],
    ["check-on-paste", 1],
  ]) {
    await show(page, field("<textarea></textarea>", attributes));
    await page.locator("textarea").focus();
    await page.keyboard.press("Control+v");
    await eventually(async () => (await drawn(page)).length, 3);
    await settled(page);
    await eventually(offers, count);
  }
  await page.getByRole("button", { name: "Repair them" }).click();
  const repaired = "The international fair, and the feedback: there are no plans.";
  await eventually(() => page.locator("textarea").inputValue(), repaired);
  await page.keyboard.press("Control+z");
  await eventually(() => page.locator("textarea").inputValue(), ruined);
  assert.equal(await page.evaluate(() => events.filter(([type]) => type === "unglue-paste").length), 1);
});

test("a checker that ends is told of", async (page) => {
  await show(page, field(`<textarea id="a">${TEXT}</textarea>`));
  await eventually(() => drawn(page), FOUND);
  await page.evaluate(() => {
    addEventListener("unglue-error", (event) => event.preventDefault(), { once: true });
    made[0].terminate();
    main.firstChild.append(Object.assign(document.createElement("textarea"), { id: "b", value: "Here ofany." }));
  });
  await eventually(() => page.evaluate(() => events.filter(([type]) => type === "unglue-error").length), 1);
  const [, id, [message]] = await page.evaluate(() => events.find(([type]) => type === "unglue-error"));
  assert.equal(id, "b");
  assert.match(message, /its checker was ended by terminate\(\)/);
});
