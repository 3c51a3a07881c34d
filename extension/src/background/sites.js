// Where the content script runs: on the sites that the user has allowed, and nowhere else.

/** @import { Site } from "../messages.js" */

const ID = "unglue";

/** Returns the sites that are allowed, as patterns of addresses. */
async function allowed() {
  return (await chrome.permissions.getAll()).origins ?? [];
}

/** Brings what the browser runs on new pages to what is allowed now. */
export async function follow() {
  const matches = await allowed();
  const [known] = await chrome.scripting.getRegisteredContentScripts({ ids: [ID] });
  if (matches.length === 0) {
    if (known) await chrome.scripting.unregisterContentScripts({ ids: [ID] });
    return;
  }
  /** @type {chrome.scripting.RegisteredContentScript} */
  const script = {
    id: ID,
    matches,
    js: ["content.js"],
    allFrames: true,
    // Editors live in frames that scripts write.
    matchOriginAsFallback: true,
    runAt: "document_idle",
  };
  await (known ? chrome.scripting.updateContentScripts([script]) : chrome.scripting.registerContentScripts([script]));
}

/**
 * Runs the content script in pages that are open already.
 * @param {readonly string[]} [origins] only in those
 */
export async function injectInto(origins) {
  const url = [...(origins ?? (await allowed()))];
  if (url.length === 0) return;
  for (const { id } of await chrome.tabs.query({ url })) {
    if (id === undefined) continue;
    const how = { target: { tabId: id, allFrames: true }, files: ["content.js"] };
    // A tab may be gone, or show a page of the browser's own by now.
    await chrome.scripting.executeScript(how).catch(() => {});
  }
}

/**
 * Whether a frame is one of a site that is allowed.
 * @param {chrome.runtime.MessageSender} sender
 */
export async function isAllowed({ origin, url, tab }) {
  // A frame that a script has written has no origin of its own.
  const address = origin && origin !== "null" ? origin : (tab?.url ?? url);
  if (!address || !/^https?:/.test(address)) return false;
  const { protocol, hostname } = new URL(address);
  // Firefox knows no ports in patterns, and takes one with a port for wrong.
  return chrome.permissions.contains({ origins: [`${protocol}//${hostname}/*`] });
}

/**
 * The site of the whole tab: an editor in a frame of another host belongs to the page that it is in.
 * @param {chrome.runtime.MessageSender} sender
 * @returns {Site}
 */
export function siteOf({ tab, url, frameId = 0 }) {
  return { host: hostOf(tab?.url ?? url ?? ""), frame: frameId };
}

/** @param {string} address */
function hostOf(address) {
  try {
    return new URL(address).hostname;
  } catch {
    return "";
  }
}
