// Which fields of a page are checked, wherever they are, and which are left alone.

import assert from "node:assert/strict";
import { eventually, FAULTY, FOUND, onPages, popupOf, RIGHT, settled, underlined } from "./support.js";

const field = (attributes = "") => `<input ${attributes} value="${FAULTY}">`;
/** A field of its own beside those that are left alone: once it is checked, they would have been. */
const WITNESS = `<textarea>Here ofany form.</textarea>`;
const leftAlone = (html) => `${html}${WITNESS}`;

const ALONE = {
  "a password": field('type="password"'),
  "an e-mail address, a number, an address": field('type="email"') + field('type="url"') + field('type="tel"'),
  "spellcheck=false": `${field('spellcheck="false"')}<textarea spellcheck="false">${FAULTY}</textarea>`,
  "spellcheck=false around it": `<div spellcheck="false"><div contenteditable>${FAULTY}</div></div>`,
  "data-unglue=off": `<div data-unglue="off">${field()}<p contenteditable>${FAULTY}</p></div>`,
  "what is read-only or disabled": `${field("readonly")}<fieldset disabled>${field()}</fieldset>`,
  "data about a person": field('autocomplete="cc-name"') + field('autocomplete="section-a street-address"'),
  "numbers and addresses by their keyboard": field('inputmode="numeric"'),
  "editors of code": ["CodeMirror", "cm-editor", "monaco-editor", "ace_editor"]
    .map((name) => `<div class="${name}"><textarea>${FAULTY}</textarea><div contenteditable>${FAULTY}</div></div>`)
    .join(""),
  "code that can be edited": `<pre contenteditable>${FAULTY}</pre>`,
  "what cannot be seen": `<textarea class="tiny">${FAULTY}</textarea><textarea hidden>${FAULTY}</textarea>`,
};

const pages = {
  "/fields": `<textarea>${FAULTY}</textarea>${field()}<div contenteditable>${FAULTY}</div>`,
  "/typing": `<textarea rows="4"></textarea><input type="search"><div contenteditable></div>`,
  "/frame": `<iframe src="/fields" width="600" height="300"></iframe>`,
  "/shadow": `<x-field></x-field><script src="shadow.js"></script>`,
  "/shadow.js": {
    script: `
      const attach = (host, mode) => {
        const root = host.attachShadow({ mode });
        const area = document.createElement("textarea");
        area.value = ${JSON.stringify(FAULTY)};
        root.append(area);
        return area;
      };
      attach(attach(document.querySelector("x-field"), "open").getRootNode().appendChild(document.createElement("section")), "open");
      globalThis.later = () => attach(document.body.appendChild(document.createElement("div")), "open");`,
  },
  "/later": `<main></main>`,
  "/written": `<iframe></iframe><script src="written.js"></script>`,
  "/written.js": { script: `document.querySelector("iframe").contentDocument.body.contentEditable = "true"` },
  ...Object.fromEntries(
    Object.entries(ALONE).map(([, html], nth) => [
      `/alone/${nth}`,
      {
        html: `<style>.tiny { width: 2px; height: 2px }</style>${leftAlone(html)}`,
        policy: "style-src 'unsafe-inline'",
      },
    ]),
  ),
};

const test = onPages(pages);

test("a textarea, an input and an editable region are checked, under the strictest policy", "/fields", async (page) => {
  await eventually(() => underlined(page), [...FOUND, ...FOUND, ...FOUND]);
});

/** Fields are checked once it is read what is set: what was typed or pasted before is a text that was there. */
async function checked(page) {
  const area = page.locator("textarea");
  await area.fill("Here ofany form.");
  await eventually(() => underlined(page), ["ofany"]);
  await area.fill("");
  await eventually(() => underlined(page), []);
}

test("what is typed is checked once the caret has left it, and a click opens the tooltip", "/typing", async (page) => {
  await checked(page);
  for (const [before, selector] of ["textarea", "input", "[contenteditable]"].entries()) {
    await page.locator(selector).click();
    await page.keyboard.type("They said thereare");
    await settled();
    assert.equal((await underlined(page)).length, before);
    await page.keyboard.type(" plans.");
    await eventually(async () => (await underlined(page)).length, before + 1);
    await page.keyboard.press("Control+Home");
    for (let nth = 0; nth < 12; nth++) await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Control+.");
    const first = page.locator(".unglue-tooltip button").first();
    assert.equal(await first.innerText(), "there are");
    await first.click();
    await eventually(async () => (await underlined(page)).length, before);
    await page.keyboard.press("Control+z");
    await eventually(async () => (await underlined(page)).length, before + 1);
  }
});

test("fields in frames are checked", "/frame", async (page) => {
  await eventually(() => underlined(page.frames()[1]), [...FOUND, ...FOUND, ...FOUND]);
});

test("so are those in frames that a script has written", "/written", async (page) => {
  const frame = page.frames()[1];
  await frame.locator("body").click();
  await page.keyboard.type(`${FAULTY} `);
  await eventually(() => underlined(frame), FOUND);
});

test(
  "fields in open shadow trees are checked, also in one within another, and in one that comes later",
  "/shadow",
  async (page) => {
    await eventually(() => underlined(page), [...FOUND, ...FOUND]);
    await page.evaluate(() => void later());
    await page.evaluate(() => document.querySelector("body > div").shadowRoot.firstChild.focus());
    await eventually(() => underlined(page), [...FOUND, ...FOUND, ...FOUND]);
  },
);

