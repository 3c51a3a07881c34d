// Which draft is this tab's. Only the tab that holds a draft writes to it: the Web Locks of a browser say who lives.

const KEY = "unglue.draft";

/** @param {string} id */
const lockOf = (id) => `unglue draft ${id}`;

/** Lets go what is held. @type {() => void} */
let release = () => {};

/** The draft of this tab before it was loaded anew; null in a new one. */
export function rememberedDraft() {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** @param {string} id */
function remember(id) {
  try {
    sessionStorage.setItem(KEY, id);
  } catch {
    // A reload then starts as a new tab does.
  }
}

/**
 * Makes a draft this tab's own, in the place of the one it had.
 * @param {string} id
 * @param {number} [patienceMs] how long to wait for a tab that is just going
 * @returns {Promise<boolean>} false where it is another tab's
 */
export function holdDraft(id, patienceMs = 0) {
  // Without locks (a page without https) nobody knows which tabs live, so no draft is ever taken over.
  if (!navigator.locks) return Promise.resolve(false);
  const options = patienceMs > 0 ? { signal: AbortSignal.timeout(patienceMs) } : { ifAvailable: true };
  return new Promise((resolve) => {
    navigator.locks
      .request(lockOf(id), options, (lock) => {
        if (!lock) return resolve(false);
        releaseDraft();
        remember(id);
        resolve(true);
        return new Promise((done) => (release = () => done(undefined)));
      })
      .catch(() => resolve(false));
  });
}

/** A draft that nobody else has. */
export async function holdNewDraft() {
  // `crypto.randomUUID` exists only with https.
  const id = Array.from(crypto.getRandomValues(new Uint32Array(4)), (number) => number.toString(36)).join("-");
  if (!(await holdDraft(id))) remember(id);
  return id;
}

/** The page is put away, and others may take its draft. */
export function releaseDraft() {
  release();
  release = () => {};
}

/** The drafts of the tabs that are open. @returns {Promise<Set<string>>} */
export async function draftsInTabs() {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  const prefix = lockOf("");
  return new Set(held.flatMap(({ name = "" }) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : [])));
}

/**
 * Does something with a draft that is no tab's.
 * @param {string} id
 * @param {() => Promise<void>} act
 * @returns {Promise<boolean>} false where it is another tab's
 */
export async function withFreeDraft(id, act) {
  if (!navigator.locks) return act().then(() => true);
  return navigator.locks.request(lockOf(id), { ifAvailable: true }, async (lock) => {
    if (lock) await act();
    return lock !== null;
  });
}
