// What the page says: quiet notices under the text, and alerts on top for what went wrong.

import { byId, h } from "./dom.js";

/** @typedef {{ label: string, run: () => void }} Action */

const line = byId("notice");
const alerts = byId("alerts");

/**
 * Says what was just done, and offers what can be done about it.
 * @param {string} text
 * @param {(Action | undefined)[]} actions
 */
export function say(text, ...actions) {
  const children = /** @type {Node[]} */ ([document.createTextNode(text)]);
  for (const action of actions) {
    if (!action) continue;
    const button = h("button", { type: "button", class: "link" }, action.label);
    button.addEventListener("click", action.run);
    children.push(document.createTextNode(" "), button);
  }
  line.replaceChildren(...children);
}

/** Copies a text, and says so. @param {string} text @param {string} done */
export async function copy(text, done) {
  try {
    await navigator.clipboard.writeText(text);
    say(done);
  } catch {
    say("The browser did not allow copying. Select the text and copy it with the keyboard.");
  }
}

/** Takes the notice away, since the text has gone on: its button would no longer do what it says. */
export function hush() {
  if (line.hasChildNodes()) line.replaceChildren();
}

/** The alerts that are there, by what they are about. @type {Map<string, HTMLElement>} */
const raised = new Map();

/**
 * Says what went wrong, until it is closed, or settled, or something else went wrong with the same thing.
 * @param {string} text
 * @param {string} [about] the thing that went wrong, for `settle`
 */
export function alarm(text, about = text) {
  settle(about);
  const close = h("button", { type: "button", class: "link" }, "Close");
  const alert = h("div", "alert", h("p", {}, text), close);
  close.addEventListener("click", () => settle(about));
  raised.set(about, alert);
  alerts.append(alert);
}

/** Takes the alert about a thing away: it has succeeded since. @param {string} about */
export function settle(about) {
  raised.get(about)?.remove();
  raised.delete(about);
}
