// SvelteKit, which renders on the server what it then goes on with in the browser.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, visit } from "../support/browser.js";
import { FIXED, layOut, run, serveWith } from "./support.js";

const BOTH = { page: FIXED, worker: FIXED };
const VITE = "node_modules/vite/bin/vite.js";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

async function works(root, args, options) {
  const server = await serveWith(root, args, options);
  try {
    const { result } = await visit(browser, server.address);
    assert.deepEqual(result, { server: BOTH, browser: BOTH });
  } finally {
    await server.stop();
  }
}

test("SvelteKit, build", async () => {
  const root = layOut("sveltekit");
  run(process.execPath, [join(root, VITE), "build"], root);
  await works(root, ["build/index.js"], { portIn: "PORT" });
});

test("SvelteKit, dev server", () =>
  works(layOut("sveltekit"), [VITE, "dev", "--host", "localhost", "--strictPort", "--port"]));
