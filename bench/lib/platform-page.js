// The built editor page and the adapters' editors in headless Chromium, as their users have them.

import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, preview } from "vite";
import { launch } from "../../pkg/test/support/browser.js";
import { bundle } from "../../pkg/test/support/bundle.js";
import { serve } from "../../pkg/test/support/serve.js";
import { download } from "../groups/download.js";
import { editors, fixall } from "../groups/editors.js";
import { typing } from "../groups/typing.js";
import { undo } from "../groups/undo.js";
import { lexicon } from "./texts.js";

const repository = new URL("../../", import.meta.url);
const root = fileURLToPath(new URL("www/", repository));
const GROUPS = { typing, editors, fixall, undo, download };
/** Editors set styles, and Monaco has its icons as a font. */
const POLICY =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:";

export async function pagePlatform() {
  await build({ root, logLevel: "error" });
  const server = await preview({ root, logLevel: "error", preview: { host: "127.0.0.1", port: 0 } });
  const pages = await serveEditors();
  const browser = await launch();
  const { port } = server.httpServer.address();
  const file = (path) => readFile(new URL(path, repository), "utf8");
  return {
    name: `Editor page in Chromium ${browser.version()}`,
    async perform({ group, text }, report) {
      await GROUPS[group]({
        browser,
        url: `http://127.0.0.1:${port}/`,
        pages: pages.address,
        words: lexicon(await file("data/en/words.tsv")),
        own: text && (await file(text)),
        say: (message) => process.stderr.write(`  ${message}\n`),
        report,
      });
      return { late: false };
    },
    async stop() {
      await browser.close();
      await server.close();
      await pages.stop();
    },
  };
}

/** Serves the page of the editors, bundled as the tests' pages are. Returns its address and how to stop it. */
async function serveEditors() {
  const out = await mkdtemp(join(tmpdir(), "unglue-bench-"));
  await bundle(out, fileURLToPath(new URL("bench/pages/editors.js", repository)), {
    entries: { "monaco.worker": "monaco-editor/editor/editor.worker.js" },
    loader: { ".ttf": "dataurl" },
  });
  const { address, stop } = await serve(out, { policy: POLICY });
  return {
    address,
    async stop() {
      stop();
      await rm(out, { recursive: true });
    },
  };
}
