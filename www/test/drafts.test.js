// What is written stays: after a reload, a crash, a look at another page, and beside other tabs.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { downloaded, eventually, notice, onPage, openText, ready, start, textOf } from "./browser.js";

let site;
before(async () => (site = await start()));
after(() => site.stop());
const testPage = (name, ...args) =>
  test(
    name,
    onPage(() => site, ...args),
  );

const SAMPLE = "The library in Mill Lane";
const alerts = (page) => page.locator("#alerts p").allInnerTexts();
const firstLine = async (page) => (await textOf(page)).split("\n")[0];
const isThere = (page) => page.locator(".cm-line").first().waitFor();

/** Puts a text in the place of what is there, as a writer does. */
async function write(page, text) {
  await page.locator(".cm-content").focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(text);
}

/** What is stored: the beginning of each draft, in no order. */
const stored = (page) =>
  page.evaluate(async () => {
    const result = (request) =>
      new Promise((resolve, reject) =>
        Object.assign(request, { onsuccess: () => resolve(request.result), onerror: () => reject(request.error) }),
      );
    const database = await result(indexedDB.open("unglue"));
    try {
      const drafts = await result(database.transaction("drafts").objectStore("drafts").getAll());
      return drafts.map(({ excerpt }) => excerpt.split("\n")[0]).sort();
    } finally {
      database.close();
    }
  });

const openAnother = async (context, url, init) => {
  const other = await context.newPage();
  if (init) await other.addInitScript(init);
  await other.goto(url);
  await isThere(other);
  return other;
};

/** How many drafts are tabs' own. */
const held = (page) =>
  page.evaluate(async () => (await navigator.locks.query()).held.filter(({ name }) => /draft/.test(name)).length);

/** Closes a tab. The browser lets its draft go a little later, which another tab says. */
async function close(tab, other) {
  const before = await held(other);
  await tab.close();
  await eventually(() => held(other), before - 1);
}

const LEAVE = [
  ["a reload", (page) => page.reload()],
  [
    "the link to the gallery and back",
    async (page) => {
      await page.getByRole("link", { name: "unglue in other editors" }).click();
      await page.locator("#textarea textarea").waitFor();
      await page.goBack();
    },
  ],
  [
    "another page and back",
    async (page) => {
      await page.goto("about:blank");
      await page.goBack();
    },
  ],
  [
    "back and forward",
    async (page) => {
      await page.goBack();
      await page.goForward();
    },
  ],
];
for (const [name, leave] of LEAVE) {
  testPage(`the text is there after ${name}, at once`, async (page) => {
    await write(page, "My own text.\nWith two lines.");
    await page.keyboard.press("ArrowUp");
    await leave(page);
    await isThere(page);
    assert.equal(await textOf(page), "My own text.\nWith two lines.");
    // The caret is where it was.
    await page.locator(".cm-content").focus();
    await page.keyboard.type("!");
    assert.match(await firstLine(page), /^My own text.!/);
  });
}

for (const [name, leave] of [
  ["a reload", async (page) => (await page.reload(), page)],
  [
    "the tab is closed",
    async (page, context, url) => {
      // Closing is only begun by `close`; a tab that opens meanwhile finds the draft in the one that goes.
      const beside = await context.newPage();
      await beside.goto(`${url}icon.svg`);
      assert.equal(await held(beside), 1);
      await page.close({ runBeforeUnload: true });
      await eventually(() => held(beside), 0);
      return openAnother(context, url);
    },
  ],
]) {
  testPage(
    `what was written in the last second is there where the browser stores nothing more: ${name}`,
    // A picture as a page has no icon.
    { mayLog: /404/ },
    async (page, context, url) => {
      // As browsers do with what a page begins when it goes.
      await page.evaluate(
        () =>
          (IDBDatabase.prototype.transaction = () => {
            throw new DOMException("gone", "InvalidStateError");
          }),
      );
      await write(page, "Half a second ago.");
      const next = await leave(page, context, url);
      await isThere(next);
      await eventually(() => textOf(next), "Half a second ago.");
      await eventually(() => next.evaluate(() => Object.keys(localStorage)), []);
      assert.equal((await stored(next)).length, 1);
    },
  );
}

testPage("a text that was cleared stays so in its tab, and the sample is no draft", async (page, context, url) => {
  await write(page, "My own text.");
  await page.getByRole("button", { name: "Clear" }).click();
  await page.reload();
  await page.locator(".cm-placeholder").waitFor();
  const other = await openAnother(context, url);
  assert.equal(await firstLine(other), SAMPLE);
  await page.getByRole("button", { name: "Sample" }).click();
  await eventually(() => stored(page), []);
  await page.reload();
  await isThere(page);
  assert.equal(await firstLine(page), SAMPLE);
});

