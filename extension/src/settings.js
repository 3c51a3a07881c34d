// What the writer has set, and the personal words: in the browser's own storage, for all parts of the extension.

import { RULES } from "unglue/rules";
import { LEVELS } from "../../www/src/levels.js";

/** @import { Personal, Rule } from "unglue" */

/**
 * @typedef {object} Settings
 * @property {keyof typeof LEVELS} level how sure the checker has to be
 * @property {Partial<Record<Rule, boolean>>} rules those that are switched, on or off
 * @property {boolean} checksPastes whether the repair of what was pasted is offered
 * @property {string[]} off the hosts of sites that are left alone
 * @property {boolean} isSynced whether personal words follow the writer to other devices
 */

/** @type {Settings} */
const DEFAULTS = { level: "likely", rules: {}, checksPastes: true, off: [], isSynced: false };
const SETTINGS = "settings";
/** Personal words stand in items of so many bytes at most: browsers take 8,192 for one that is synchronised. */
const PART = "personal.";
const PART_BYTES = 6_000;

/** @returns {Promise<Settings>} */
export async function readSettings() {
  const stored = (await chrome.storage.local.get(SETTINGS))[SETTINGS];
  const settings = { ...DEFAULTS, .../** @type {Partial<Settings>} */ (stored) };
  return Object.hasOwn(LEVELS, settings.level) ? settings : { ...settings, level: DEFAULTS.level };
}

/** @param {Partial<Settings>} changed */
export async function changeSettings(changed) {
  const settings = { ...(await readSettings()), ...changed };
  await chrome.storage.local.set({ [SETTINGS]: settings });
  return settings;
}

/**
 * The options of a checker.
 * @param {Settings} settings
 */
export const optionsOf = ({ level, rules }) => ({
  showConfidence: LEVELS[level].least,
  rules: RULES.filter(({ name, isDefault }) => rules[name] ?? isDefault).map(({ name }) => name),
});

/** @param {boolean} isSynced */
const areaOf = (isSynced) => (isSynced ? chrome.storage.sync : chrome.storage.local);

/**
 * @param {boolean} isSynced
 * @returns {Promise<Personal>}
 */
async function readFrom(isSynced) {
  const items = Object.entries(await areaOf(isSynced).get(null)).filter(([key]) => key.startsWith(PART));
  const parts = items.map(([, part]) => /** @type {Partial<Personal>} */ (part));
  return {
    words: parts.flatMap(({ words = [] }) => words).sort(),
    ignored: parts.flatMap(({ ignored = [] }) => ignored).sort(),
  };
}

/** Returns the personal words, and what is to be ignored everywhere. */
export async function readPersonal() {
  return readFrom((await readSettings()).isSynced);
}

/**
 * Keeps personal words in place of those that were there.
 * @param {Personal} personal
 * @param {boolean} [isSynced]
 */
export async function keepPersonal(personal, isSynced) {
  const area = areaOf(isSynced ?? (await readSettings()).isSynced);
  const parts = partsOf(personal);
  const old = Object.keys(await area.get(null)).filter((key) => key.startsWith(PART) && !Object.hasOwn(parts, key));
  // First what is there, so that nothing is lost where it does not fit.
  await area.set(parts);
  await area.remove(old);
}

/**
 * Keeps what the writer has taught the checker. Where there is no room for it on other devices, all stays on this one.
 * @param {Personal} personal
 */
export async function remember(personal) {
  const { isSynced } = await readSettings();
  try {
    await keepPersonal(personal, isSynced);
  } catch (error) {
    if (!isSynced) throw error;
    await keepPersonal(personal, false);
    await changeSettings({ isSynced: false });
  }
}

/**
 * @param {Personal} personal
 * @returns {Record<string, Personal>}
 */
function partsOf({ words, ignored }) {
  const items = [...words.map((word) => ({ word })), ...ignored.map((token) => ({ token }))];
  /** @type {Record<string, Personal>} */
  const parts = {};
  let bytes = Infinity;
  /** @type {Personal} */
  let part = { words: [], ignored: [] };
  for (const item of items) {
    const size = new TextEncoder().encode(JSON.stringify("word" in item ? item.word : item.token)).length + 1;
    if (bytes + size > PART_BYTES) {
      part = { words: [], ignored: [] };
      parts[`${PART}${String(Object.keys(parts).length).padStart(4, "0")}`] = part;
      bytes = 0;
    }
    bytes += size;
    if ("word" in item) part.words.push(item.word);
    else part.ignored.push(item.token);
  }
  return parts;
}

/**
 * Has the personal words follow the writer to other devices, or not: those of both places are kept. Where the browser has no
 * room for them they stay on this device, and it says why.
 * @param {boolean} isSynced
 */
export async function synchronise(isSynced) {
  const [here, there] = [await readFrom(false), await readFrom(true)];
  /** @param {keyof Personal} what */
  const both = (what) => [...new Set([...here[what], ...there[what]])].sort();
  const all = { words: both("words"), ignored: both("ignored") };
  await keepPersonal(all, isSynced);
  await changeSettings({ isSynced });
  // Those of other devices stay where they are.
  if (isSynced) await keepPersonal({ words: [], ignored: [] }, false);
}

/**
 * Calls back when settings or personal words have changed, here or in another part of the extension.
 * @param {{ onSettings?: () => void, onPersonal?: () => void }} callbacks
 */
export function onStored({ onSettings, onPersonal }) {
  /** @param {Record<string, unknown>} changes */
  const listener = (changes) => {
    if (SETTINGS in changes) onSettings?.();
    if (Object.keys(changes).some((key) => key.startsWith(PART))) onPersonal?.();
  };
  chrome.storage.onChanged.addListener(listener);
  return () => chrome.storage.onChanged.removeListener(listener);
}
