// The built editor page in headless Chromium, as its users have it.

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build, preview } from "vite";
import { launch } from "../../pkg/test/support/browser.js";
import { download } from "../groups/download.js";
import { typing } from "../groups/typing.js";
import { undo } from "../groups/undo.js";
import { lexicon } from "./texts.js";

const repository = new URL("../../", import.meta.url);
const root = fileURLToPath(new URL("www/", repository));
const GROUPS = { typing, undo, download };

export async function pagePlatform() {
  await build({ root, logLevel: "error" });
  const server = await preview({ root, logLevel: "error", preview: { host: "127.0.0.1", port: 0 } });
  const browser = await launch();
  const { port } = server.httpServer.address();
  const file = (path) => readFile(new URL(path, repository), "utf8");
  return {
    name: `Editor page in Chromium ${browser.version()}`,
    async perform({ group, text }, report) {
      await GROUPS[group]({
        browser,
        url: `http://127.0.0.1:${port}/`,
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
    },
  };
}