testPage("the sample is never seen in the place of a draft", async (page) => {
  await write(page, "My own text.");
  await page.addInitScript(() => {
    globalThis.seen = [];
    new MutationObserver(() => {
      const line = document.querySelector(".cm-line")?.textContent;
      if (line && globalThis.seen.at(-1) !== line) globalThis.seen.push(line);
    }).observe(document, { childList: true, subtree: true, characterData: true });
  });
  await page.reload();
  await isThere(page);
  await page.locator("#state").getByText("Every space").waitFor();
  assert.deepEqual(await page.evaluate(() => globalThis.seen), ["My own text."]);
});

testPage("after a crash the text is there in the next tab", { mayLog: /./ }, async (page, context, url) => {
  await write(page, "Written before the crash.");
  await eventually(() => stored(page), ["Written before the crash."]);
  await page.goto("chrome://crash").catch(() => {});
  const other = await openAnother(context, url);
  await eventually(() => textOf(other), "Written before the crash.");
  assert.match(await notice(other), /^This is the text that you left on /);
});

testPage("a text of no file is not given one by a reload", async (page) => {
  await write(page, "Written here.");
  await page.reload();
  await eventually(() => firstLine(page), "Written here.");
  assert.equal(await page.locator("#origin").isVisible(), false);
});

testPage("a file keeps its name and form", async (page) => {
  const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from("One.\r\nTwo.\nThree 😀.\r\n", "utf16le")]);
  await openText(page, bytes, "minutes.txt");
  const origin = "minutes.txt: UTF-16 LE, mostly CRLF, 1 other";
  await eventually(() => page.locator("#origin").innerText(), origin);
  await page.reload();
  await eventually(() => page.locator("#origin").innerText(), origin);
  assert.deepEqual(await downloaded(page), { name: "minutes.txt", bytes });
  await page.locator(".cm-content").focus();
  await page.keyboard.press("Control+z");
  assert.deepEqual(await downloaded(page), { name: "minutes.txt", bytes });
});

testPage(
  "each of two tabs keeps its own text, and the next visit finds one that is in no tab",
  async (page, context, url) => {
    await write(page, "In the first tab.");
    await eventually(() => stored(page), ["In the first tab."]);
    const second = await openAnother(context, url);
    assert.equal(await firstLine(second), SAMPLE);
    await write(second, "In the second tab.");
    await write(page, "In the first tab, too.");
    await eventually(() => stored(page), ["In the first tab, too.", "In the second tab."]);
    for (const [tab, text] of [
      [page, "In the first tab, too."],
      [second, "In the second tab."],
    ]) {
      await tab.reload();
      await isThere(tab);
      assert.equal(await textOf(tab), text);
    }
    await close(second, page);
    const third = await openAnother(context, url);
    assert.equal(await textOf(third), "In the second tab.");
    const fourth = await openAnother(context, url);
    assert.equal(await firstLine(fourth), SAMPLE);
    await page.reload();
    await isThere(page);
    assert.equal(await textOf(page), "In the first tab, too.");
  },
);

testPage("a tab that is duplicated gets a draft of its own", async (page, context, url) => {
  await write(page, "The original.");
  await eventually(() => stored(page), ["The original."]);
  const id = await page.evaluate(() => sessionStorage.getItem("unglue.draft"));
  const copy = await openAnother(
    context,
    url,
    `sessionStorage.getItem("unglue.draft") ?? sessionStorage.setItem("unglue.draft", ${JSON.stringify(id)})`,
  );
  assert.equal(await textOf(copy), "The original.");
  await eventually(() => stored(page), ["The original.", "The original."]);
  await write(copy, "The copy.");
  await eventually(() => stored(page), ["The copy.", "The original."]);
  for (const [tab, text] of [
    [copy, "The copy."],
    [page, "The original."],
  ]) {
    await tab.reload();
    await isThere(tab);
    assert.equal(await textOf(tab), text);
  }
});

testPage(
  "a page that was put away, and whose draft another tab has taken, goes on with one of its own",
  async (page, context, url) => {
    const transition = (type) =>
      page.evaluate((type) => dispatchEvent(new PageTransitionEvent(type, { persisted: true })), type);
    await write(page, "Put away.");
    await transition("pagehide");
    const other = await openAnother(context, url);
    await eventually(() => textOf(other), "Put away.");
    await transition("pageshow");
    await write(page, "Shown again.");
    await eventually(() => stored(page), ["Put away.", "Shown again."]);
    await write(other, "Taken over.");
    await eventually(() => stored(page), ["Shown again.", "Taken over."]);
  },
);

