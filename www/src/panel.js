// The list of what was found, in the order of the text.

import { createChoice } from "./choice.js";
import { byId, gapped, h, replaced, setText } from "./dom.js";
import { classOf, labelOf, percent, places, toFinding } from "./finding.js";

/** More rows than this are made on request: a text with thousands of faults must not slow the typing down. */
const PAGE = 200;
/** Long enough for the count not to be read aloud at every key. */
const ANNOUNCE_MS = 900;

/** @typedef {import("unglue/worker").Mark} Mark */

/**
 * @param {object} on
 * @param {(mark: Mark) => void} on.jump
 * @param {(mark: Mark) => void} on.fix
 * @param {() => void} on.empty when the row with the focus was the last
 * @param {() => void} on.level the checker has to be more or less sure of what is shown
 * @param {(rule: string) => boolean} on.isOn whether a rule is looked for
 */
export function createPanel(on) {
  const list = byId("list");
  const count = byId("count");
  const state = byId("state");
  const summary = byId("summary");
  const more = byId("more");
  const fixAll = /** @type {HTMLButtonElement} */ (byId("fix-all"));
  const choice = createChoice({ rule: () => showListed(), level: on.level, isOn: on.isOn });
  /** @type {Map<Mark, Row>} one that stays keeps its row, and so its focus */
  let rows = new Map();
  /** @type {readonly Mark[]} */
  let found = [];
  /** @type {readonly Mark[]} those of the kind that is chosen */
  let listed = [];
  let shown = PAGE;
  let announced = -1;
  /** @type {Mark | undefined} */
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
    rows = new Map(listed.slice(0, shown).map((mark) => [mark, old.get(mark) ?? createRow(mark, on)]));
    for (const [mark, row] of old) if (!rows.has(mark)) row.element.remove();
    // Only what moved is touched: a row that is put in again loses the focus.
    let next = list.firstElementChild;
    for (const { element } of rows.values()) {
      if (element === next) next = next.nextElementSibling;
      else list.insertBefore(element, next);
    }
    if (current) rows.get(current)?.setCurrent(true);
    const rest = listed.length - rows.size;
    more.hidden = rest <= 0;
    setText(more, `Show ${Math.min(rest, PAGE)} more of ${rest}`);
    if (hadFocus >= 0 && !list.contains(document.activeElement)) focusRow(Math.min(hadFocus, rows.size - 1));
  }

  /** @param {number} nth */
  function focusRow(nth) {
    if (nth < 0) return on.empty();
    /** @type {HTMLElement | null} */ (list.children[nth].querySelector(".fix"))?.focus();
  }

  function showListed() {
    listed = found.filter(choice.listing());
    if (listed.length === 0) shown = PAGE;
    setText(count, listed.length.toLocaleString("en"));
    count.hidden = listed.length === 0;
    fixAll.disabled = listed.length === 0;
    setText(fixAll, listed.length === 0 ? "Fix all" : `Fix all ${listed.length.toLocaleString("en")}`);
    draw();
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      if (announced === listed.length) return;
      announced = listed.length;
      summary.textContent = listed.length === 0 ? "No space is wrong." : `Spaces: ${places(listed.length)}.`;
    }, ANNOUNCE_MS);
  }

  return {
    /** @param {readonly Mark[]} known what is known of the text */
    showFound(known) {
      found = known;
      choice.showFound(found);
      showListed();
    },
    showChoice: choice.show,
    listing: choice.listing,
    level: choice.level,
    /** What to say in place of a list, or nothing. @param {string} text */
    showState(text) {
      setText(state, text);
      state.hidden = text === "";
    },
    /** Marks the row of what the caret is in. @param {Mark | undefined} now */
    showCurrent(now) {
      if (current && current !== now) rows.get(current)?.setCurrent(false);
      if (now) rows.get(now)?.setCurrent(true);
      // A tooltip that opens is not read aloud by itself.
      if (now && now !== current) summary.textContent = `${now.message} ${percent(now.confidence)} sure.`;
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
 * @param {Mark} mark
 * @param {{ jump: (mark: Mark) => void, fix: (mark: Mark) => void }} on
 */
function createRow(mark, on) {
  const { rule, repair, token, confidence } = toFinding(mark);
  const jump = h(
    "button",
    { type: "button", class: "jump" },
    h("span", "change", replaced(token, repair.gone), gapped(repair.text, repair.gaps)),
    h("span", "row-meta", h("span", "rule", labelOf(rule)), h("span", "sure", `${percent(confidence)} sure`)),
  );
  const fix = h("button", { type: "button", class: "fix", "aria-label": `Fix ${token}` }, "Fix");
  const element = h("li", `row ${classOf(rule)}`, jump, fix);
  jump.addEventListener("click", () => on.jump(mark));
  fix.addEventListener("click", () => on.fix(mark));
  return {
    element,
    /** @param {boolean} is */
    setCurrent(is) {
      if (is) element.setAttribute("aria-current", "true");
      else element.removeAttribute("aria-current");
    },
  };
}
