// The list of all that fixes and repairs changed, in the place of the list of what is found, until the writer closes it.

import { EditorView } from "@codemirror/view";
import { checkingOf } from "unglue/codemirror";
import { apply, takeBack } from "./commands.js";
import { byId, gapped, h, replaced, setText } from "./dom.js";
import { classOf, labelOf, plural, toFinding } from "./finding.js";
import { copy } from "./notice.js";
import { BEFORE, REPAIRED } from "./placed.js";
import { placedIn, review, toggled } from "./review.js";

/** @typedef {import("./placed.js").Placed} Placed */
/** @typedef {import("./placed.js").Place} Place */

/** More rows than this are made on request. */
const PAGE = 200;

/** @param {() => EditorView} getView */
export function createReview(getView) {
  const section = byId("review");
  const list = byId("review-list");
  const more = byId("review-more");
  const title = byId("review-title");
  const button = /** @type {HTMLButtonElement} */ (byId("changes"));
  /** @type {Map<Place, Row>} */
  let rows = new Map();
  let shown = PAGE;
  let isOpen = false;

  const placedNow = () => placedIn(getView().state);
  /** @param {Place} place */
  const find = (place) => placedNow().find((placed) => placed.place === place);

  /** @param {Place} place */
  function toggle(place) {
    const view = getView();
    const placed = find(place);
    if (!placed) return;
    const edits = toggled(placed);
    if (placed.status === BEFORE) return apply(view, edits);
    takeBack(view, edits);
    // It is not to be offered again at once.
    const now = find(place);
    if (now) checkingOf(view)?.session.ignoreHere(now);
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

  /** Opens the list, with the focus in its first row, or closes it. @param {boolean} open */
  function setOpen(open) {
    const view = getView();
    isOpen = open;
    shown = PAGE;
    view.dom.parentElement?.classList.toggle("show-changes", open);
    button.setAttribute("aria-pressed", String(open));
    draw();
    count(view.state);
    if (open) buttonOf(list.firstElementChild)?.focus();
    else view.focus();
  }

  button.addEventListener("click", () => setOpen(!isOpen));
  byId("review-end").addEventListener("click", () => setOpen(false));
  byId("review-copy").addEventListener("click", () => copy(written(getView().state), "The list is copied."));
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
    else if (event.key === "Escape") setOpen(false);
    else return;
    event.preventDefault();
  });

  /** @param {Element} element */
  const rowOf = (element) => [...rows.values()].find((row) => row.element === element);

  function draw() {
    const placed = isOpen ? placedNow() : [];
    section.hidden = !isOpen;
    section.parentElement?.classList.toggle("reviewing", isOpen);
    const old = rows;
    rows = new Map();
    for (const one of placed.slice(0, shown)) {
      const row = old.get(one.place) ?? createRow(one.place, { toggle, show });
      row.setStatus(one.status);
      rows.set(one.place, row);
    }
    if (rows.size !== list.children.length || [...rows.keys()].some((place) => !old.has(place)))
      list.replaceChildren(...Array.from(rows.values(), ({ element }) => element));
    const rest = placed.length - rows.size;
    more.hidden = rest <= 0;
    setText(more, `Show ${Math.min(rest, PAGE)} more of ${rest}`);
  }

  /** Says at how many places the text is changed. @param {import("@codemirror/state").EditorState} state */
  function count(state) {
    const changed = state.field(review).repaired;
    button.disabled = changed === 0 && !isOpen;
    setText(button, changed === 0 ? "Changes" : `Changes (${changed.toLocaleString("en")})`);
    setText(title, `${plural(changed, "place")} changed`);
  }

  return {
    begin: () => setOpen(true),
    /** Follows the text. @param {import("@codemirror/view").ViewUpdate} update */
    update({ state, startState }) {
      if (state.field(review) === startState.field(review)) return;
      count(state);
      if (!isOpen) return;
      // Another text: there is nothing left to look through.
      const isOver = placedIn(state)
        .slice(0, shown)
        .every(({ status }) => status === undefined);
      if (isOver) queueMicrotask(() => isOpen && setOpen(false));
      else draw();
    },
  };
}

/** What is changed, for a letter to whom the text came from: a line each. @param {import("@codemirror/state").EditorState} state */
function written(state) {
  const lines = placedIn(state).flatMap(({ place: { repair }, from, status }) => {
    if (status !== REPAIRED) return [];
    const { token, rule, suggestions } = repair;
    return `Line ${state.doc.lineAt(from).number}: “${token.trim()}” → “${suggestions[0].text.trim()}” (${labelOf(rule)})`;
  });
  return `${lines.join("\n")}\n`;
}

/** @typedef {ReturnType<typeof createRow>} Row */

/** @param {Element | null | undefined} row @returns {HTMLElement | null | undefined} */
const buttonOf = (row) => row?.querySelector("button");

/**
 * @param {Place} place
 * @param {{ toggle: (place: Place) => void, show: (place: Place) => void }} on
 */
function createRow(place, on) {
  const { rule, repair, token } = toFinding({ ...place.repair, message: "", confidence: 1 });
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
