// Draws the icons that an installed page needs as PNG from the one that is drawn by hand, public/icon.svg.

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { launch } from "../../pkg/test/support/browser.js";

const folder = fileURLToPath(new URL("../public/", import.meta.url));
/** A system cuts maskable icons to a shape of its own, and leaves the middle four fifths for sure. */
const ICONS = [
  { name: "icon-192", size: 192 },
  { name: "icon-512", size: 512 },
  { name: "icon-maskable-512", size: 512, maskable: true },
];

const svg = await readFile(`${folder}icon.svg`, "utf8");
const background = /<rect width="32"[^>]*fill="(#\w+)"/.exec(svg)?.[1];
if (!background) throw new Error("icon.svg does not begin with its background");

const browser = await launch();
try {
  for (const { name, size, maskable = false } of ICONS) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    const inner = maskable ? size * 0.8 : size;
    await page.setContent(
      `<style>body { margin: 0; display: grid; place-items: center; height: 100vh; background: ${maskable ? background : "none"} }
      svg { width: ${inner}px; height: ${inner}px }</style>${svg}`,
    );
    await page.screenshot({ path: `${folder}${name}.png`, omitBackground: true });
    await page.close();
  }
} finally {
  await browser.close();
}
