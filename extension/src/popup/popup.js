// The popup: this site, what is found in this tab, and what the writer sets for all sites.

import { byId, h } from "./dom.js";
import { showPersonal } from "./personal.js";
import { showSettings } from "./settings.js";
import { changeSettings, readSettings } from "../settings.js";

/** @import { FrameState } from "../messages.js" */

/** All sites that the extension can be allowed. */
const ALL = ["http://*/*", "https://*/*"];

/** The frames of the tab that have told something. @type {Map<number, FrameState>} */
const frames = new Map();

const tab = await currentTab();
const address = addressOf(tab?.url);

showSettings();
showPersonal();
if (address === undefined) {
  byId("elsewhere").hidden = false;
} else {
  byId("host").textContent = address.hostname;
  // Firefox knows no ports in patterns.
  const origins = [`${address.protocol}//${address.hostname}/*`];
  byId("allow-site").addEventListener("click", () => allow(origins));
  byId("allow-all").addEventListener("click", () => allow(ALL));
  await show(origins);
}

/** The tab that the popup is about. Where a popup is a tab of its own, its address says which. */
async function currentTab() {
  const id = new URLSearchParams(location.search).get("tab");
  if (id !== null) return chrome.tabs.get(Number(id));
  const [active] = await chrome.tabs.query({ active: true, currentWindow: true });
  return active;
}

/** @param {string | undefined} url */
function addressOf(url) {
  const parsed = url ? new URL(url) : undefined;
  return parsed?.protocol.startsWith("http") ? parsed : undefined;
}

/** @param {string[]} origins */
async function allow(origins) {
  // The background then runs the content script, also in this tab.
  if (await chrome.permissions.request({ origins })) await show(origins);
}

/** @param {string[]} origins */
async function show(origins) {
  const isAllowed = await chrome.permissions.contains({ origins });
  const { off } = await readSettings();
  byId("ask").hidden = isAllowed;
  byId("site").hidden = !isAllowed;
  if (!isAllowed) return;
  const host = /** @type {URL} */ (address).hostname;
  const on = /** @type {HTMLInputElement} */ (byId("on"));
  on.checked = !off.includes(host);
  on.addEventListener("change", async () => {
    const others = (await readSettings()).off.filter((other) => other !== host);
    await changeSettings({ off: on.checked ? others : [...others, host] });
    draw();
  });
  byId("fix-all").addEventListener("click", fixAll);
  listen();
  draw();
}

/** Listens to the frames of the tab, for as long as the popup is open. */
function listen() {
  const port = chrome.tabs.connect(/** @type {number} */ (tab?.id), { name: "popup" });
  port.onMessage.addListener((/** @type {FrameState} */ state) => {
    frames.set(state.frame, state);
    draw();
  });
  port.onDisconnect.addListener(() => {
    // Reading it says that it is known: the page was opened before the extension was there, or is gone.
    void chrome.runtime.lastError;
    frames.clear();
    draw();
    // A page that was allowed just now answers in a moment.
    setTimeout(listen, 500);
  });
  byId("findings").onclick = ({ target }) => {
    const { frame, id } = /** @type {HTMLElement} */ (target).closest("button")?.dataset ?? {};
    if (id !== undefined) port.postMessage({ show: Number(id), frame: Number(frame) });
  };
}

function draw() {
  const { checked: isOn } = /** @type {HTMLInputElement} */ (byId("on"));
  const states = isOn ? [...frames.values()].sort((a, b) => a.frame - b.frame) : [];
  const total = states.reduce((sum, state) => sum + state.total, 0);
  const fields = states.reduce((sum, state) => sum + state.fields, 0);
  byId("count").textContent = isOn ? summary(total, fields) : "This site is left alone";
  byId("fix-all").hidden = total === 0;
  byId("findings").replaceChildren(
    ...states.flatMap(({ frame, findings }) =>
      findings.map(({ id, before, after, message }) =>
        h(
          "li",
          {},
          h(
            "button",
            { type: "button", title: message, "data-frame": String(frame), "data-id": String(id) },
            h("del", {}, before),
            " → ",
            h("ins", {}, after),
          ),
        ),
      ),
    ),
  );
}

/**
 * @param {number} total
 * @param {number} fields
 */
function summary(total, fields) {
  if (fields === 0) return "No text is being written here";
  const where = fields === 1 ? "1 field" : `${fields} fields`;
  return total === 0 ? `Nothing found in ${where}` : `${total} found in ${where}`;
}

/** The page needs the focus, so that what is typed there can be undone: the popup goes. */
function fixAll() {
  const wanted = [...frames.values()].filter(({ total }) => total > 0).map(({ frame }) => frame);
  void chrome.runtime.sendMessage({ ask: "fixAll", tab: tab?.id, frames: wanted });
  window.close();
}
