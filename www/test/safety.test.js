// What a stranger's text, file or words can do to the page, and what the page tells anyone: nothing.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { SETTLED_MS, chips, eventually, notice, onPage, openText, ready, start, textOf, words } from "./browser.js";

let site;
/** What was asked of the server: whoever asked, the page, its worker or its service worker. */
const asked = [];
before(async () => {
  site = await start();
  site.server.httpServer.prependListener("request", ({ method, url }) => asked.push(`${method} ${url}`));
});
after(() => site.stop());
const testPage = (name, ...args) =>
  test(
    name,
    onPage(() => site, ...args),
  );
const dist = new URL("../dist/", import.meta.url);

const IMG = "<img src=x onerror=window.struck=1>";
/** The same as one token. */
const TOKEN = "<img/src=x/onerror=window.struck=1>";

/** Nothing has become an element, and nothing has run. */
async function unharmed(page) {
  await page.waitForTimeout(300);
  assert.equal(await page.locator("img, iframe, object").count(), 0);
  assert.equal(await page.evaluate(() => window.struck), undefined);
}

testPage(
  "markup in a text, in names of files and among words stays text",
  { stored: { "unglue.personal": JSON.stringify({ words: ["Aldebury"], ignored: [TOKEN] }) } },
  async (page) => {
    const text = `${IMG} They said that thereare plans,${TOKEN}and more. ${IMG}`;
    await openText(page, text, `${IMG}.txt`);
    await eventually(() => textOf(page), text);
    assert.ok((await notice(page)).includes(IMG));
    await eventually(async () => (await words(page)).includes("thereare"), true);
    for (const mark of await page.locator(".unglue-mark").all()) {
      await mark.hover();
      await page.locator(".card").waitFor();
      await page.mouse.move(0, 0);
      await page.locator(".card").waitFor({ state: "detached" });
    }
    await page.locator("#personal summary").click();
    await eventually(() => chips(page), ["Aldebury", TOKEN]);
    const give = (json, name) =>
      page.setInputFiles("#words-file", { name, mimeType: "application/json", buffer: Buffer.from(json) });
    await give(JSON.stringify({ words: [TOKEN], ignored: [] }), "words.json");
    await eventually(() => chips(page), [TOKEN, "Aldebury", TOKEN]);
    await page
      .getByRole("button", { name: `Forget ${TOKEN}` })
      .first()
      .click();
    await eventually(() => chips(page), ["Aldebury", TOKEN]);
    await give(JSON.stringify({ words: [IMG], ignored: [] }), "words.json");
    await eventually(async () => (await page.locator(".refused").allInnerTexts()).join().includes(IMG), true);
    await give("{", `${IMG}.json`);
    await openText(page, Buffer.from([0, 1]), `${IMG}.bin`);
    await eventually(
      async () => (await page.locator("#alerts p").allTextContents()).filter((alert) => alert.includes("<img")).length,
      2,
    );
    await unharmed(page);
  },
);

testPage("markup stays text in every editor of the gallery", { path: "gallery/" }, async (page) => {
  const text = `${IMG} and${TOKEN} thereare,${TOKEN}and `;
  const editors = [
    "#textarea textarea",
    "#contenteditable [contenteditable]",
    "#codemirror .cm-content",
    "#prosemirror .ProseMirror",
    "#tiptap .ProseMirror",
    "#lexical [contenteditable]",
    "#quill .ql-editor",
  ];
  for (const editor of editors) {
    await page.locator(editor).click();
    await page.keyboard.press("Control+Home");
    await page.keyboard.insertText(text);
    await page.waitForTimeout(100);
    // The card of a mark, where there is one at the caret.
    await page.keyboard.press("Control+.");
    await page.keyboard.press("Escape");
    await page.locator(`[data-fix="${editor.slice(1, editor.indexOf(" "))}"]`).click();
  }
  await page.waitForTimeout(SETTLED_MS);
  // ProseMirror has an image of its own, without a source.
  assert.equal(await page.locator("img[src]").count(), 0);
  assert.equal(await page.evaluate(() => window.struck), undefined);
});

/** What a script of the page may try, named after the directive that forbids it: of several, the first one to ask. */
const ATTEMPTS = {
  // biome-ignore lint/security/noGlobalEval: What the policy forbids.
  "require-trusted-types-for eval": () => (0, eval)("window.struck = 1"),
  "require-trusted-types-for Function": () => new Function("window.struck = 1")(),
  "require-trusted-types-for inline": () =>
    document.head.append(Object.assign(document.createElement("script"), { text: "window.struck = 1" })),
  "require-trusted-types-for handler": () => document.body.setAttribute("onclick", "window.struck = 1"),
  "require-trusted-types-for elsewhere": () =>
    document.head.append(Object.assign(document.createElement("script"), { src: "https://example.com/x.js" })),
  "script-src-elem import": () => import("https://example.com/x.js"),
  "worker-src blob": () => new Worker(URL.createObjectURL(new Blob(["1"]))),
  "require-trusted-types-for markup": () => (document.body.innerHTML += "<b>struck</b>"),
  "connect-src fetch": () => fetch("https://example.com/"),
  "connect-src beacon": () => navigator.sendBeacon("https://example.com/", "text"),
  "connect-src socket": () => new WebSocket("wss://example.com/"),
  "connect-src events": () => new EventSource("https://example.com/"),
  "img-src elsewhere": () => (new Image().src = "https://example.com/x.png"),
  "img-src data": () => (new Image().src = "data:image/gif;base64,R0lGODlhAQABAAAAACw="),
  "frame-src elsewhere": () =>
    document.body.append(Object.assign(document.createElement("iframe"), { src: "https://example.com/" })),
  "media-src elsewhere": () => (new Audio().src = "https://example.com/x.mp3"),
  "base-uri elsewhere": () =>
    document.head.append(Object.assign(document.createElement("base"), { href: "https://example.com/" })),
  "form-action elsewhere": () => {
    const form = Object.assign(document.createElement("form"), { action: "https://example.com/", method: "post" });
    document.body.append(form);
    form.submit();
  },
};

