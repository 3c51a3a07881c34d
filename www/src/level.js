// How sure the checker has to be of what is shown: three settings by name, or a number. Kept between visits.

import { byId, h, setText } from "./dom.js";
import { LEVELS } from "./levels.js";

const KEY = "unglue.level";

const EXACT = "exact";
/** @typedef {keyof typeof LEVELS} Name */

/** A number in percent means what is shown as this number: 79.5 is. @param {number} percent */
const leastOf = (percent) => (percent - 0.5) / 100;

/** @param {() => void} onChange */
export function createLevel(onChange) {
  const select = /** @type {HTMLSelectElement} */ (byId("level"));
  const exact = byId("exact");
  const number = /** @type {HTMLInputElement} */ (byId("sure"));
  const options = Object.entries(LEVELS).map(([name, { label, least }]) => ({
    least,
    label,
    element: h("option", { value: name }, label),
  }));
  for (const { element } of options) select.append(element);
  select.append(h("option", { value: EXACT }, "A number"));

  /** Asked for at every mark of a text, so it is not read from the form each time. */
  let least = 0;
  const readLeast = () => {
    least = LEVELS[/** @type {Name} */ (select.value)]?.least ?? leastOf(number.valueAsNumber);
  };
  read();
  readLeast();
  select.addEventListener("change", () => {
    const { least } = LEVELS[/** @type {Name} */ (select.value)] ?? {};
    if (least === undefined) number.focus();
    else number.value = String(Math.round(least * 100));
    change();
  });
  number.addEventListener("change", () => {
    if (!number.checkValidity() || number.value === "") number.value = String(clamped(number));
    change();
  });

  function change() {
    readLeast();
    exact.hidden = select.value !== EXACT;
    if (!exact.hidden && document.activeElement === select) number.focus();
    try {
      localStorage.setItem(KEY, select.value === EXACT ? number.value : select.value);
    } catch {
      // No storage: it lasts as long as the page.
    }
    onChange();
  }

  function read() {
    let stored = null;
    try {
      stored = localStorage.getItem(KEY);
    } catch {
      // No storage.
    }
    select.value = stored !== null && Object.hasOwn(LEVELS, stored) ? stored : "likely";
    if (stored !== null && /^\d+$/.test(stored)) {
      number.value = stored;
      number.value = String(clamped(number));
      select.value = EXACT;
    }
    exact.hidden = select.value !== EXACT;
  }

  return {
    /** The least confidence of what is shown. */
    get least() {
      return least;
    },
    /** The least that can be chosen. */
    floor: leastOf(Number(number.min)),
    /** Shows how many there are at each level. @param {readonly { confidence: number }[]} found */
    showFound(found) {
      for (const { least, label, element } of options) {
        const count = found.filter(({ confidence }) => confidence >= least).length;
        setText(element, `${label} (${count.toLocaleString("en")})`);
      }
    },
  };
}

/** @param {HTMLInputElement} number */
function clamped({ value, min, max }) {
  return Math.min(Number(max), Math.max(Number(min), Math.round(Number(value) || 80)));
}
