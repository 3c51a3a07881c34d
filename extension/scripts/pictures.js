// Draws docs/images/extension.png: a page with findings, and the popup beside it as it looks over that page. After
// `cargo xtask extension`.

import { fileURLToPath } from "node:url";
import { start } from "../test/support.js";

const PAGE = `
  <style>
    body { margin: 24px; font: 16px/1.5 system-ui, sans-serif; background: #f4f5f8; color: #1c2130; }
    main { width: 520px; padding: 24px; border-radius: 12px; background: #fff; }
    input, textarea, div[contenteditable] { box-sizing: border-box; width: 100%; margin: 4px 0 16px; padding: 8px 12px; border: 1px solid #c9cfdb; border-radius: 8px; font: inherit; }
  </style>
  <main>
    <label>Title <input value="What thef eedback said about November12"></label>
    <label>Text <textarea rows="4">Thank you for the interna tional meeting. We think thatanyof the plans is good, and thereare many more.</textarea></label>
    <label>Note <div contenteditable>They need ofcourse a short-lived,and quick answer.</div></label>
  </main>`;

const file = fileURLToPath(new URL("../../docs/images/extension.png", import.meta.url));
const browser = await start({ "/": { html: PAGE, policy: "style-src 'unsafe-inline'" } });
try {
  const { context, worker, id } = browser;
  const page = await context.newPage();
  await page.setViewportSize({ width: 980, height: 600 });
  await page.goto(browser.url("/"));
  const tab = await worker.evaluate(
    async (url) => (await chrome.tabs.query({})).find((tab) => tab.url === url)?.id,
    page.url(),
  );
  const popup = await context.newPage();
  await popup.setViewportSize({ width: 360, height: 520 });
  await popup.goto(`chrome-extension://${id}/popup.html?tab=${tab}`);
  await popup.locator("#findings button").nth(4).waitFor();
  const picture = (await popup.screenshot({ clip: await boxOf(popup) })).toString("base64");
  await popup.close();
  await page.bringToFront();
  // A tooltip in the page.
  await page.evaluate(() => {
    const area = document.querySelector("textarea");
    area.focus();
    area.setSelectionRange(26, 26);
  });
  await page.keyboard.press("Control+.");
  await page.locator(".unglue-tooltip").waitFor();
  await page.evaluate((picture) => {
    const image = Object.assign(document.createElement("img"), { src: `data:image/png;base64,${picture}` });
    image.style.cssText =
      "position: fixed; top: 16px; right: 16px; border: 1px solid #c9cfdb; border-radius: 8px; box-shadow: 0 8px 32px #0003";
    document.body.append(image);
    return image.decode();
  }, picture);
  await page.screenshot({ path: file });
} finally {
  await browser.stop();
}

async function boxOf(popup) {
  const { width, height } = await popup.evaluate(() => {
    const { right, bottom } = document.body.getBoundingClientRect();
    return { width: right, height: bottom };
  });
  return { x: 0, y: 0, width, height };
}
