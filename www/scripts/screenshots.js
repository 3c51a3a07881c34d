// Takes the pictures of the page that the documentation shows, from the built page with its sample text.

import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { openText, ready, start } from "../test/browser.js";
import { pdfOf } from "../test/support/documents.js";

const images = fileURLToPath(new URL("../../docs/images/", import.meta.url));
const SHOTS = [
  { name: "page-light", colorScheme: "light", viewport: { width: 1180, height: 760 } },
  { name: "page-dark", colorScheme: "dark", viewport: { width: 1180, height: 760 } },
  { name: "page-narrow", colorScheme: "light", viewport: { width: 360, height: 760 } },
];

/** Two paragraphs as a PDF has them: lines at places. */
const RUINED = [
  [72, 100, "A Story of the Fair", 18],
  [72, 130, "The interna tional fair was on November12, and we saw a long and heavy adven-"],
  [72, 142, "ture of thef eedback. The door was l o c k e d in the morning, so thatanyof"],
  [72, 154, "us had to wait."],
  [84, 166, "They said that thereare no plans (so far)."],
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
  const page = await browser.newPage({ colorScheme: "light", viewport: { width: 1180, height: 760 } });
  await page.goto(url);
  await ready(page);
  await openText(page, pdfOf([RUINED]), "fair.pdf", "application/pdf");
  await page.locator("#review-list > li").first().waitFor();
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: `${images}page-changes.png` });
  await page.setViewportSize({ width: 1180, height: 1150 });
  await page.goto(`${url}gallery/`);
  await page.locator(".unglue-mark").nth(3).waitFor();
  // Each editor has its own time to draw what was found.
  await page.waitForTimeout(3000);
  await page.screenshot({ path: `${images}editors.png` });
} finally {
  await stop();
}