testPage("a draft that another tab has changed meanwhile is not written over", async (page, context, url) => {
  const transition = (type) =>
    page.evaluate((type) => dispatchEvent(new PageTransitionEvent(type, { persisted: true })), type);
  await write(page, "Put away.");
  await transition("pagehide");
  const other = await openAnother(context, url);
  await write(other, "Changed, and closed.");
  await eventually(() => stored(page), ["Changed, and closed."]);
  await close(other, page);
  await transition("pageshow");
  await write(page, "Shown again.");
  await eventually(() => stored(page), ["Changed, and closed.", "Shown again."]);
});

testPage("a kept text of no tab can be opened, which keeps the other, and forgotten", async (page, context, url) => {
  const second = await openAnother(context, url);
  await write(second, "An old text.\nOf two lines.");
  await eventually(() => stored(page), ["An old text."]);
  await close(second, page);
  await write(page, "The text of now.");
  await page.getByRole("button", { name: "Kept texts" }).click();
  await page.locator(".draft-open").click();
  await eventually(() => textOf(page), "An old text.\nOf two lines.");
  await eventually(() => page.locator("dialog").count(), 0);
  await write(page, "The old text, changed.");
  await eventually(() => stored(page), ["The old text, changed.", "The text of now."]);
  await page.getByRole("button", { name: "Kept texts" }).click();
  await eventually(() => page.locator(".draft-text").allInnerTexts(), ["The text of now."]);
  await page.getByRole("button", { name: /^Forget “The text of now/ }).click();
  await eventually(() => stored(page), ["The old text, changed."]);
  await page.getByRole("button", { name: "Forget all kept texts" }).click();
  await eventually(() => stored(page), []);
  await page.keyboard.press("Escape");
  await page.reload();
  await ready(page);
  assert.equal(await firstLine(page), SAMPLE);
});

testPage("what is kept is said, and can be switched off for all tabs", async (page, context, url) => {
  const second = await openAnother(context, url);
  const said = (page) => page.locator("#kept").innerText();
  assert.equal(await said(page), "It is kept on this device, for your next visit.");
  await write(second, "In the second tab.");
  await write(page, "In the first tab.");
  await eventually(() => stored(page), ["In the first tab.", "In the second tab."]);
  await page.getByRole("button", { name: "Kept texts" }).click();
  await page.getByRole("checkbox").uncheck();
  await page.keyboard.press("Escape");
  await eventually(() => stored(page), []);
  for (const tab of [page, second]) {
    await eventually(() => said(tab), "It is not kept.");
    await write(tab, "Not kept.");
  }
  // Nothing is thrown away without a question, and nothing is stored either.
  const asked = page.waitForEvent("dialog").then((dialog) => (dialog.accept(), dialog.type()));
  await page.reload();
  assert.equal(await asked, "beforeunload");
  await ready(page);
  assert.equal(await firstLine(page), SAMPLE);
  assert.equal(await said(page), "It is not kept.");
  assert.deepEqual(await stored(page), []);
  await page.getByRole("button", { name: "Kept texts" }).click();
  await page.getByRole("checkbox").check();
  await page.keyboard.press("Escape");
  await write(page, "Kept again.");
  await eventually(async () => (await stored(page)).includes("Kept again."), true);
});

/** What can go wrong with a browser's storage, and what the page then says. */
const BROKEN = [
  [
    "there is none",
    () => Object.defineProperty(globalThis, "indexedDB", { value: undefined }),
    /does not let the page keep/,
  ],
  [
    "it is refused",
    () =>
      (IDBFactory.prototype.open = () => {
        throw new DOMException("no", "SecurityError");
      }),
    /does not let the page keep/,
  ],
  ["it never answers", () => (IDBFactory.prototype.open = () => new EventTarget()), /does not let the page keep/],
  [
    "it is full",
    () =>
      (IDBObjectStore.prototype.put = () => {
        throw new DOMException("full", "QuotaExceededError");
      }),
    /has no room left/,
  ],
];
for (const [name, script, what] of BROKEN) {
  testPage(
    `the page works where storage fails: ${name}`,
    { before: (page) => page.addInitScript(script), mayLog: /^$/ },
    async (page) => {
      await ready(page);
      await write(page, "They said that there are plans.");
      await eventually(async () => (await alerts(page)).length, 1);
      assert.match((await alerts(page))[0], what);
      assert.equal(await page.locator("#kept").innerText(), "This browser cannot keep it.");
      // Said once.
      await page.getByRole("button", { name: "Close" }).click();
      await page.keyboard.type(" More.");
      await page.waitForTimeout(1500);
      assert.deepEqual(await alerts(page), []);
      const asked = page.waitForEvent("dialog").then((dialog) => (dialog.dismiss(), dialog.type()));
      page.reload().catch(() => {});
      assert.equal(await asked, "beforeunload");
      assert.match(await textOf(page), /plans/);
      await downloaded(page);
      // What is in a file need not be asked about.
      await page.reload();
      await ready(page);
    },
  );
}

