// The built plugin in a page that has what Obsidian gives to plugins.

import assert from "node:assert/strict";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { launch } from "../../pkg/test/support/browser.js";
import { serve } from "../../pkg/test/support/serve.js";
import { out } from "../scripts/build.js";

export { eventually } from "../../pkg/test/support/eventually.js";

const source = fileURLToPath(new URL("..", import.meta.url));

/** The page evaluates the plugin, as Obsidian does; the plugin itself may start a worker of its own, and reach no server. */
const POLICY =
  "default-src 'none'; script-src 'self' 'unsafe-eval' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; worker-src blob:; connect-src 'self'";

/** Returns how to make a test on a fresh page with the plugin. */
export function onNotes() {
  const folder = fs.mkdtempSync(join(tmpdir(), "unglue-obsidian-"));
  let server;
  let browser;
  before(async () => {
    // One CodeMirror for all: that of Obsidian, not the newer one that its other packages would take.
    const alias = ["@codemirror/state", "@codemirror/view"].map((name) => [name, join(source, "node_modules", name)]);
    await esbuild.build({
      entryPoints: [join(source, "test", "page", "page.js")],
      outfile: join(folder, "page.js"),
      bundle: true,
      format: "esm",
      alias: Object.fromEntries(alias),
      logLevel: "error",
    });
    fs.copyFileSync(join(out, "main.js"), join(folder, "plugin.js"));
    const page =
      '<!doctype html><meta charset="utf-8"><title>Notes</title><main></main><script type="module" src="page.js"></script>';
    fs.writeFileSync(join(folder, "index.html"), page);
    server = await serve(folder, { policy: POLICY });
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    server?.stop();
    fs.rmSync(folder, { recursive: true });
  });
  return (title, body) =>
    test(title, { timeout: 60_000 }, async () => {
      const context = await browser.newContext();
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      const complaints = [];
      page.on("pageerror", (error) => complaints.push(error.stack));
      page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
      const requests = [];
      // A worker's script is the plugin's own.
      page.on(
        "request",
        (request) => request.url().startsWith("blob:") || requests.push(new URL(request.url()).pathname),
      );
      try {
        await page.goto(server.address);
        await page.waitForFunction(() => globalThis.ready);
        await body(page, context);
        assert.deepEqual(complaints, []);
        const others = requests.filter((path) => !["/", "/page.js", "/plugin.js", "/favicon.ico"].includes(path));
        assert.deepEqual(others, [], "the plugin asks for nothing");
      } finally {
        await context.close();
      }
    });
}
