// The writer's own words and what they ignored: to look through, to take back, and to carry to another browser.

import { byId, h, setText } from "./dom.js";
import { download } from "./files.js";
import { plural } from "./finding.js";
import { alarm, settle } from "./notice.js";
import { MAX_IMPORT_BYTES, decodeWords, readWords, writeWords } from "./word-file.js";

/** @typedef {import("unglue").Personal} Personal */
/** @typedef {import("./word-file.js").Refused} Refused */
/** @typedef {import("./personal.js").Unreadable} Unreadable */

/** So many of a list are drawn at a time: there may be a hundred thousand. */
const PAGE = 100;
/** Where there are fewer, nobody looks for one. */
const WORTH_A_FILTER = 10;
/** Code units: so much of what cannot be read is shown. The rest is in its export. */
const MAX_RAW = 4_000;

/** What the file that is imported next went wrong with. */
const IMPORT = "import";

/**
 * @param {object} on
 * @param {(kind: keyof Personal, token: string) => void} on.remove
 * @param {() => void} on.clear
 * @param {(personal: Personal, refused: Refused[]) => void} on.add
 * @param {(item: Unreadable) => void} on.discard
 */
export function createWordsView({ remove, clear, add, discard }) {
  const body = byId("personal-body");
  const save = /** @type {HTMLButtonElement} */ (byId("words-export"));
  const forget = /** @type {HTMLButtonElement} */ (byId("words-clear"));
  const input = /** @type {HTMLInputElement} */ (byId("words-file"));
  const filter = /** @type {HTMLInputElement} */ (byId("words-filter"));
  /** @type {Personal} */
  let kept = { words: [], ignored: [] };
  const groups = [
    createGroup(body, "Added", (token) => remove("words", token)),
    createGroup(body, "Ignored", (token) => remove("ignored", token)),
  ];

  save.addEventListener("click", () => download(writeWords(kept), "application/json", "unglue-words.json"));
  forget.addEventListener("click", clear);
  filter.addEventListener("input", draw);
  byId("words-import").addEventListener("click", () => input.click());
  input.addEventListener("change", async () => {
    const [file] = input.files ?? [];
    if (!file) return;
    const read = await readFile(file);
    // So that the same file can be chosen again.
    input.value = "";
    take(read, `“${file.name}” could not be imported`);
  });

  /** @param {ReturnType<typeof readWords>} read @param {string} failed */
  function take(read, failed) {
    if ("problem" in read) return alarm(`${failed}: ${read.problem}.`, IMPORT);
    settle(IMPORT);
    add(read.personal, read.refused);
  }

  function draw() {
    const total = kept.words.length + kept.ignored.length;
    byId("words-find").hidden = total < WORTH_A_FILTER;
    if (total < WORTH_A_FILTER) filter.value = "";
    const wanted = filter.value.trim().toLowerCase();
    /** @param {string} token */
    const isWanted = (token) => token.toLowerCase().includes(wanted);
    const lists = [kept.words, kept.ignored].map((list) => (wanted === "" ? list : list.filter(isWanted)));
    for (const [nth, list] of lists.entries()) groups[nth].show(list);
    const none = lists.every((list) => list.length === 0);
    setText(
      byId("words-hint"),
      total === 0 ? NOTHING_KEPT : none ? `None of them has “${filter.value.trim()}” in it.` : KEPT,
    );
  }

  return {
    /** Shows what is kept. @param {Personal} personal */
    show(personal) {
      kept = personal;
      const total = kept.words.length + kept.ignored.length;
      save.disabled = forget.disabled = total === 0;
      setText(byId("personal-count"), total > 0 ? `(${total.toLocaleString("en")})` : "");
      draw();
    },
    /** Shows what was refused of an import, until it is closed or the next import. @param {Refused[]} refused */
    showRefused(refused) {
      const place = byId("words-refused");
      place.replaceChildren();
      if (refused.length === 0) return;
      /** @type {HTMLDetailsElement} */ (byId("personal")).open = true;
      const close = h("button", { type: "button", class: "link" }, "Close");
      close.addEventListener("click", () => place.replaceChildren());
      place.append(h("h3", {}, `Refused: ${plural(refused.length, "entry", "entries")} `, close));
      const list = createPages(place, h("ul", "refused"), ({ entry, reason }) => h("li", {}, `“${entry}” ${reason}`));
      list.show(refused);
    },
    /** Shows what is stored and cannot be used. @param {Unreadable[]} items */
    showUnreadable(items) {
      byId("words-unreadable").replaceChildren(...items.map((item) => renderUnreadable(item, take, discard)));
    },
  };
}

