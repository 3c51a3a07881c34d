// The built extension in a real browser, on pages of our own. Headless browsers show no prompt for a permission, so the manifest
// of the tests has the hosts of these pages among those that it asks for at once; all else is as it is shipped.

import assert from "node:assert/strict";
import * as fs from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launchProfile } from "../../pkg/test/support/browser.js";
import { out } from "../scripts/build.js";

export { eventually } from "../../pkg/test/support/eventually.js";

/** Longer than a check takes. For what must not happen there is nothing else to wait for. */
const SETTLED_MS = 700;
/** What a page needs that has a script of its own, and nothing else. */
const POLICY = "default-src 'none'; script-src 'self'; require-trusted-types-for 'script'; frame-src 'self'";

export const FAULTY = "They said thereare plans, and ofany kind.";
export const RIGHT = "They said there are plans, and of any kind.";
export const FOUND = ["thereare", "ofany"];

/** Puts the extension for a browser into a folder, with these hosts allowed, and a permission that is granted without a prompt. */
export function withHosts(browser, folder, hosts) {
  fs.cpSync(join(out, browser), folder, { recursive: true });
  const file = join(folder, "manifest.json");
  const manifest = JSON.parse(fs.readFileSync(file, "utf8"));
  fs.writeFileSync(file, JSON.stringify({ ...manifest, host_permissions: hosts, optional_permissions: ["idle"] }));
}

/** Serves pages by their paths: their HTML, or that with a policy, or a script. */
export async function serve(pages) {
  const server = createServer(({ url }, response) => {
    if (url === "/favicon.ico") return response.writeHead(204).end();
    const page = pages[new URL(url, "http://localhost").pathname];
    if (page === undefined) return response.writeHead(404).end();
    const { html, script, policy = POLICY } = typeof page === "string" ? { html: page } : page;
    const type = script ? "text/javascript" : "text/html; charset=utf-8";
    response.writeHead(200, { "Content-Type": type, "Content-Security-Policy": policy });
    return response.end(script ?? `<!doctype html><meta charset="utf-8"><title>Page</title>${html}`);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { port: server.address().port, stop: () => server.close() };
}

/** Starts a browser with the extension, and a server of pages. */
export async function start(pages, { hosts = ["http://127.0.0.1/*", "http://localhost/*"] } = {}) {
  const folder = fs.mkdtempSync(join(tmpdir(), "unglue-extension-"));
  const extension = join(folder, "extension");
  withHosts("chromium", extension, hosts);
  const server = await serve(pages);
  const context = await launchProfile(
    join(folder, "profile"),
    `--disable-extensions-except=${extension}`,
    `--load-extension=${extension}`,
  );
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent("serviceworker", { timeout: 20_000 }));
  // It has told the browser what to run where.
  await waitFor(() =>
    worker.evaluate(
      async () =>
        (await chrome.scripting.getRegisteredContentScripts()).length > 0 ||
        (await chrome.permissions.getAll()).origins.length === 0,
    ),
  );
  return {
    context,
    worker,
    id: new URL(worker.url()).host,
    /** As browsers do when nobody has asked it for anything for half a minute. */
    async endBackground() {
      const page = context.pages()[0];
      const devtools = await context.newCDPSession(page);
      const { targetInfos } = await devtools.send("Target.getTargets");
      const { targetId } = targetInfos.find(({ type, url }) => type === "service_worker" && url === worker.url());
      await devtools.send("Target.closeTarget", { targetId });
    },
    url: (path, host = "127.0.0.1") => `http://${host}:${server.port}${path}`,
    async stop() {
      await context.close();
      server.stop();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function waitFor(check) {
  for (let nth = 0; nth < 100; nth++) {
    if (await check()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("the extension did not start within 10 s");
}

/** Returns how to make a test on a fresh page of a browser that has the extension. */
export function onPages(pages, options) {
  let browser;
  before(async () => {
    browser = await start(pages, options);
  });
  after(() => browser?.stop());
  return (title, path, body) =>
    test(title, { timeout: 60_000 }, async () => {
      const page = await browser.context.newPage();
      page.setDefaultTimeout(15_000);
      const complaints = [];
      page.on("pageerror", (error) => complaints.push(error.stack));
      page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
      page.on(
        "request",
        (request) =>
          new URL(request.url()).port === new URL(browser.url("/")).port ||
          complaints.push(`request to ${request.url()}`),
      );
      await browser.worker.evaluate(() => Promise.all([chrome.storage.local.clear(), chrome.storage.sync.clear()]));
      try {
        if (path !== null) await page.goto(browser.url(path));
        await body(page, browser);
        assert.deepEqual(complaints, []);
      } finally {
        await page.close();
      }
    });
}

/** What is underlined in a frame: in fields, and in regions. */
export const underlined = (frame) =>
  frame.evaluate(() => {
    const trees = [document];
    for (const tree of trees)
      for (const element of tree.querySelectorAll("*")) if (element.shadowRoot) trees.push(element.shadowRoot);
    const marks = trees.flatMap((tree) => [...tree.querySelectorAll(".unglue-mark")].map((mark) => mark.textContent));
    const ranges = [...(CSS.highlights.get("unglue") ?? [])].sort((a, b) =>
      a.compareBoundaryPoints(Range.START_TO_START, b),
    );
    return [...marks, ...ranges.map(String)];
  });

/** For what must not happen. */
export const settled = () => new Promise((resolve) => setTimeout(resolve, SETTLED_MS));

/** Opens the popup of a page's tab as a tab of its own. */
export async function popupOf(page, { context, id, worker }, body, { address } = {}) {
  const url = page.url();
  const tab = await worker.evaluate(
    async (url) => (await chrome.tabs.query({})).find((tab) => tab.url === url)?.id,
    url,
  );
  const popup = await context.newPage();
  // As a click on the button tells it.
  if (address)
    await popup.addInitScript((url) => {
      chrome.tabs.get = async () => ({ id: 0, url });
    }, address);
  const complaints = [];
  popup.on("pageerror", (error) => complaints.push(error.stack));
  popup.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
  await popup.setViewportSize({ width: 340, height: 560 });
  await popup.goto(`chrome-extension://${id}/popup.html?tab=${tab}`);
  try {
    // It works once it has read what is set.
    await popup.locator("#level option").first().waitFor({ state: "attached" });
    await body(popup);
    assert.deepEqual(complaints, []);
  } finally {
    if (!popup.isClosed()) await popup.close();
  }
}
