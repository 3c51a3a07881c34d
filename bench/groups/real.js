// How quickly real text is checked, kind by kind, beside the yardsticks: clean, and with spaces lost.

import { checkAnew } from "../lib/anew.js";
import { bytesOf, row, speed, timesAsQuick } from "../lib/rows.js";
import { race, ratios, summary, time } from "../lib/statistics.js";
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

  /** How many times as quick as the Set a check is that `prepare` returns, each time another one. */
  const besideSet = async (text, rounds, prepare) => {
    const times = { unglue: [], set: [] };
    for (let round = 0; round < rounds; round++) {
      const check = await prepare(round);
      times.unglue.push(time(check));
      times.set.push(time(() => lookUp(text)));
    }
    return summary(ratios(times.set, times.unglue)).median;
  };
  /** A check by a checker that has seen no word of the text. */
  const firstCheck = (text) => async () => {
    const unused = await createChecker();
    unused.check("Moscow said thereare no plans.");
    return () => {
      unused.check(text);
      unused.free();
    };
  };
  /** A check of the text with a letter more or less in its middle than at the check before, as an editor has it checked. */
  const nextCheck = (text) => (round) => {
    const middle = text.indexOf(" ", text.length / 2);
    const edited = round % 2 ? text : `${text.slice(0, middle)}s${text.slice(middle)}`;
    return () => checker.check(edited);
  };

  const rows = [];
  const factors = { set: [], nspell: [], first: [], next: [] };
  const measure = async (kind, text, { rounds, capMs, goal = {} }) => {
    say(`real: ${kind}`);
    const times = await race(
      { unglue: () => checkAnew(checker, text), set: () => lookUp(text), nspell: () => nspell(text) },
      { rounds, warmUp: 2, capMs },
    );
    const bytes = times.unglue.map(() => bytesOf(text));
    const [ours, set, correct] = [times.unglue, times.set, times.nspell].map((each) => speed(bytes, each));
    const besideNspell = timesAsQuick(ours, correct).median;
    const note = `${checkAnew(checker, text).length} found; ${besideNspell.toPrecision(3)} × nspell`;
    rows.push(row(kind, "MB/s", ours, { times: timesAsQuick(ours, set), note, ...goal }));
    return { set: timesAsQuick(ours, set).median, nspell: besideNspell };
  };
  for (const [kind, text] of Object.entries(clean)) {
    const goal = { goal: { of: "times", least: 1 } };
    const { set, nspell } = await measure(kind, text, { rounds: 21, capMs: 20_000, goal });
    factors.set.push(set);
    factors.nspell.push(nspell);
    factors.first.push(await besideSet(text, 7, firstCheck(text)));
    factors.next.push(await besideSet(text, 21, nextCheck(text)));
  }
  const mean = (values) => Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
  const all = (what, values, goal) => rows.push(row(`all of these${what}`, "×", [mean(values)], goal));
  const atLeast = (least) => ({ goal: { of: "median", least } });
  all(": × the Set, geometric mean", factors.set, atLeast(2));
  all(": × nspell, geometric mean", factors.nspell, atLeast(3));
  all(", seen for the first time: × the Set", factors.first, {});
  all(", with one letter changed since the last check: × the Set", factors.next, {});
  for (const [kind, text] of Object.entries(await texts(STRANGE))) {
    await measure(kind, text, { rounds: 11, capMs: 20_000, goal: { goal: { of: "median", least: 10 } } });
  }
  for (const [kind, text] of Object.entries(lost)) {
    const goal = { goal: { of: "median", least: kind.startsWith("one") ? 10 : 1 } };
    await measure(kind, text, { rounds: 7, capMs: 30_000, goal });
  }
  return rows;
}
