// How quickly clean prose is checked, beside the yardsticks.

import { checkAnew } from "../lib/anew.js";
import { bytesOf, row, speed, timesAsQuick } from "../lib/rows.js";
import { race } from "../lib/statistics.js";
import { prose, slices } from "../lib/texts.js";
import { setLookup, spelling } from "../lib/yardsticks.js";

const LENGTH = 1_500_000;
/** As much as harper.js reads in a fraction of a second. It remembers sentences, so each round has new ones. */
const HARPER_LENGTH = 3_000;

export async function check({ load, words, own, say }) {
  const { createChecker } = await load.unglue();
  const checker = await createChecker();
  const lookUp = setLookup(words.words);
  const nspell = spelling(await load.nspell());
  const harper = await load.harper();

  // Three texts in turn, so that no one is measured on a text that it has just seen.
  const texts = own ? [own.slice(0, LENGTH)] : [1, 2, 3].map((seed) => prose(words, LENGTH, seed));
  const short = slices(own ?? texts.join("\n\n"), HARPER_LENGTH);
  const text = (round) => texts[round % texts.length];
  const slice = (round) => short[round % short.length];
  const warmUp = texts.length;
  say(`check: ${texts.length} × ${texts[0].length} characters`);
  const times = await race(
    {
      unglue: (round) => checkAnew(checker, text(round)),
      set: (round) => lookUp(text(round)),
      nspell: (round) => nspell(text(round)),
      harper: (round) => harper.lint(slice(round), { language: "plaintext" }),
    },
    { rounds: 21, warmUp, capMs: 60_000 },
  );
  const bytes = (of) => times.unglue.map((_, round) => bytesOf(of(round + warmUp)));
  const speeds = {
    unglue: speed(bytes(text), times.unglue),
    set: speed(bytes(text), times.set),
    nspell: speed(bytes(text), times.nspell),
    harper: speed(bytes(slice), times.harper),
  };
  const beside = (name, what, least) =>
    row(what, "MB/s", speeds[name], { times: timesAsQuick(speeds.unglue, speeds[name]), goal: { of: "times", least } });
  const found = texts.map((text) => checker.check(text).length);
  return [
    row("unglue: check", "MB/s", speeds.unglue, { note: `${found.join(", ")} found` }),
    beside("set", "JavaScript Set: each word looked up", 5),
    beside("nspell", "nspell: each word checked", 10),
    beside("harper", `harper.js: all rules, ${HARPER_LENGTH / 1000} kB at a time`, 2000),
  ];
}
