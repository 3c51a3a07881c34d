// Medians and spread of what was measured.

/**
 * The value below which a share of the samples lies, between two of them where it falls there.
 * @param {readonly number[]} sorted ascending
 * @param {number} share from 0 to 1
 */
export function quantile(sorted, share) {
  const at = (sorted.length - 1) * share;
  const below = Math.floor(at);
  const above = Math.ceil(at);
  return sorted[below] + (sorted[above] - sorted[below]) * (at - below);
}

/** Median, quartiles and extremes of samples. */
export function summary(samples) {
  if (samples.length === 0) throw new RangeError("nothing was measured");
  const sorted = Float64Array.from(samples).sort();
  const at = (share) => quantile(sorted, share);
  return { n: sorted.length, min: at(0), q1: at(0.25), median: at(0.5), q3: at(0.75), p99: at(0.99), max: at(1) };
}

/** How long a call takes. Milliseconds. */
export function time(call) {
  const start = performance.now();
  call();
  return performance.now() - start;
}

/**
 * Times contestants in turn, so that whatever else the machine does hits all of them alike. Each is called with the
 * number of the round, to be given a text that it has not just seen; `warmUp` rounds are not counted.
 *
 * @param {Record<string, (round: number) => unknown>} contestants may return promises
 * @param {{ rounds: number, warmUp: number, capMs?: number }} options after `capMs` no further round is begun
 * @returns {Promise<Record<string, number[]>>} milliseconds of each round
 */
export async function race(contestants, { rounds, warmUp, capMs = Infinity }) {
  const times = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]));
  const end = performance.now() + capMs;
  for (let round = -warmUp; round < rounds; round++) {
    for (const [name, call] of Object.entries(contestants)) {
      const start = performance.now();
      await call(round + warmUp);
      if (round >= 0) times[name].push(performance.now() - start);
    }
    if (round >= 0 && performance.now() > end) break;
  }
  return times;
}

/** How many times as long `slow` took as `fast`, round by round: noise that lasts longer than a round cancels out. */
export function ratios(slow, fast) {
  return slow.map((time, round) => time / fast[round]);
}
