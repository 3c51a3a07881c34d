// Next.js with both its bundlers: components of the server, rendered beforehand and when asked for, and one of the browser.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, visit } from "../support/browser.js";
import { FIXED, layOut, run, serveWith } from "./support.js";

const BOTH = { page: FIXED, worker: FIXED };
/** What the server writes into a page, as it stands there. */
const written = (page) => page.locator("p").first().textContent();

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

async function works(root, args) {
  const server = await serveWith(root, ["node_modules/next/dist/bin/next", ...args, "--port"]);
  try {
    // The dev server compiles each page when it is asked for.
    const open = async (path, options) =>
      (await visit(browser, `${server.address}${path}`, { timeout: 180_000, ...options })).result;
    const fromServer = { until: "p", read: written };
    assert.equal(await open("", fromServer), FIXED);
    assert.deepEqual(JSON.parse(await open("asked", fromServer)), BOTH);
    assert.deepEqual(await open("client"), BOTH);
  } finally {
    await server.stop();
  }
}

for (const bundler of ["webpack", "turbopack"]) {
  test(`Next.js with ${bundler}, build`, async () => {
    const root = layOut("next");
    run(process.execPath, [join(root, "node_modules/next/dist/bin/next"), "build", `--${bundler}`], root);
    await works(root, ["start"]);
  });

  test(`Next.js with ${bundler}, dev server`, () => works(layOut("next"), ["dev", `--${bundler}`]));
}
