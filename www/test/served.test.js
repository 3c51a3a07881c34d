// The page as `npm run dev` serves it from a fresh clone: what is loaded late must not make it load anew.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { createServer } from "vite";
import { launch } from "../../pkg/test/support/browser.js";
import { eventually, openText, ready, textOf } from "./browser.js";
import { docxOf, paragraph, pdfOf } from "./support/documents.js";

const DOCUMENTS = [
  ["dog.docx", docxOf([paragraph("We saw th edog run.")]), "We saw the dog run."],
  ["cat.pdf", pdfOf([[[72, 100, "We saw th ecat run."]]]), "We saw the cat run."],
];

test("the first document of each kind is opened by the served page", async () => {
  const cacheDir = mkdtempSync(join(tmpdir(), "unglue-vite-"));
  const root = fileURLToPath(new URL("..", import.meta.url));
  const server = await createServer({ root, cacheDir, logLevel: "error", server: { host: "127.0.0.1", port: 0 } });
  const browser = await launch();
  try {
    await server.listen();
    const page = await browser.newPage();
    await page.goto(server.resolvedUrls.local[0]);
    await ready(page);
    let loads = 0;
    page.on("load", () => loads++);
    for (const [name, bytes, text] of DOCUMENTS) {
      await openText(page, bytes, name);
      await eventually(() => textOf(page), text);
    }
    assert.equal(loads, 0);
  } finally {
    await browser.close();
    await server.close();
    rmSync(cacheDir, { recursive: true, force: true });
  }
});
