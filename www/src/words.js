// The reader's own words and what they ignored: to look through, and to take back.

import { byId, h } from "./dom.js";

/** @typedef {import("unglue").Personal} Personal */

/**
 * @param {(kind: keyof Personal, token: string) => void} remove
 * @returns {(personal: Personal) => void} shows what is kept
 */
export function createWordsView(remove) {
  const body = byId("personal-body");
  const count = byId("personal-count");

  /** @param {string} title @param {keyof Personal} kind @param {readonly string[]} tokens */
  function group(title, kind, tokens) {
    if (tokens.length === 0) return [];
    const chips = tokens.map((token) => {
      const button = h("button", { type: "button", "aria-label": `Forget ${token}` }, "×");
      button.addEventListener("click", () => {
        remove(kind, token);
        const next = body.querySelector("button") ?? body.closest("details")?.querySelector("summary");
        /** @type {HTMLElement | null | undefined} */ (next)?.focus();
      });
      return h("li", "chip", token, button);
    });
    const heading = h("h3", {}, title);
    return [heading, h("ul", "chips", ...chips)];
  }

  return ({ words, ignored }) => {
    const total = words.length + ignored.length;
    count.textContent = total > 0 ? `(${total})` : "";
    body.replaceChildren(
      ...group("Added", "words", words),
      ...group("Ignored", "ignored", ignored),
      h(
        "p",
        "hint",
        total > 0
          ? "Kept in this browser only."
          : "Words you add or ignore are listed here, and kept in this browser for the next visit.",
      ),
    );
  };
}
