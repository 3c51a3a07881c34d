// The reader's own words and what they ignored, kept between visits in this browser.

const KEY = "unglue.personal";

/** @typedef {import("unglue").Personal} Personal */

/** What is stored and could not be used. @type {string | null} */
let unusable = null;

/** Of the files that this page exports. It grows when an older page could not read them any more. */
const VERSION = 1;
/** Bytes: some hundred thousand words. What a browser keeps is not much more. */
export const MAX_IMPORT_BYTES = 1_000_000;

/** @param {Personal} personal @returns {string} what is exported */
export function writePersonal({ words, ignored }) {
  return JSON.stringify({ version: VERSION, words, ignored }, null, 2);
}

/**
 * Reads what this page has written, or says what is wrong with it. Nothing is taken over but lists of strings.
 * @param {string} json
 * @returns {{ personal: Personal } | { problem: string }}
 */
export function readPersonal(json) {
  let value;
  try {
    value = JSON.parse(json);
  } catch {
    return { problem: "it is not JSON" };
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return { problem: "it has no “words” and “ignored”" };
  const { version = VERSION, words, ignored } = value;
  if (version !== VERSION) {
    return { problem: `it is of version ${String(JSON.stringify(version)).slice(0, 20)}, and this page reads version ${VERSION}` };
  }
  for (const [name, list] of Object.entries({ words, ignored })) {
    if (!Array.isArray(list)) return { problem: `its “${name}” are no list` };
    const wrong = list.findIndex((token) => typeof token !== "string" || token === "");
    if (wrong >= 0) return { problem: `entry ${wrong + 1} of its “${name}” is no word` };
  }
  return { personal: { words, ignored } };
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
      const read = readPersonal(stored);
      if ("personal" in read) {
        await use(read.personal);
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
