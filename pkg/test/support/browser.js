import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

const QUIET = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts the Chromium that CHROMIUM names, or the first one on PATH, without a window. */
export function launch(...more) {
  return chromium.launch(options(...more));
}

/** Starts it with a profile of its own in a folder, as an extension needs one. */
export function launchProfile(folder, ...more) {
  return chromium.launchPersistentContext(folder, options(...more));
}

function options(...more) {
  const root = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return { executablePath: find(), args: [...root, ...QUIET, ...more] };
}

/** What a page's script has left. */
const resultOf = (page) => page.evaluate(() => globalThis.result);

/**
 * Opens a page, waits until its script has set `globalThis.result` or there is the element `until`, and returns what
 * `read` reads from it, with what the page complained of.
 */
export async function visit(browser, address, { prepare = () => {}, until, read = resultOf, timeout = 60_000 } = {}) {
  const page = await browser.newPage();
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
  try {
    await prepare(page);
    await page.goto(address, { timeout });
    const arrives = (selector) => (selector ? document.querySelector(selector) : "result" in globalThis);
    await page.waitForFunction(arrives, until, { timeout }).catch((error) => {
      throw new Error(`${error.message}\n${complaints.join("\n")}`);
    });
    return { result: await read(page), complaints };
  } finally {
    await page.close();
  }
}

function find() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  for (const folder of process.env.PATH.split(delimiter)) {
    for (const name of ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome.exe"]) {
      try {
        accessSync(join(folder, name), constants.X_OK);
        return join(folder, name);
      } catch {
        // Not here.
      }
    }
  }
  throw new Error("there is no Chromium: install it, or set CHROMIUM to the browser");
}