const KEPT = "Kept in this browser only.";
const NOTHING_KEPT = "Words you add or ignore are listed here, and kept in this browser for the next visit.";

/**
 * A list under a heading, hidden where it is empty.
 * @param {HTMLElement} parent @param {string} title @param {(token: string) => void} remove
 */
function createGroup(parent, title, remove) {
  const heading = h("h3", {}, title);
  parent.append(heading);
  const chips = createPages(parent, h("ul", "chips"), (/** @type {string} */ token) => {
    const button = h("button", { type: "button", "aria-label": `Forget ${token}` }, "×");
    button.addEventListener("click", () => remove(token));
    return h("li", "chip", token, button);
  });
  return {
    /** @param {readonly string[]} tokens */
    show(tokens) {
      heading.hidden = tokens.length === 0;
      const focused = chips.focused();
      chips.show(tokens);
      if (focused >= 0) focusNear(parent, chips.list, focused);
    },
  };
}

/** Gives the focus to what stands where the button was that had it. @param {HTMLElement} parent @param {HTMLElement} list @param {number} nth */
function focusNear(parent, list, nth) {
  const row = list.children[Math.min(nth, list.children.length - 1)];
  const next =
    row?.querySelector("button") ?? parent.querySelector(".chip button") ?? byId("personal").querySelector("summary");
  /** @type {HTMLElement | null} */ (next)?.focus();
}

/**
 * A list of which a part is drawn, and more of it on request.
 * @template T
 * @param {HTMLElement} parent
 * @param {HTMLElement} list
 * @param {(item: T) => HTMLElement} render
 */
function createPages(parent, list, render) {
  /** @type {readonly T[]} */
  let items = [];
  let drawn = PAGE;
  const more = h("button", { type: "button", class: "tool" });
  parent.append(list, more);
  more.addEventListener("click", () => {
    const first = list.children.length;
    drawn += PAGE;
    draw(first);
    /** @type {HTMLElement | null} */ (list.children[first]?.querySelector("button") ?? more)?.focus();
  });

  /** @param {number} from the first that is not there yet */
  function draw(from) {
    const fragment = document.createDocumentFragment();
    for (const item of items.slice(from, drawn)) fragment.append(render(item));
    list.append(fragment);
    const rest = items.length - list.children.length;
    list.hidden = items.length === 0;
    more.hidden = rest === 0;
    setText(more, `Show ${Math.min(rest, PAGE)} more of ${rest.toLocaleString("en")}`);
  }
  return {
    list,
    /** The number of the item that has the focus, or -1. */
    focused: () => Array.from(list.children).findIndex((row) => row.contains(document.activeElement)),
    /** @param {readonly T[]} all */
    show(all) {
      items = all;
      list.replaceChildren();
      draw(0);
    },
  };
}

/**
 * @param {Unreadable} item
 * @param {(read: ReturnType<typeof readWords>, failed: string) => void} take
 * @param {(item: Unreadable) => void} discard
 */
function renderUnreadable(item, take, discard) {
  const { raw, problem } = item;
  const actions = {
    "Export as it is": () => download(raw, "text/plain", "unglue-words-unreadable.txt"),
    "Use what can be read": () => take(readWords(raw), "It could not be read"),
    "Delete it": () => discard(item),
  };
  const buttons = Object.entries(actions).map(([name, run]) => {
    const button = h("button", { type: "button", class: "tool" }, name);
    button.addEventListener("click", run);
    return button;
  });
  const rest = raw.length - MAX_RAW;
  const shown = rest > 0 ? `${raw.slice(0, MAX_RAW)}… and ${plural(rest, "character")} more` : raw;
  return h(
    "section",
    { class: "unreadable", "aria-label": "Stored words that could not be read" },
    h("h3", {}, "Stored, but not readable"),
    h("p", {}, `None of it is used, since ${problem}.`),
    h("pre", { tabindex: "0", role: "region", "aria-label": "What is stored" }, shown),
    h("div", "carry", ...buttons),
  );
}

/** @param {File} file @returns {Promise<ReturnType<typeof readWords>>} */
async function readFile(file) {
  if (file.size > MAX_IMPORT_BYTES) return { problem: `it is larger than ${MAX_IMPORT_BYTES / 1e6} MB` };
  try {
    return readWords(decodeWords(new Uint8Array(await file.arrayBuffer())), file.name);
  } catch {
    return { problem: "it could not be read" };
  }
}
