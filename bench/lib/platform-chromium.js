// Performs tasks in headless Chromium: each in a page with a profile of its own.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { launch } from "../../pkg/test/support/browser.js";

const root = new URL("../../", import.meta.url);
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm" };

export async function chromiumPlatform() {
  await bundleNspell();
  const server = await serve();
  const browser = await launch();
  return {
    name: `Chromium ${browser.version()}`,
    async perform(task, report, { timeoutMs }) {
      const context = await browser.newContext();
      let timer;
      try {
        const page = await context.newPage();
        await page.exposeFunction("report", report);
        await page.exposeFunction("say", (message) => process.stderr.write(`  ${message}\n`));
        await page.goto(`${server.address}bench/page.html`);
        await page.waitForFunction(() => "perform" in globalThis);
        const late = new Promise((done) => (timer = setTimeout(done, timeoutMs, { late: true })));
        return await Promise.race([
          late,
          page.evaluate((task) => globalThis.perform(task).then(() => ({ late: false })), task),
        ]);
      } finally {
        clearTimeout(timer);
        await context.close();
      }
    },
    async stop() {
      await browser.close();
      server.stop();
    },
  };
}

/** nspell is CommonJS, which pages do not know. */
async function bundleNspell() {
  await build({
    root: fileURLToPath(new URL("bench/", root)),
    configFile: false,
    logLevel: "error",
    build: {
      lib: { entry: "node_modules/nspell/lib/index.js", formats: ["es"], fileName: "nspell" },
      outDir: fileURLToPath(new URL("target/bench/", root)),
      emptyOutDir: false,
    },
  });
}

/** Serves the repository to this machine, isolated from other origins: only then are clocks as fine as 5 µs. */
async function serve() {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    try {
      const body = await readFile(new URL(`.${pathname}`, root));
      response.writeHead(200, {
        "Content-Type": TYPES[extname(pathname)] ?? "text/plain; charset=utf-8",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Embedder-Policy": "require-corp",
      });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "localhost", resolve));
  return { address: `http://localhost:${server.address().port}/`, stop: () => server.close() };
}
