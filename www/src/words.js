// The writer's own words and what they ignored: to look through, to take back, and to carry to another browser.

import { byId, h } from "./dom.js";
import { download } from "./files.js";
import { alarm } from "./notice.js";
import { MAX_IMPORT_BYTES, readPersonal, writePersonal } from "./personal.js";

/** @typedef {import("unglue").Personal} Personal */

/**
 * @param {object} on
 * @param {(kind: keyof Personal, token: string) => void} on.remove
 * @param {(personal: Personal) => void} on.add
 * @returns {(personal: Personal) => void} shows what is kept
 */
export function createWordsView({ remove, add }) {
  const body = byId("personal-body");
  const count = byId("personal-count");
  const save = /** @type {HTMLButtonElement} */ (byId("words-export"));
  const input = /** @type {HTMLInputElement} */ (byId("words-file"));
  let shown = /** @type {Personal} */ ({ words: [], ignored: [] });

  save.addEventListener("click", () => download(writePersonal(shown), "application/json", "unglue-words.json"));
  byId("words-import").addEventListener("click", () => input.click());
  input.addEventListener("change", async () => {
    const [file] = input.files ?? [];
    if (!file) return;
    const read = await readFile(file);
    // So that the same file can be chosen again.
    input.value = "";
    if ("personal" in read) add(read.personal);
    else alarm(`“${file.name}” is no file of words that this page has exported: ${read.problem}.`);
  });

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

  return (personal) => {
    shown = personal;
    const { words, ignored } = personal;
    const total = words.length + ignored.length;
    save.disabled = total === 0;
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

/** @param {File} file */
async function readFile(file) {
  if (file.size > MAX_IMPORT_BYTES) return { problem: `it is larger than ${MAX_IMPORT_BYTES / 1e6} MB` };
  try {
    return readPersonal(await file.text());
  } catch {
    return { problem: "it could not be read" };
  }
}
