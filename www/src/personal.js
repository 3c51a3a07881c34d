// The reader's own words and what they ignored, kept between visits in this browser.

const KEY = "unglue.personal";

/** @typedef {import("unglue").Personal} Personal */

/** What is stored and could not be used. @type {string | null} */
let unusable = null;

/** @param {string} stored @returns {Personal | null} null where it is not what this page writes */
export function parsePersonal(stored) {
  try {
    const { words, ignored } = JSON.parse(stored);
    /** @param {unknown} list */
    const isTokens = (list) => Array.isArray(list) && list.every((token) => typeof token === "string" && token !== "");
    return isTokens(words) && isTokens(ignored) ? { words, ignored } : null;
  } catch {
    return null;
  }
}

/**
 * Hands what is kept to `use`, or nothing where nothing is kept. What cannot be used stays stored as it is.
 * @param {(personal: Personal) => Promise<void>} use refuses where a word is none
 * @returns {Promise<"read" | "unreadable" | "no storage">}
 */
export async function loadPersonal(use) {
  let stored = null;
  let result = /** @type {"read" | "unreadable" | "no storage"} */ ("read");
  try {
    stored = localStorage.getItem(KEY);
  } catch {
    result = "no storage";
  }
  unusable = null;
  if (stored !== null) {
    try {
      const personal = parsePersonal(stored);
      if (personal) {
        await use(personal);
        return result;
      }
    } catch {
      // Told below.
    }
    unusable = stored;
    result = "unreadable";
  }
  await use({ words: [], ignored: [] });
  return result;
}

/**
 * Returns false where the browser keeps nothing. What could not be used is not written over: it moves aside first.
 * @param {Personal} personal
 */
export function savePersonal(personal) {
  try {
    if (unusable !== null) setAside(unusable);
    unusable = null;
    localStorage.setItem(KEY, JSON.stringify(personal));
    return true;
  } catch {
    return false;
  }
}

/** @param {string} stored */
function setAside(stored) {
  let name = `${KEY}.unreadable`;
  for (let nth = 2; localStorage.getItem(name) !== null; nth++) name = `${KEY}.unreadable.${nth}`;
  localStorage.setItem(name, stored);
}

/** Calls back when another tab has changed what is kept. @param {() => void} callback */
export function onPersonalElsewhere(callback) {
  addEventListener("storage", (event) => {
    // A null key: everything was cleared.
    if (event.key === KEY || event.key === null) callback();
  });
}
