// Texts that come from outside of the page: in its address behind “#”, which no server is told; shared by another program, by way
// of the service worker; and files that the system opens with the page.

import { alarm, copy, say } from "./notice.js";

/** What an address has before a text, and after a share. Another page may have `#text=` already, so it stays. */
const TEXT = "#text=";
const SHARED = "#shared";
/** Code units: longer addresses are cut by some programs. */
const MOST = 20_000;

/**
 * @typedef {object} Page
 * @property {(files: import("./files.js").FileWithHandle[]) => Promise<void>} take
 * @property {(text: string, told: string) => Promise<void>} takePlain
 */

/** @param {Page} page */
export function connectIncoming(page) {
  const look = () => lookAtAddress(page);
  addEventListener("hashchange", look);
  look();
  /** @type {any} */ (globalThis).launchQueue?.setConsumer(
    async (/** @type {{ files: FileSystemFileHandle[] }} */ { files }) => {
      if (files.length === 0) return;
      const opened = files.map(async (handle) => Object.assign(await handle.getFile(), { handle }));
      await page.take(await Promise.all(opened));
    },
  );
}

/** @param {Page} page */
async function lookAtAddress(page) {
  const { hash } = location;
  if (!hash.startsWith(TEXT) && hash !== SHARED) return;
  // So that a reload does not bring it again, nor a copy of the address.
  history.replaceState(history.state, "", location.pathname + location.search);
  if (hash === SHARED) return takeShared(page);
  let text;
  try {
    text = decodeURIComponent(hash.slice(TEXT.length));
  } catch {
    return alarm("The text in the address of this page is damaged.");
  }
  await page.takePlain(text, "This is the text of the link.");
}

/** Takes over what the service worker has put aside. @param {Page} page */
async function takeShared(page) {
  const cache = await caches.open(`shared ${new URL("./", location.href)}`);
  const requests = await cache.keys();
  const shared = await Promise.all(requests.map((request) => cache.match(request)));
  await Promise.all(requests.map((request) => cache.delete(request)));
  const files = [];
  const texts = [];
  for (const response of shared) {
    const name = response?.headers.get("x-name");
    if (!response) continue;
    if (name) files.push(new File([await response.blob()], decodeURIComponent(name)));
    else texts.push(await response.text());
  }
  if (files.length > 0) return page.take(files);
  if (texts.length === 0) return say("Nothing was shared.");
  await page.takePlain(texts.join("\n\n"), "This is the text that was shared.");
}

/** Copies an address that has a text in it. @param {string} text */
export function copyLink(text) {
  const address = `${location.href.replace(/#.*$/s, "")}${TEXT}${encodeURIComponent(text.toWellFormed())}`;
  if (text.length > MOST) return say("The text is too long for a link. Download it, and send the file.");
  copy(address, "A link with the text in it is copied. Whoever has the link has the text; no server gets it.");
}
