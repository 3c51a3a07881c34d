// Draws the extension's icons from the page's, www/public/icon.svg. `npm run icons --workspace extension`.

import { mkdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { launch } from "../../pkg/test/support/browser.js";

const SIZES = [16, 32, 48, 128];

const svg = readFileSync(new URL("../../www/public/icon.svg", import.meta.url), "utf8");
const folder = fileURLToPath(new URL("../icons/", import.meta.url));
mkdirSync(folder, { recursive: true });
const browser = await launch();
try {
  for (const size of SIZES) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(`<style>body { margin: 0 } svg { display: block; width: ${size}px }</style>${svg}`);
    await page.screenshot({ path: `${folder}${size}.png`, omitBackground: true });
    await page.close();
  }
} finally {
  await browser.close();
}
