// One group of measurements, in Node or in a page: what `load` gives is all that differs.

import { cancel } from "../groups/cancel.js";
import { check } from "../groups/check.js";
import { edit } from "../groups/edit.js";
import { linear } from "../groups/linear.js";
import { memory } from "../groups/memory.js";
import { real } from "../groups/real.js";
import { results } from "../groups/results.js";
import { lexicon } from "./texts.js";

const GROUPS = { cancel, check, edit, linear, memory, real, results };

/**
 * @param {{ group: string, argument?: string, text?: string }} task `text` is a file of the repository
 * @param {object} load
 * @param {(row: object) => void} report takes rows as they come
 * @param {(message: string) => void} say
 * @param {Record<string, Function>} [more] groups of one platform alone
 */
export async function measure({ group, argument, text }, load, report, say, more = {}) {
  const words = lexicon(await load.file("data/en/words.tsv"));
  const own = text && (await load.file(text));
  for (const row of await { ...GROUPS, ...more }[group]({ load, words, own, report, say }, argument)) report(row);
}
