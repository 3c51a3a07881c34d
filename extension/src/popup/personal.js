// The personal words, and what is ignored everywhere.

import { keepPersonal, onStored, readPersonal, readSettings, remember, synchronise } from "../settings.js";
import { byId, h } from "./dom.js";

/** @import { Personal } from "unglue" */

/** So many words are listed. */
const MOST = 300;
/** What the checker takes for a word, in UTF-8. Bytes. */
const LONGEST = 256;

export async function showPersonal() {
  const form = /** @type {HTMLFormElement} */ (byId("add"));
  const input = /** @type {HTMLInputElement} */ (byId("word"));
  const sync = /** @type {HTMLInputElement} */ (byId("sync"));
  /** Changes that have not ended: until then, what is kept is not what is wanted. */
  let underWay = 0;
  let last = Promise.resolve();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const word = input.value.trim();
    if (new TextEncoder().encode(word).length > LONGEST) return tell(`A word has ${LONGEST} bytes at most.`);
    form.reset();
    return attempt(async () => {
      const { words, ignored } = await readPersonal();
      await remember({ words: [...new Set([...words, word])].sort(), ignored });
    });
  });
  sync.addEventListener("change", () => {
    const { checked } = sync;
    return attempt(() => synchronise(checked));
  });
  onStored({ onPersonal: draw, onSettings: draw });
  await draw();

  /** Makes changes one after the other: each reads what is kept, and writes it. @param {() => Promise<unknown>} change */
  function attempt(change) {
    underWay += 1;
    last = last.then(async () => {
      tell("");
      try {
        await change();
      } catch (error) {
        tell(`The browser could not keep that: ${/** @type {Error} */ (error).message}`);
      }
      underWay -= 1;
      await draw().catch((error) => tell(`The browser could not read that: ${/** @type {Error} */ (error).message}`));
    });
    return last;
  }

  async function draw() {
    const personal = await readPersonal();
    const { isSynced } = await readSettings();
    if (underWay > 0) return;
    sync.checked = isSynced;
    const { length } = [...personal.words, ...personal.ignored];
    byId("word-count").textContent = length > 0 ? `(${length})` : "";
    /** @param {keyof Personal} what */
    const rows = (what) =>
      personal[what].slice(0, MOST).map((word) => {
        const remove = h("button", { type: "button", "aria-label": `Remove ${word}`, title: "Remove" }, `${word} ×`);
        remove.addEventListener("click", () =>
          attempt(async () => {
            const now = await readPersonal();
            await keepPersonal({ ...now, [what]: now[what].filter((other) => other !== word) });
          }),
        );
        return h("li", {}, remove);
      });
    const listed = [...rows("words"), ...rows("ignored")];
    const rest = length - listed.length;
    byId("words").replaceChildren(
      ...listed,
      ...(rest > 0 ? [h("li", {}, `and ${rest.toLocaleString("en")} more`)] : []),
    );
  }
}

/** @param {string} problem */
function tell(problem) {
  byId("problem").textContent = problem;
}
