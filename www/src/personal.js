// The reader's own words and what they ignored, kept between visits in this browser.

import { readWords } from "./word-file.js";

const KEY = "unglue.personal";
/** Where that is kept which could not be read; a number follows where there is more than one. */
const ASIDE = `${KEY}.unreadable`;

/** @typedef {import("unglue").Personal} Personal */
/**
 * Something that is stored and cannot be used.
 * @typedef {{ key: string, raw: string, problem: string, isCurrent: boolean }} Unreadable `isCurrent`: it stands in the place of the words
 */

/** What stands at KEY and cannot be used. @type {Unreadable | null} */
let unusable = null;
/** What stood at KEY when this tab read or wrote it last. @type {string | null} */
let seen = null;

/** Returns whether another tab has changed what is kept since this one read or wrote it. */
export function hasChangedElsewhere() {
  try {
    return localStorage.getItem(KEY) !== seen;
  } catch {
    return false;
  }
}

/**
 * Hands what is kept to `use`, or nothing where nothing is kept. What cannot be used stays stored as it is.
 * @param {(personal: Personal) => Promise<void>} use refuses where a word is none
 * @returns {Promise<"read" | "unreadable" | "no storage">}
 */
export async function loadPersonal(use) {
  unusable = null;
  let raw = null;
  let storage = true;
  try {
    raw = seen = localStorage.getItem(KEY);
  } catch {
    storage = false;
  }
  const problem = raw === null ? undefined : await tryToUse(raw, use);
  if (raw !== null && problem === undefined) return "read";
  await use({ words: [], ignored: [] });
  if (raw !== null && problem !== undefined) unusable = { key: KEY, raw, problem, isCurrent: true };
  if (unusable) return "unreadable";
  return storage ? "read" : "no storage";
}

/** Returns what is wrong with what is stored, or undefined once it is used. @param {string} raw @param {(personal: Personal) => Promise<void>} use */
async function tryToUse(raw, use) {
  const read = readStored(raw);
  if ("problem" in read) return read.problem;
  try {
    return void (await use(read.personal));
  } catch (error) {
    return `the checker says: ${/** @type {Error} */ (error).message}`;
  }
}

/** As an export, where a single wrong entry makes it wrong: this page has never stored one. @param {string} stored */
function readStored(stored) {
  const read = readWords(stored, "stored.json");
  if ("problem" in read || read.refused.length === 0) return read;
  const [{ entry, reason }] = read.refused;
  return { problem: `“${entry}” ${reason}` };
}

/**
 * Keeps what the checker has taken. Where that fails, what was kept before stays. What could not be used is not written
 * over: it moves aside first.
 * @param {Personal} personal
 * @returns {"kept" | "full" | "no storage"}
 */
export function savePersonal(personal) {
  let aside = null;
  try {
    if (unusable !== null) {
      aside = freeKey();
      localStorage.setItem(aside, unusable.raw);
    }
    const raw = JSON.stringify(personal);
    localStorage.setItem(KEY, raw);
    seen = raw;
    unusable = null;
    return "kept";
  } catch (error) {
    // It still stands where it was.
    if (aside !== null) localStorage.removeItem(aside);
    return error instanceof DOMException && error.name === "QuotaExceededError" ? "full" : "no storage";
  }
}

function freeKey() {
  let key = ASIDE;
  for (let nth = 2; localStorage.getItem(key) !== null; nth++) key = `${ASIDE}.${nth}`;
  return key;
}

/** What is stored and cannot be used, also what moved aside in former visits. @returns {Unreadable[]} */
export function unreadable() {
  /** @type {Unreadable[]} */
  const found = unusable ? [unusable] : [];
  try {
    for (const key of Object.keys(localStorage).sort()) {
      if (key !== ASIDE && !key.startsWith(`${ASIDE}.`)) continue;
      const raw = localStorage.getItem(key) ?? "";
      const read = readStored(raw);
      found.push({ key, raw, problem: "problem" in read ? read.problem : "the checker refused it", isCurrent: false });
    }
  } catch {
    // No storage.
  }
  return found;
}

/** Deletes something that cannot be used. Returns a function that puts it back. @param {Unreadable} item */
export function discard(item) {
  localStorage.removeItem(item.key);
  if (unusable?.key === item.key) unusable = null;
  return () => localStorage.setItem(item.key === KEY ? freeKey() : item.key, item.raw);
}

/** Calls back when another tab has changed what is kept. @param {() => void} callback */
export function onPersonalElsewhere(callback) {
  addEventListener("storage", (event) => {
    // A null key: everything was cleared.
    if (event.key === KEY || event.key === null) callback();
  });
}
