// Takes the pictures of the page that the documentation shows, from the built page with its sample text.

import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { start } from "../test/browser.js";

const images = fileURLToPath(new URL("../../docs/images/", import.meta.url));
const SHOTS = [
  { name: "page-light", colorScheme: "light", viewport: { width: 1180, height: 760 } },
  { name: "page-dark", colorScheme: "dark", viewport: { width: 1180, height: 760 } },
  { name: "page-narrow", colorScheme: "light", viewport: { width: 360, height: 760 } },
];

await mkdir(images, { recursive: true });
const { url, browser, stop } = await start();
try {
  for (const { name, ...options } of SHOTS) {
    const context = await browser.newContext({ ...options, reducedMotion: "reduce" });
    const page = await context.newPage();
    await page.goto(url);
    await page.locator(".unglue-mark").first().waitFor();
    await page.evaluate(() => document.fonts.ready);
    // One tooltip open, as after the keys for "next".
    await page.locator(".cm-content").focus();
    await page.keyboard.press("Control+Home");
    for (let nth = 0; nth < 3; nth++) await page.keyboard.press("F8");
    await page.locator(".card").waitFor();
    await page.screenshot({ path: `${images}${name}.png` });
    await context.close();
  }
} finally {
  await stop();
}
