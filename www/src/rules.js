// Which rules are on: the usual ones, unless the writer chooses others. Kept between visits, as what differs from the usual, so
// that rules which come with a new version are on or off as they are meant to be.

import { RULES } from "unglue/rules";
import { byId, h, setText } from "./dom.js";

const KEY = "unglue.rules";

/** @typedef {import("unglue").Rule} Rule */

/** @param {(told: string) => void} onChange others are on from now on */
export function createRules(onChange) {
  const list = byId("rules-list");
  const usual = /** @type {HTMLButtonElement} */ (byId("rules-usual"));
  const differing = read();
  /** @param {{ name: Rule, isDefault: boolean }} rule */
  const isOn = ({ name, isDefault }) => isDefault !== differing.has(name);
  const boxes = RULES.map((rule) => {
    const box = h("input", { type: "checkbox" });
    box.addEventListener("change", () => {
      if (box.checked === rule.isDefault) differing.delete(rule.name);
      else differing.add(rule.name);
      change(`“${rule.label}” is ${box.checked ? "looked for from now on" : "not looked for any more"}.`);
    });
    const [example] = rule.faults;
    list.append(h("li", {}, h("label", { class: "switch", title: example }, box, h("span", {}, rule.label))));
    return { rule, box };
  });
  usual.addEventListener("click", () => {
    differing.clear();
    change("The usual rules are on.");
    byId("rules").querySelector("summary")?.focus();
  });
  show();

  /** @param {string} told */
  function change(told) {
    try {
      if (differing.size === 0) localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, JSON.stringify([...differing]));
    } catch {
      // No storage: it lasts as long as the page.
    }
    show();
    onChange(told);
  }

  function show() {
    for (const { rule, box } of boxes) box.checked = isOn(rule);
    usual.disabled = differing.size === 0;
    const on = RULES.filter(isOn).length;
    setText(byId("rules-count"), differing.size === 0 ? "" : `(${on} of ${RULES.length})`);
  }

  return {
    /** What a checker is to be made with: nothing where the usual rules are on. @returns {Rule[] | undefined} */
    get chosen() {
      return differing.size === 0 ? undefined : RULES.filter(isOn).map(({ name }) => name);
    },
    /** @param {string} name */
    isOn: (name) => RULES.some((rule) => rule.name === name && isOn(rule)),
  };
}

/** The rules that are on or off otherwise than usual. @returns {Set<Rule>} */
function read() {
  try {
    const stored = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return new Set(RULES.map(({ name }) => name).filter((name) => Array.isArray(stored) && stored.includes(name)));
  } catch {
    // No storage, or not what this page has stored.
    return new Set();
  }
}
