// What was not stored yet when the page went. Browsers give up a transaction of IndexedDB that a page begins when it goes, so
// it waits in localStorage, which is done at once, and is stored by the next page.

/** @typedef {import("./store.js").DraftRecord} DraftRecord */

const PREFIX = "unglue.leaving ";
/** Code units: browsers take some five million. What is larger was hardly typed within the last second. */
const MOST = 2_000_000;

/** @param {DraftRecord} record of a draft whose text is one part @param {string} text */
export function leaveDraft(record, text) {
  if (text.length > MOST) return;
  try {
    localStorage.setItem(PREFIX + record.id, JSON.stringify({ ...record, others: [...record.others], text }));
  } catch {
    // No room, or no storage: the last second is lost.
  }
}

/** @param {string} id */
export function dropLeft(id) {
  try {
    localStorage.removeItem(PREFIX + id);
  } catch {
    // Nothing is stored.
  }
}

/** The drafts of which something was left. @returns {string[]} */
export function leftDrafts() {
  try {
    return Object.keys(localStorage).flatMap((key) => (key.startsWith(PREFIX) ? [key.slice(PREFIX.length)] : []));
  } catch {
    return [];
  }
}

/** @param {string} id @returns {{ record: DraftRecord, text: string } | null} null where nothing was left, or nothing that can be read */
export function readLeft(id) {
  try {
    const { text, ...record } = JSON.parse(localStorage.getItem(PREFIX + id) ?? "null");
    return typeof text === "string"
      ? { text, record: { ...record, id, others: Uint32Array.from(record.others) } }
      : null;
  } catch {
    return null;
  }
}
