// How quickly real text is checked, kind by kind, beside the yardsticks: clean, and with spaces lost.

import { bytesOf, row, speed, timesAsQuick } from "../lib/rows.js";
import { race } from "../lib/statistics.js";
import { everySecondSpaceGone, oneSpaceInFiftyFiveGone, unspaced } from "../lib/texts.js";
import { setLookup, spelling } from "../lib/yardsticks.js";

/** The kinds of clean English text, by file; bench/texts/SOURCES.md says where they come from. */
const CLEAN = {
  speeches: "speeches.txt",
  fiction: "fiction.txt",
  documentation: "documentation.md",
  "a reference work": "reference.txt",
};
/** What has unknown words throughout. */
const STRANGE = { "a list of names": "names.txt", "other languages": "languages.txt" };
/** As much of a text that lost many spaces as takes a fraction of a second. */
const DENSE_LENGTH = 40_000;

export async function real({ load, words, say }) {
  const { createChecker } = await load.unglue();
  const checker = await createChecker();
  const lookUp = setLookup(words.words);
  const nspell = spelling(await load.nspell());
  const texts = async (files) =>
    Object.fromEntries(
      await Promise.all(
        Object.entries(files).map(async ([kind, file]) => [kind, await load.file(`bench/texts/${file}`)]),
      ),
    );
  const clean = await texts(CLEAN);
  clean["speeches in lower case"] = clean.speeches.toLowerCase();
  const prose = `${clean.speeches}\n\n${clean.fiction}\n\n${clean["a reference work"]}`;
  const dense = clean.speeches.slice(0, DENSE_LENGTH);
  const lost = {
    "one space lost in 55 words": oneSpaceInFiftyFiveGone(prose),
    "every second space gone": everySecondSpaceGone(dense),
    "no space at all": unspaced(dense),
  };

  const rows = [];
  const ratios = { set: [], nspell: [] };
  const measure = async (kind, text, { rounds, capMs, goal = {} }) => {
    say(`real: ${kind}`);
    const times = await race(
      { unglue: () => checker.check(text), set: () => lookUp(text), nspell: () => nspell(text) },
      { rounds, warmUp: 2, capMs },
    );
    const bytes = times.unglue.map(() => bytesOf(text));
    const [ours, set, correct] = [times.unglue, times.set, times.nspell].map((each) => speed(bytes, each));
    const besideNspell = timesAsQuick(ours, correct).median;
    const note = `${checker.check(text).length} found; ${besideNspell.toPrecision(3)} × nspell`;
    rows.push(row(kind, "MB/s", ours, { times: timesAsQuick(ours, set), note, ...goal }));
    return { set: timesAsQuick(ours, set).median, nspell: besideNspell };
  };
  for (const [kind, text] of Object.entries(clean)) {
    const goal = { goal: { of: "times", least: 1 } };
    const { set, nspell } = await measure(kind, text, { rounds: 21, capMs: 20_000, goal });
    ratios.set.push(set);
    ratios.nspell.push(nspell);
  }
  const mean = (values) => Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
  rows.push(
    row("all of these: × the Set, geometric mean", "×", [mean(ratios.set)], { goal: { of: "median", least: 2 } }),
  );
  rows.push(
    row("all of these: × nspell, geometric mean", "×", [mean(ratios.nspell)], { goal: { of: "median", least: 3 } }),
  );
  for (const [kind, text] of Object.entries(await texts(STRANGE))) {
    await measure(kind, text, { rounds: 11, capMs: 20_000, goal: { goal: { of: "median", least: 10 } } });
  }
  for (const [kind, text] of Object.entries(lost)) {
    const goal = { goal: { of: "median", least: kind.startsWith("one") ? 10 : 1 } };
    await measure(kind, text, { rounds: 7, capMs: 30_000, goal });
  }
  return rows;
}