testPage(
  "the policy allows the page's own files, compiling Wasm, and nothing else",
  {
    mayLog: /./,
    before: (page) =>
      page.addInitScript(
        `globalThis.attempts = { ${Object.entries(ATTEMPTS)
          .map(([name, attempt]) => `"${name}": ${attempt}`)
          .join(", ")} }`,
      ),
  },
  async (page) => {
    const html = readFileSync(new URL("index.html", dist), "utf8");
    const [, policy] = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(html);
    assert.deepEqual(
      Object.fromEntries(policy.split("; ").map((line) => [line.split(" ")[0], line.split(" ").slice(1).join(" ")])),
      {
        "default-src": "'none'",
        "script-src": "'self' 'wasm-unsafe-eval'",
        "style-src": "'self' 'unsafe-inline'",
        "font-src": "'self'",
        "img-src": "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "default",
      },
    );
    // It stands before anything that could load.
    assert.ok(html.indexOf("Content-Security-Policy") < html.search(/<(script|link) /));

    await ready(page);
    for (const name of Object.keys(ATTEMPTS)) {
      const violated = await page.evaluate(async (name) => {
        const seen = [];
        const see = (event) => seen.push(event.effectiveDirective);
        document.addEventListener("securitypolicyviolation", see);
        // In a task of the page's own, to which its policy applies.
        setTimeout(async () => {
          try {
            await globalThis.attempts[name]();
          } catch {
            // Refused at once.
          }
        });
        for (const end = Date.now() + 5_000; seen.length === 0 && Date.now() < end; )
          await new Promise((done) => setTimeout(done, 20));
        // Whether another one asks, too.
        await new Promise((done) => setTimeout(done, 150));
        document.removeEventListener("securitypolicyviolation", see);
        return seen;
      }, name);
      assert.deepEqual([...new Set(violated)], [name.split(" ")[0]], name);
    }
    assert.equal(await page.evaluate(() => window.struck), undefined);
  },
);

testPage(
  "a whole session of work asks the network for nothing",
  { context: { serviceWorkers: "allow", permissions: ["clipboard-read", "clipboard-write"] } },
  async (page, context) => {
    // Whatever was asked for until here is a file of the page's own.
    await page.evaluate(() =>
      navigator.serviceWorker.ready.then(
        () =>
          new Promise((done) => {
            if (navigator.serviceWorker.controller) done();
            else navigator.serviceWorker.addEventListener("controllerchange", () => done());
          }),
      ),
    );
    await page.waitForLoadState("networkidle");
    for (const request of asked) {
      const [method, path] = request.split(" ");
      assert.ok(method === "GET" && existsSync(new URL(`.${path}`, dist)), request);
    }
    asked.length = 0;
    const requests = [];
    // Only what a text is downloaded from, inside of the browser.
    context.on("request", (request) => request.url().startsWith("blob:") || requests.push(request.url()));

    await openText(
      page,
      "They said that thereare no plans for ameeting on November12. Thelibrary is short-lived,and so on.",
      "notes.txt",
    );
    await eventually(async () => (await words(page)).length >= 4, true);
    await page.locator(".unglue-mark", { hasText: "thereare" }).hover();
    await page.locator(".card").getByText("Ignore everywhere").click();
    await page.locator(".unglue-mark", { hasText: "ameeting" }).hover();
    await page.locator(".card").getByText("Add to my words").click();
    await eventually(() => notice(page), "“ameeting” is one of your words now. Undo");
    await page.keyboard.press("F8");
    await page.keyboard.press("Alt+Enter");
    await page.keyboard.press("Control+Shift+Enter");
    await eventually(async () => (await words(page)).length, 0);
    await page.locator("#changes").click();
    await page.locator("#copy").click();
    // Letters whose fonts are files of their own.
    await page.locator(".cm-content").focus();
    await page.keyboard.type("Привет, Ελλάδα, Tiếng Việt, ě. Now thereis more. ");
    await page.evaluate(() => document.fonts.ready);
    for (const button of ["#download", "#words-export"]) {
      if (button === "#words-export") await page.locator("#personal summary").click();
      await Promise.all([page.waitForEvent("download"), page.locator(button).click()]);
    }
    await page.setInputFiles("#words-file", {
      name: "w.json",
      mimeType: "application/json",
      buffer: Buffer.from('{"words":["Aldebury"],"ignored":[]}'),
    });
    await eventually(() => notice(page), "Imported 1 word. Undo");
    await page.getByRole("button", { name: "Dark theme" }).click();
    await openText(page, Buffer.from([0, 1]), "a.bin");
    await page.getByRole("button", { name: "Sample" }).click();
    await ready(page);
    await page.getByRole("button", { name: "Clear" }).click();
    await page.waitForTimeout(SETTLED_MS);
    assert.deepEqual(asked, []);
    assert.deepEqual(
      requests.filter((url) => !url.startsWith(site.url)),
      [],
    );
  },
);
