// What runs once for all tabs: the checker, and the content script for the sites that the user allows.

import { endUnless, serve } from "./checkers.js";
import { follow, injectInto, isAllowed, siteOf } from "./sites.js";

/** @import { Ask } from "../messages.js" */

chrome.runtime.onConnect.addListener((port) => {
  if (port.name !== "checker") return;
  serve(port);
  // A site may have been taken back while nobody was served.
  void endUnless(isAllowed, [port]);
});

chrome.runtime.onInstalled.addListener(async () => {
  await follow();
  await injectInto();
});
chrome.runtime.onStartup.addListener(() => void follow());
chrome.permissions.onAdded.addListener(async ({ origins }) => {
  await follow();
  await injectInto(origins);
});
chrome.permissions.onRemoved.addListener(async () => {
  await follow();
  await endUnless(isAllowed);
});

chrome.runtime.onMessage.addListener((/** @type {Ask} */ message, sender, answer) => {
  if (message.ask === "site") answer(siteOf(sender));
  if (message.ask === "fixAll") void fixAll(message.tab, message.frames).then(answer);
  // The answer comes later.
  return message.ask === "fixAll";
});

/**
 * Fixes all in one frame after the other: each needs the focus, so that what it types can be undone.
 * @param {number} tab
 * @param {readonly number[]} frames
 */
async function fixAll(tab, frames) {
  let fixed = 0;
  for (const frameId of frames) {
    // One that is gone has nothing to fix.
    fixed += (await chrome.tabs.sendMessage(tab, { ask: "fixHere" }, { frameId }).catch(() => 0)) ?? 0;
  }
  return fixed;
}
