// Once loaded, the page needs no network, whatever that sends, can be installed, and says when there is a new version.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname } from "node:path";
import { after, before, test } from "node:test";
import { eventually, onPage, openText, ready, start, textOf, words } from "./browser.js";
import { pdfOf } from "./support/documents.js";

let site;
before(async () => (site = await start()));
after(() => site.stop());

const allowed = { context: { serviceWorkers: "allow" } };
const isKept = () => navigator.serviceWorker.ready.then(({ active }) => active !== null);

test(
  "the browser can install the page",
  onPage(
    () => site,
    allowed,
    async (page, context) => {
      await page.evaluate(isKept);
      const cdp = await context.newCDPSession(page);
      const { url, errors, data } = await cdp.send("Page.getAppManifest");
      assert.match(url, /manifest\.webmanifest$/);
      assert.deepEqual(errors, []);
      const { display, icons } = JSON.parse(data);
      assert.equal(display, "standalone");
      // Of each icon the size that it really has.
      const drawn = await Promise.all(
        icons.map(async ({ src, type, sizes, purpose }) => {
          const bytes = Buffer.from(await (await fetch(new URL(src, url))).arrayBuffer());
          const real = type === "image/png" ? `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}` : sizes;
          assert.equal(real, sizes, src);
          return `${type} ${sizes} ${purpose}`;
        }),
      );
      assert.deepEqual(drawn, [
        "image/svg+xml any any",
        "image/png 192x192 any",
        "image/png 512x512 any",
        "image/png 512x512 maskable",
      ]);
      const { installabilityErrors } = await cdp.send("Page.getInstallabilityErrors");
      // The tests' profiles are private ones.
      assert.deepEqual(
        installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== "in-incognito"),
        [],
      );
    },
  ),
);

const dist = new URL("../dist/", import.meta.url);
const TYPES = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".webmanifest": "application/manifest+json",
};