test("fields that appear later are checked, and those that go are left", "/later", async (page) => {
  await settled();
  await page.evaluate((text) => {
    const area = document.createElement("textarea");
    area.value = text;
    const region = document.createElement("p");
    region.textContent = text;
    document.querySelector("main").append(area, region);
  }, FAULTY);
  await eventually(() => underlined(page), FOUND);
  await page.evaluate(() => (document.querySelector("p").contentEditable = "true"));
  await eventually(() => underlined(page), [...FOUND, ...FOUND]);
  await page.evaluate(() => (document.querySelector("textarea").readOnly = true));
  await eventually(() => underlined(page), FOUND);
  await page.evaluate(() => document.querySelector("p").remove());
  await eventually(() => underlined(page), []);
});

test("a password that a button shows stays one", "/later", async (page) => {
  await page.evaluate(() => {
    const input = document.createElement("input");
    input.type = "password";
    document.querySelector("main").append(input);
  });
  await settled();
  await page.evaluate(() => (document.querySelector("input").type = "text"));
  await page.locator("input").fill(FAULTY);
  await page.locator("input").blur();
  await settled();
  assert.deepEqual(await underlined(page), []);
});

for (const [nth, what] of Object.keys(ALONE).entries()) {
  test(`left alone: ${what}`, `/alone/${nth}`, async (page) => {
    await eventually(() => underlined(page), ["ofany"]);
    // Not even where somebody goes into it.
    const focusable = page.locator("input, textarea, [contenteditable]");
    for (const element of await focusable.all()) await element.evaluate((element) => element.focus());
    if (what === "what cannot be seen") return;
    await settled();
    assert.deepEqual(await underlined(page), ["ofany"]);
  });
}

test("a tooltip fixes all of its field, and turns the site off", "/fields", async (page) => {
  await eventually(() => underlined(page), [...FOUND, ...FOUND, ...FOUND]);
  const area = page.locator("textarea");
  const open = async () => {
    await area.evaluate((area) => (area.focus(), area.setSelectionRange(12, 12)));
    await page.keyboard.press("Control+.");
  };
  await open();
  await page.getByRole("button", { name: "Fix all in this field" }).click();
  await eventually(() => area.inputValue(), RIGHT);
  await eventually(() => underlined(page), [...FOUND, ...FOUND]);
  await page.keyboard.press("Control+z");
  await eventually(() => area.inputValue(), FAULTY);
  await eventually(() => underlined(page), [...FOUND, ...FOUND, ...FOUND]);
  await open();
  await page.getByRole("button", { name: "Turn off on this site" }).click();
  await eventually(() => underlined(page), []);
  await page.reload();
  await settled();
  assert.deepEqual(await underlined(page), []);
});

test(
  "the repair of what was pasted is offered in every sort of field, unless the writer wants none",
  "/typing",
  async (page, browser) => {
    await browser.context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const ruined = "The interna tional fair, and thef eedback: thereare no plans.";
    await page.evaluate((text) => navigator.clipboard.writeText(text), ruined);
    const offer = page.locator(".unglue-tooltip");
    await checked(page);
    for (const selector of ["textarea", "input", "[contenteditable]"]) {
      const text = () => page.locator(selector).evaluate((field) => field.value ?? field.textContent);
      await page.locator(selector).click();
      await page.keyboard.press("Control+v");
      await offer.waitFor();
      assert.equal(await text(), ruined);
      await page.keyboard.press("Control+.");
      await page.keyboard.press("Enter");
      await eventually(text, "The international fair, and the feedback: there are no plans.");
      await page.keyboard.press("Control+z");
      await eventually(text, ruined);
    }
    await popupOf(page, browser, async (popup) => {
      await popup.locator("#settings summary").click();
      await popup.getByLabel("Offer to repair what is pasted").uncheck();
      await eventually(
        () => browser.worker.evaluate(async () => (await chrome.storage.local.get()).settings?.checksPastes),
        false,
      );
      // The page hears of it as it does of this, which can be seen.
      const isUnderlined = async () => (await underlined(page)).includes("thef eedback");
      await popup.getByLabel("Space in the wrong place").uncheck();
      await eventually(async () => (await underlined(page)).length > 0 && !(await isUnderlined()), true);
      await popup.getByLabel("Space in the wrong place").check();
      await eventually(isUnderlined, true);
    });
    await page.bringToFront();
    await page.locator("textarea").fill("");
    await page.keyboard.press("Control+v");
    await eventually(async () => (await underlined(page)).length, 9);
    await settled();
    assert.equal(await offer.count(), 0);
  },
);

test("“fix all” is one step of undo in every sort of field", "/fields", async (page) => {
  await eventually(() => underlined(page), [...FOUND, ...FOUND, ...FOUND]);
  for (const selector of ["textarea", "input", "[contenteditable]"]) {
    const text = () => page.locator(selector).evaluate((field) => field.value ?? field.textContent);
    await page.locator(selector).focus();
    await page.keyboard.press("Control+Shift+Enter");
    await eventually(text, RIGHT);
    await page.keyboard.press("Control+z");
    await eventually(text, FAULTY);
  }
});
