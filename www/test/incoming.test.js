// Texts that come from outside: in the address behind “#”, and shared by another program. No server gets them.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { SETTLED_MS, eventually, notice, onPage, openText, start, textOf } from "./browser.js";
import { pdfOf } from "./support/documents.js";

let site;
before(async () => (site = await start()));
after(() => site.stop());
const KEPT = "What was here before is under “Kept texts”. Bring the former text back";
const TEXT = "They said “so”: 50 % #1 & thereare plans.\n\nÜber 😀.";

test(
  "a link has its text behind “#”, and opens as a text of its own",
  onPage(
    () => site,
    async (page, context, url) => {
      await context.grantPermissions(["clipboard-read", "clipboard-write"]);
      await openText(page, TEXT);
      await page.locator("#link").click();
      const copied = "A link with the text in it is copied. Whoever has the link has the text; no server gets it.";
      await eventually(() => notice(page), copied);
      const link = await page.evaluate(() => navigator.clipboard.readText());
      assert.equal(new URL(link).href.replace(/#.*/, ""), url);
      await openText(page, "This was here before.");
      const asked = [];
      page.on("request", (request) => asked.push(request.url()));
      await page.evaluate((link) => (location.href = link), link);
      await eventually(() => textOf(page), TEXT);
      await eventually(() => notice(page), `This is the text of the link. ${KEPT}`);
      await eventually(() => page.url(), url);
      assert.equal(asked.filter((address) => address.includes("thereare")).length, 0);
      await page.locator("#drafts").click();
      await page.locator(".draft", { hasText: "This was here before." }).waitFor();
      await page.keyboard.press("Escape");
      // A tab of its own, in which nothing was.
      const other = await context.newPage();
      await other.goto(link);
      await eventually(() => textOf(other), TEXT);
      await other.reload();
      await eventually(() => textOf(other), TEXT);
    },
  ),
);

test(
  "where nothing is kept, a text that comes says how to get the former one back",
  onPage(
    () => site,
    { stored: { "unglue.keep": "off" } },
    async (page) => {
      await openText(page, "This was here before.");
      await page.evaluate(() => (location.hash = "#text=They said so."));
      await eventually(
        () => notice(page),
        "This is the text of the link. What was here before is not kept: undo brings it back. Bring the former text back",
      );
      await page.getByRole("button", { name: "Bring the former text back" }).click();
      assert.equal(await textOf(page), "This was here before.");
    },
  ),
);

test(
  "a link that is damaged changes nothing, nor does another anchor",
  onPage(
    () => site,
    async (page) => {
      await openText(page, "They said so.");
      await page.evaluate(() => (location.hash = "#text=%E0%A4%A"));
      await page.locator(".alert", { hasText: "The text in the address of this page is damaged." }).waitFor();
      await page.evaluate(() => (location.hash = "#review"));
      assert.equal(await textOf(page), "They said so.");
      await openText(page, "so it goes\n".repeat(3_000));
      await page.locator("#link").click();
      await eventually(() => notice(page), "The text is too long for a link. Download it, and send the file.");
    },
  ),
);

/** Shares as the system does: by a form that is sent to where the manifest says. */
async function share(page, fields, { files = [], to } = {}) {
  await Promise.all([
    page.waitForNavigation(),
    page.evaluate(
      async ([fields, files, to]) => {
        const answer = await fetch("../manifest.webmanifest");
        const manifest = await answer.json();
        const { action, method, enctype, params } = manifest.share_target;
        const form = document.createElement("form");
        Object.assign(form, { action: new URL(action, to ?? answer.url), method, enctype, acceptCharset: "utf-8" });
        for (const [name, value] of Object.entries(fields)) {
          const input = document.createElement("textarea");
          Object.assign(input, { name: params[name], value });
          form.append(input);
        }
        const data = new DataTransfer();
        for (const [name, bytes] of files) data.items.add(new File([Uint8Array.from(bytes)], name));
        const input = document.createElement("input");
        Object.assign(input, { type: "file", multiple: true, name: params.files[0].name, files: data.files });
        if (files.length > 0) form.append(input);
        document.body.append(form);
        form.submit();
      },
      [fields, files, to],
    ),
  ]);
}

/** The page's policy lets no form be sent, and a system's share is none of the page: so it is sent from beside it. */
const BESIDE = "licenses/literata.txt";
test(
  "what is shared goes to the service worker by POST, and from there into the page",
  onPage(
    () => site,
    // The licence has no icon.
    { context: { serviceWorkers: "allow" }, mayLog: /404/ },
    async (page, context, url) => {
      await page.evaluate(() => navigator.serviceWorker.ready);
      await openText(page, "This was here before.");
      const sent = [];
      site.server.httpServer.on("request", ({ method, url }) => sent.push(`${method} ${url}`));
      const other = await context.newPage();
      const open = () => other.goto(`${url}${BESIDE}`);
      await open();
      await share(other, { title: "A title", text: TEXT });
      await eventually(() => textOf(other), `A title\n\n${TEXT}`);
      // The sample is not kept.
      await eventually(() => notice(other), "This is the text that was shared. Bring the former text back");
      await eventually(() => other.url(), url);
      await open();
      await share(other, {}, { files: [["dog.pdf", [...pdfOf([[[72, 100, "We saw th edog run."]]])]]] });
      await eventually(() => textOf(other), "We saw the dog run.");
      // Once taken, it is gone.
      const left = () =>
        other.evaluate(async () => (await (await caches.open(`shared ${new URL("./", location)}`)).keys()).length);
      assert.equal(await left(), 0);
      await other.goto(`${url}#shared`);
      await eventually(() => notice(other), "Nothing was shared.");
      assert.deepEqual(
        sent.filter((line) => /POST|share|title|thereare/.test(line)),
        [],
      );
    },
  ),
);

for (const [what, referrerPolicy, isTaken] of [
  ["says so", "unsafe-url", false],
  ["names its origin alone", "origin", false],
  // It cannot be told from the system. What was there before is kept.
  ["hides where it is", "no-referrer", true],
]) {
  test(
    `a form of another site that ${what} ${isTaken ? "loses nothing" : "shares nothing"}`,
    onPage(
      () => site,
      { context: { serviceWorkers: "allow" }, mayLog: /404/, mayAsk: /^http:\/\/localhost:/ },
      async (page, _context, url) => {
        await page.evaluate(() => navigator.serviceWorker.ready);
        await openText(page, "This was here before.");
        await page.waitForTimeout(SETTLED_MS);
        await page.goto(`${url.replace("127.0.0.1", "localhost")}${BESIDE}`);
        await page.evaluate((policy) => {
          document.head.append(Object.assign(document.createElement("meta"), { name: "referrer", content: policy }));
        }, referrerPolicy);
        await share(page, { text: "Ours now." }, { to: url });
        await page
          .locator("#notice", { hasText: isTaken ? "This is the text that was shared." : "Nothing was shared." })
          .waitFor();
        assert.equal(await textOf(page), isTaken ? "Ours now." : "This was here before.");
        if (!isTaken) return;
        await page.locator("#drafts").click();
        await page.locator(".draft-open", { hasText: "This was here before." }).click();
        await eventually(() => textOf(page), "This was here before.");
      },
    ),
  );
}