/** A server of dist/ that can do what networks do: `answer` is asked first, and has answered where it returns true. */
async function network() {
  const state = { answer: (_request, _response) => false };
  const server = createServer((request, response) => {
    if (state.answer(request, response)) return;
    const { pathname } = new URL(request.url, "http://localhost");
    const name = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
    try {
      send(response, readFileSync(new URL(`.${name}`, dist)), TYPES[extname(name)]);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return {
    state,
    url: `http://127.0.0.1:${server.address().port}/`,
    stop: () => (server.closeAllConnections(), server.close()),
  };
}

function send(response, body, type = "application/octet-stream") {
  response.writeHead(200, { "content-type": type }).end(body);
  return true;
}

/** A test on a page of a server of its own. */
const onNetwork = (body, answer) => async () => {
  const net = await network();
  if (answer) net.state.answer = answer;
  try {
    await onPage(
      () => ({ ...site, url: net.url }),
      { ...allowed, mayLog: /Failed to load resource|net::ERR|SSL|service-worker/ },
      (page, context, url) => body(page, net.state, context, url),
    )();
  } finally {
    net.stop();
  }
};

const PORTAL = "<!doctype html><title>Pay here</title>";
/** What a network does to requests, instead of an answer. */
const BAD = [
  ["hangs", () => true],
  ["shows its own page for every address", (_, response) => send(response, PORTAL, "text/html")],
  [
    "leads to its own page",
    ({ url }, response) => {
      if (url === "/login") return send(response, PORTAL, "text/html");
      response.writeHead(302, { location: "/login" }).end();
      return true;
    },
  ],
  ["has nothing but errors", (_, response) => (response.writeHead(503).end("later"), true)],
];
for (const [name, answer] of BAD) {
  test(
    `after the first load the page opens on a network that ${name}`,
    onNetwork(async (page, net) => {
      await page.evaluate(isKept);
      net.answer = answer;
      for (let visit = 0; visit < 2; visit++) {
        await page.reload();
        await ready(page);
        assert.match(await page.title(), /^unglue/);
        await page.evaluate(() =>
          navigator.serviceWorker.ready.then((registration) =>
            Promise.race([registration.update().catch(() => {}), new Promise((done) => setTimeout(done, 300))]),
          ),
        );
      }
      assert.equal(await page.locator("#update").isVisible(), false);
    }),
  );
}

for (const [name, answer] of BAD.slice(1)) {
  const first = (request, response) => ["/icon-192.png", "/login"].includes(request.url) && answer(request, response);
  test(
    `nothing is kept where the first visit gets a file of a network that ${name}`,
    onNetwork(async (page, net) => {
      // A file that only the service worker asks for.
      const state = await page.evaluate(async () => {
        const registration = await navigator.serviceWorker.register("./service-worker.js");
        const { installing } = registration;
        if (!installing) return registration.active ? "active" : "redundant";
        return new Promise((done) => installing.addEventListener("statechange", () => done(installing.state)));
      });
      assert.equal(state, "redundant");
      // The next visit tries again.
      net.answer = () => false;
      await page.reload();
      await ready(page);
      await page.evaluate(isKept);
    }, first),
  );
}

test(
  "what reads documents is kept with the first of them, and not before",
  onNetwork(async (page, net) => {
    await page.evaluate(isKept);
    await eventually(() => page.evaluate(() => navigator.serviceWorker.controller !== null), true);
    const kept = () =>
      page.evaluate(async () => {
        const requests = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
        return requests.flat().filter(({ url }) => /\/(pdf|docx)[.-]/.test(url)).length;
      });
    assert.equal(await kept(), 0);
    const open = () => openText(page, pdfOf([[[72, 100, "We saw th edog run."]]]), "a.pdf", "application/pdf");
    // What a network sends in its place is not kept.
    net.answer = BAD[1][1];
    await open();
    await page.locator(".alert", { hasText: "could not be loaded" }).waitFor();
    assert.equal(await kept(), 0);
    net.answer = () => false;
    await page.reload();
    await ready(page);
    await open();
    await eventually(() => textOf(page), "We saw the dog run.");
    await eventually(kept, 2);
    net.answer = BAD[0][1];
    await page.reload();
    await page.locator(".cm-content").waitFor();
    await page.locator("#clear").click();
    await open();
    await eventually(() => textOf(page), "We saw the dog run.");
  }),
);

test(
  "half an upload is not taken for a version",
  onNetwork(async (page, net) => {
    await page.evaluate(isKept);
    const worker = readFileSync(new URL("service-worker.js", dist), "utf8");
    // The new service worker is there, and the script that it lists is not the one that is served.
    net.answer = ({ url }, response) => {
      if (url === "/service-worker.js")
        return send(response, worker.replace(/VERSION = "\w+"/, 'VERSION = "next"'), "text/javascript");
      return url === "/theme.js" && send(response, "// half", "text/javascript");
    };
    const state = await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      const seen = new Promise((done) =>
        registration.addEventListener("updatefound", () => {
          const { installing } = registration;
          installing.addEventListener("statechange", () => done(installing.state));
        }),
      );
      await registration.update().catch(() => {});
      return seen;
    });
    assert.equal(state, "redundant");
    assert.equal(await page.locator("#update").isVisible(), false);
    await page.reload();
    await ready(page);
  }),
);

test(
  "a new version is told, and taken when the reader wants it; the draft stays",
  onNetwork(async (page, net, context, url) => {
    await page.evaluate(isKept);
    await eventually(() => page.evaluate(() => navigator.serviceWorker.controller !== null), true);
    const other = await context.newPage();
    await other.goto(url);
    await ready(other);
    const read = (name) => readFileSync(new URL(name, dist), "utf8");
    net.answer = ({ url }, response) => {
      if (url === "/service-worker.js")
        return send(
          response,
          read("service-worker.js").replace(/VERSION = "\w+"/, 'VERSION = "next"'),
          "text/javascript",
        );
      return url === "/" && send(response, read("index.html").replace("<title>", "<title>Next "), "text/html");
    };
    await page.reload();
    await ready(page);
    assert.match(await page.title(), /^unglue/, "what is at hand is shown at once");
    await page.locator("#update").waitFor();
    await page.locator(".cm-content").focus();
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText("My own text.");
    await page.locator("#update-now").click();
    await eventually(() => page.title().catch(() => ""), "Next unglue: put every space where it belongs");
    await eventually(() => textOf(page).catch(() => ""), "My own text.");
    assert.equal(await page.locator("#update").isVisible(), false);
    // The other tab goes on, and is told.
    await other.locator("#update").waitFor();
    await openText(other, "They said that thereare plans.");
    await eventually(() => words(other), ["thereare"]);
  }),
);

for (const name of ["index.html", "gallery/index.html"]) {
  test(`${name}, opened as a file, says what to do`, async () => {
    const page = await site.browser.newPage();
    try {
      await page.goto(String(new URL(name, dist)));
      await page.getByRole("alert").filter({ hasText: "opened as a file" }).waitFor();
      if (name === "index.html")
        assert.equal(await page.locator("#state").innerText(), "The page could not be started.");
    } finally {
      await page.close();
    }
  });
}

// The last one: there is no server afterwards.
test(
  "after the first load the page works without its server",
  onPage(
    () => site,
    { ...allowed, mayLog: /net::ERR_CONNECTION_REFUSED/ },
    async (page, _context, url) => {
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
      assert.ok(
        await page.evaluate(() =>
          document.fonts.ready.then((fonts) => [...fonts].some(({ status }) => status === "loaded")),
        ),
      );
      // As an installed page starts.
      await page.goto(`${url}?source=home`);
      await eventually(() => textOf(page), "They said that there are plans.");
    },
  ),
);
