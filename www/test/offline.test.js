// Once loaded, the page needs no network, and can be installed.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventually, onPage, openText, ready, start, textOf, words } from "./browser.js";

let site;
before(async () => (site = await start()));
after(() => site.stop());

const allowed = { context: { serviceWorkers: "allow" } };
const isKept = () => navigator.serviceWorker.ready.then(({ active }) => active !== null);

test("the browser can install the page", onPage(() => site, allowed, async (page, context) => {
  await page.evaluate(isKept);
  const cdp = await context.newCDPSession(page);
  const { url, errors, data } = await cdp.send("Page.getAppManifest");
  assert.match(url, /manifest\.webmanifest$/);
  assert.deepEqual(errors, []);
  const { display, icons } = JSON.parse(data);
  assert.equal(display, "standalone");
  // Of each icon the size that it really has.
  const drawn = await Promise.all(icons.map(async ({ src, type, sizes, purpose }) => {
    const bytes = Buffer.from(await (await fetch(new URL(src, url))).arrayBuffer());
    const real = type === "image/png" ? `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}` : sizes;
    assert.equal(real, sizes, src);
    return `${type} ${sizes} ${purpose}`;
  }));
  assert.deepEqual(drawn, ["image/svg+xml any any", "image/png 192x192 any", "image/png 512x512 any", "image/png 512x512 maskable"]);
  const { installabilityErrors } = await cdp.send("Page.getInstallabilityErrors");
  // The tests' profiles are private ones.
  assert.deepEqual(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== "in-incognito"), []);
}));

// The last one: there is no server afterwards.
test("after the first load the page works without its server", onPage(
  () => site,
  { ...allowed, mayLog: /net::ERR_CONNECTION_REFUSED/ },
  async (page, context, url) => {
    await page.evaluate(isKept);
    site.server.httpServer.closeAllConnections();
    await site.server.close();
    await assert.rejects(fetch(url));
    await page.reload();
    await ready(page);
    await openText(page, "They said that thereare plans.");
    await eventually(() => words(page), ["thereare"]);
    await page.keyboard.press("Control+Shift+Enter");
    await eventually(() => textOf(page), "They said that there are plans.");
    assert.ok(await page.evaluate(() => document.fonts.ready.then((fonts) => [...fonts].some(({ status }) => status === "loaded"))));
    // As an installed page starts.
    await page.goto(`${url}?source=home`);
    await ready(page);
  },
));
