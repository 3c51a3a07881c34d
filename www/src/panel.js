// The list of what was found, in the order of the text.

import { byId, gapped, h } from "./dom.js";
import { classOf, labelOf, percent, places } from "./finding.js";

/** More rows than this are made on request: a text with thousands of faults must not slow the typing down. */
const PAGE = 200;
/** Long enough for the count not to be read aloud at every key. */
const ANNOUNCE_MS = 900;

/** @typedef {{ mark: import("./lint.js").Mark, from: number, to: number }} Found */

/**
 * @param {object} on
 * @param {(mark: import("./lint.js").Mark) => void} on.jump
 * @param {(mark: import("./lint.js").Mark) => void} on.fix
 * @param {() => void} on.empty when the row with the focus was the last
 */
export function createPanel(on) {
  const list = byId("list");
  const count = byId("count");
  const state = byId("state");
  const summary = byId("summary");
  const more = byId("more");
  const fixAll = /** @type {HTMLButtonElement} */ (byId("fix-all"));
  /** @type {Map<string, Row>} rows by what they show, so that one that stays keeps its focus */
  let rows = new Map();
  /** @type {Found[]} */
  let found = [];
  let shown = PAGE;
  let announced = -1;
  /** @type {import("./lint.js").Mark | undefined} */
  let current;
  let timer = 0;

  more.addEventListener("click", () => {
    const first = list.children.length;
    shown += PAGE;
    draw();
    /** @type {HTMLElement | null | undefined} */ (list.children[first]?.querySelector("button"))?.focus();
  });
  list.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const row = document.activeElement?.closest("li");
    if (!step || !row) return;
    event.preventDefault();
    const next = step > 0 ? row.nextElementSibling : row.previousElementSibling;
    /** @type {HTMLElement | null | undefined} */ (next?.querySelector("button"))?.focus();
  });

  function draw() {
    const hadFocus = [...list.children].findIndex((row) => row.contains(document.activeElement));
    const old = rows;
    rows = new Map();
    const seen = new Map();
    for (const { mark } of found.slice(0, shown)) {
      const { token, repairs } = mark.finding;
      const nth = seen.get(token) ?? 0;
      seen.set(token, nth + 1);
      const key = `${token} ${repairs[0].text} ${nth}`;
      const row = old.get(key) ?? createRow(mark, on);
      row.show(mark);
      rows.set(key, row);
    }
    const elements = [...rows.values()].map((row) => row.element);
    // Only what moved is touched: a row that is put in again loses the focus.
    if (elements.length !== list.children.length || elements.some((row, nth) => list.children[nth] !== row)) {
      for (const row of [...list.children]) if (!elements.includes(/** @type {any} */ (row))) row.remove();
      elements.forEach((row, nth) => list.children[nth] !== row && list.insertBefore(row, list.children[nth] ?? null));
    }
    const rest = found.length - elements.length;
    more.hidden = rest <= 0;
    more.textContent = `Show ${Math.min(rest, PAGE)} more of ${rest}`;
    if (hadFocus >= 0 && !list.contains(document.activeElement)) focusRow(Math.min(hadFocus, elements.length - 1));
  }

  /** @param {number} nth */
  function focusRow(nth) {
    if (nth < 0) return on.empty();
    /** @type {HTMLElement | null} */ (list.children[nth].querySelector(".fix"))?.focus();
  }

  return {
    /** @param {Found[]} now */
    showFound(now) {
      found = now;
      if (found.length === 0) shown = PAGE;
      count.textContent = found.length.toLocaleString("en");
      count.hidden = found.length === 0;
      fixAll.disabled = found.length === 0;
      fixAll.textContent = found.length === 0 ? "Fix all" : `Fix all ${count.textContent}`;
      draw();
      clearTimeout(timer);
      timer = window.setTimeout(() => {
        if (announced === found.length) return;
        announced = found.length;
        summary.textContent = found.length === 0 ? "No missing spaces." : `Missing spaces: ${places(found.length)}.`;
      }, ANNOUNCE_MS);
    },
    /** What to say in place of a list, or nothing. @param {string} text */
    showState(text) {
      if (state.textContent !== text) state.textContent = text;
      state.hidden = text === "";
    },
    /** Marks the row of what the caret is in. @param {import("./lint.js").Mark | undefined} now */
    showCurrent(now) {
      for (const row of rows.values()) row.setCurrent(row.mark === now);
      // A tooltip that opens is not read aloud by itself.
      if (now && now !== current) summary.textContent = `${now.message} ${percent(now.finding.confidence)} sure.`;
      current = now;
    },
    focus() {
      if (list.children.length > 0) /** @type {HTMLElement} */ (list.children[0].querySelector("button")).focus();
      return list.children.length > 0;
    },
  };
}

/** @typedef {ReturnType<typeof createRow>} Row */

/**
 * @param {import("./lint.js").Mark} first
 * @param {{ jump: (mark: import("./lint.js").Mark) => void, fix: (mark: import("./lint.js").Mark) => void }} on
 */
function createRow(first, on) {
  const { rule, repairs, token } = first.finding;
  const sure = h("span", "sure");
  const jump = h(
    "button",
    { type: "button", class: "jump" },
    gapped(repairs[0].text, repairs[0].gaps),
    h("span", "row-meta", h("span", "rule", labelOf(rule)), sure),
  );
  const fix = h("button", { type: "button", class: "fix", "aria-label": `Fix ${token}` }, "Fix");
  const row = {
    element: h("li", `row ${classOf(rule)}`, jump, fix),
    mark: first,
    /** @param {import("./lint.js").Mark} mark */
    show(mark) {
      row.mark = mark;
      sure.textContent = `${percent(mark.finding.confidence)} sure`;
    },
    /** @param {boolean} is */
    setCurrent(is) {
      if (is === row.element.hasAttribute("aria-current")) return;
      if (is) row.element.setAttribute("aria-current", "true");
      else row.element.removeAttribute("aria-current");
    },
  };
  jump.addEventListener("click", () => on.jump(row.mark));
  fix.addEventListener("click", () => on.fix(row.mark));
  return row;
}
