// How long a worker goes on with what nobody waits for any more, and how long a fix of a ruined text takes.

import { single } from "../lib/rows.js";
import { fusedTriples, prose } from "../lib/texts.js";

const FUSED = 1_000_000;
const RUINED = 100_000;
/** When a call is cancelled: well within it. */
const UNDER_WAY_MS = 200;

export async function cancel({ load, words, say, report }) {
  const { createWorkerChecker } = await load.worker();
  const checker = createWorkerChecker();
  await checker.ready;

  const fused = prose(words, FUSED * 1.3, 7)
    .replace(/ /g, "")
    .slice(0, FUSED);
  say("cancel: a check of 1 MB without spaces");
  const controller = new AbortController();
  const refused = checker.check(fused, { signal: controller.signal }).catch(() => {});
  await new Promise((done) => setTimeout(done, UNDER_WAY_MS));
  const start = performance.now();
  controller.abort();
  await refused;
  await checker.check("thereare no plans");
  report(
    single(
      "a check of 1 MB without spaces, cancelled: until another call is answered",
      "ms",
      performance.now() - start,
      { goal: { of: "median", most: 100 } },
    ),
  );

  say("cancel: a fix of 100 kB, every three words run together");
  const ruined = fusedTriples(prose(words, RUINED * 1.2, 9)).slice(0, RUINED);
  const before = performance.now();
  await checker.fix(ruined);
  report(single("a fix of 100 kB, every three words run together", "ms", performance.now() - before));
  checker.terminate();
  return [];
}