/** Ways for a stored draft to be damaged. */
const DAMAGE = [
  ["a part is gone", (_drafts, parts) => parts.clear()],
  ["a part is no text", (_drafts, parts, draft) => parts.put(7, [draft.id, draft.parts[0]])],
  ["it has another length", (drafts, _parts, draft) => drafts.put({ ...draft, length: 5 })],
  ["its caret is outside", (drafts, _parts, draft) => drafts.put({ ...draft, selection: { anchor: 1e9, head: 0 } })],
  [
    "an encoding that nobody knows",
    (drafts, _parts, draft) => drafts.put({ ...draft, form: { ...draft.form, encoding: "constructor" } }),
  ],
  ["it is something else", (drafts, _parts, draft) => drafts.put({ id: draft.id })],
];
for (const [name, damage] of DAMAGE) {
  testPage(`the page starts where what is stored is damaged: ${name}`, async (page) => {
    await write(page, "My own text.");
    await eventually(() => stored(page), ["My own text."]);
    await page.evaluate(`(async () => {
      const result = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
      const database = await result(indexedDB.open("unglue"));
      const tx = database.transaction(["drafts", "parts"], "readwrite");
      const [draft] = await result(tx.objectStore("drafts").getAll());
      (${damage})(tx.objectStore("drafts"), tx.objectStore("parts"), draft);
      await new Promise((done) => (tx.oncomplete = done));
      database.close();
    })()`);
    // As after a crash: the page does not store it once more when it goes.
    await page.evaluate(
      () =>
        (IDBObjectStore.prototype.put = Storage.prototype.setItem =
          () => {
            throw new Error("gone");
          }),
    );
    await page.reload();
    await ready(page);
    assert.equal(await firstLine(page), SAMPLE);
    await eventually(
      () => alerts(page),
      ["The text that was kept here cannot be read any more. What is left of it stays until you forget it."],
    );
    await write(page, "Another text.");
    await page.reload();
    await isThere(page);
    assert.equal(await textOf(page), "Another text.");
    await page.getByRole("button", { name: "Kept texts" }).click();
    await page.getByRole("button", { name: "Forget all kept texts" }).click();
    await eventually(
      () => page.evaluate(() => document.querySelector(".drafts-state").textContent),
      "All is forgotten. What you change from now on is kept again.",
    );
    assert.deepEqual(await stored(page), []);
  });
}

testPage(
  "of 20 MB a key stores the part around it, and all is there after a reload",
  {
    before: (page) =>
      page.addInitScript(() => {
        globalThis.put = { count: 0, length: 0 };
        const { put } = IDBObjectStore.prototype;
        IDBObjectStore.prototype.put = function (value, key) {
          if (typeof value === "string")
            globalThis.put = { count: globalThis.put.count + 1, length: globalThis.put.length + value.length };
          return put.call(this, value, key);
        };
      }),
  },
  async (page) => {
    await ready(page);
    const paragraph = `${"The choir will sing in the hall when the mayor has cut the ribbon. ".repeat(14)}\n\n`;
    const text = paragraph.repeat(Math.floor(19_900_000 / paragraph.length));
    await openText(page, text, "novel.txt");
    await page.locator("#cancel").click();
    const written = () => page.evaluate(() => globalThis.put.length);
    await eventually(async () => (await stored(page)).length > 0 && (await written()) > 19_000_000, true);
    const before = await written();
    await page.locator(".cm-content").focus();
    await page.keyboard.press("Control+Home");
    await page.keyboard.type("Once. ");
    await eventually(async () => (await written()) > before, true);
    await page.keyboard.press("Control+End");
    await page.keyboard.type("At the end.");
    await eventually(async () => (await stored(page))[0].startsWith("Once. "), true);
    const more = (await written()) - before;
    assert.ok(more > 0 && more < 300_000, String(more));
    await page.reload();
    await isThere(page);
    const { bytes } = await downloaded(page);
    assert.equal(bytes.toString(), `Once. ${text}At the end.`);
  },
);
