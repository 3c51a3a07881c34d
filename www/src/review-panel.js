// The list of what a repair did, in the place of the list of what is found, until the writer has looked through it.

import { EditorView } from "@codemirror/view";
import { apply, takeBack } from "./commands.js";
import { byId, gapped, h, replaced, setText } from "./dom.js";
import { classOf, labelOf, plural, toFinding } from "./finding.js";
import { BEFORE, REPAIRED, review, reviewed, statusOf, toggled } from "./review.js";

/** @typedef {import("./review.js").Placed} Placed */
/** @typedef {import("./review.js").Place} Place */

/** More rows than this are made on request. */
const PAGE = 200;

/** @param {() => EditorView} getView */
export function createReview(getView) {
  const section = byId("review");
  const list = byId("review-list");
  const more = byId("review-more");
  const title = byId("review-title");
  /** @type {Map<Place, Row>} */
  let rows = new Map();
  let shown = PAGE;

  const placedNow = () => getView().state.field(review);
  /** @param {Place} place */
  const find = (place) => placedNow().find((placed) => placed.place === place);

  /** @param {Place} place */
  function toggle(place) {
    const view = getView();
    const placed = find(place);
    if (!placed) return;
    const isRepaired = statusOf(view.state, placed) === REPAIRED;
    const edits = toggled(view.state, placed);
    if (isRepaired) takeBack(view, edits);
    else apply(view, edits);
  }

  /** Shows a place in the text, and leaves the focus in the list. @param {Place} place */
  function show(place) {
    const placed = find(place);
    if (!placed) return;
    getView().dispatch({
      selection: { anchor: placed.from, head: placed.to },
      effects: EditorView.scrollIntoView(placed.from, { y: "center" }),
      userEvent: "select",
    });
  }

  function end() {
    const view = getView();
    if (placedNow().length > 0) view.dispatch({ effects: reviewed.of([]) });
    view.focus();
  }

  byId("review-end").addEventListener("click", end);
  more.addEventListener("click", () => {
    const first = list.children.length;
    shown += PAGE;
    draw();
    buttonOf(list.children[first])?.focus();
  });
  list.addEventListener("keydown", (event) => {
    const row = document.activeElement?.closest("li");
    if (!row) return;
    const next = { ArrowDown: row.nextElementSibling, ArrowUp: row.previousElementSibling }[event.key];
    if (next !== undefined) buttonOf(next)?.focus();
    else if (event.key === "Delete" || event.key === "Backspace") rowOf(row)?.toggle.click();
    else if (event.key === "Escape") end();
    else return;
    event.preventDefault();
  });

  /** @param {Element} element */
  const rowOf = (element) => [...rows.values()].find((row) => row.element === element);

  function draw() {
    const { state } = getView();
    const placed = placedNow();
    const isOn = placed.length > 0;
    section.hidden = !isOn;
    section.parentElement?.classList.toggle("reviewing", isOn);
    const old = rows;
    rows = new Map();
    for (const one of placed.slice(0, shown)) {
      const row = old.get(one.place) ?? createRow(one.place, { toggle, show });
      row.setStatus(statusOf(state, one));
      rows.set(one.place, row);
    }
    if (rows.size !== list.children.length || [...rows.keys()].some((place) => !old.has(place)))
      list.replaceChildren(...Array.from(rows.values(), ({ element }) => element));
    setText(title, `Repaired ${plural(placed.length, "place")}`);
    const rest = placed.length - rows.size;
    more.hidden = rest <= 0;
    setText(more, `Show ${Math.min(rest, PAGE)} more of ${rest}`);
  }

  return {
    /** Begins with the first place. */
    begin() {
      shown = PAGE;
      draw();
      buttonOf(list.firstElementChild)?.focus();
    },
    /** Follows the text. @param {import("@codemirror/view").ViewUpdate} update */
    update({ state, startState }) {
      const placed = state.field(review);
      if (placed === startState.field(review)) return;
      // Another text: there is nothing left to look through.
      const isOver = placed.slice(0, shown).every((one) => statusOf(state, one) === undefined);
      if (placed.length > 0 && isOver) queueMicrotask(end);
      else draw();
    },
  };
}

/** @typedef {ReturnType<typeof createRow>} Row */

/** @param {Element | null | undefined} row @returns {HTMLElement | null | undefined} */
const buttonOf = (row) => row?.querySelector("button");

/**
 * @param {Place} place
 * @param {{ toggle: (place: Place) => void, show: (place: Place) => void }} on
 */
function createRow(place, on) {
  const { rule, repair, token } = toFinding(place.repair);
  const status = h("span", "sure");
  const jump = h(
    "button",
    { type: "button", class: "jump" },
    h("span", "change", replaced(token, repair.gone), gapped(repair.text, repair.gaps)),
    h("span", "row-meta", h("span", "rule", labelOf(rule)), status),
  );
  const toggle = h("button", { type: "button", class: "fix" });
  const element = h("li", `row ${classOf(rule)}`, jump, toggle);
  jump.addEventListener("focus", () => on.show(place));
  jump.addEventListener("click", () => on.show(place));
  toggle.addEventListener("click", () => on.toggle(place));
  return {
    element,
    toggle,
    /** @param {string | undefined} now */
    setStatus(now) {
      element.classList.toggle("taken-back", now === BEFORE);
      setText(status, now === REPAIRED ? "" : now === BEFORE ? "Taken back" : "Changed since");
      const label = now === BEFORE ? "Repair" : "Take back";
      setText(toggle, label);
      toggle.setAttribute("aria-label", `${label}: ${repair.text.trim()}`);
      toggle.hidden = now === undefined;
    },
  };
}
