// What the page says: quiet notices under the text, and alerts on top for what went wrong.

import { byId, h } from "./dom.js";

const line = byId("notice");
const alerts = byId("alerts");

/**
 * Says what was just done, with at most one thing to do about it.
 * @param {string} text
 * @param {{ label: string, run: () => void }} [action]
 */
export function say(text, action) {
  const children = /** @type {Node[]} */ ([document.createTextNode(text)]);
  if (action) {
    const button = h("button", { type: "button", class: "link" }, action.label);
    button.addEventListener("click", action.run);
    children.push(document.createTextNode(" "), button);
  }
  line.replaceChildren(...children);
}

/** Takes the notice away, since the text has gone on: its button would no longer do what it says. */
export function hush() {
  if (line.hasChildNodes()) line.replaceChildren();
}

/**
 * Says what went wrong, until it is closed.
 * @param {string} text
 */
export function alarm(text) {
  if ([...alerts.children].some((alert) => alert.firstChild?.textContent === text)) return;
  const close = h("button", { type: "button", class: "link" }, "Close");
  const alert = h("div", "alert", h("p", {}, text), close);
  close.addEventListener("click", () => alert.remove());
  alerts.append(alert);
}
