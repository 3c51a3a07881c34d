// What `cargo xtask bench` starts: `node bench/run.js node|chromium|page OUT.json [--text FILE] [GROUP…]`.
// It takes the package as it lies in pkg/, built.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg, release, totalmem, type } from "node:os";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { row, single, timesAsQuick } from "./lib/rows.js";
import { HARD, ownText } from "./lib/texts.js";

const PLATFORMS = {
  node: async () => (await import("./lib/platform-node.js")).nodePlatform(),
  chromium: async () => (await import("./lib/platform-chromium.js")).chromiumPlatform(),
  page: async () => (await import("./lib/platform-page.js")).pagePlatform(),
};
/** No group may take longer, and no hard text. */
const GROUP_MS = 300_000;
const HARD_MS = 30_000;
const STARTS = 15;
/** What is linear in Node is so in Chromium, whose engine is the same. */
const GROUPS = {
  node: ["real", "check", "edit", "start", "memory", "results", "linear", "cancel", "command"],
  chromium: ["real", "check", "edit", "start", "memory"],
  page: ["typing", "editors", "fixall", "undo", "download"],
};
/** Where a text of one's own is put, for pages as well; the repository's path. */
const OWN = "target/bench/text.txt";

/** A row for what was not waited for. */
const stopped = (what, unit, ms) => single(what, unit, NaN, { note: `stopped after ${ms / 1000} s` });

/** Fresh processes or pages in turn: from nothing to the first answer. */
async function start(perform) {
  const names = {
    unglue: "unglue",
    set: "JavaScript Set of the same words",
    nspell: "nspell with dictionary-en",
    harper: "harper.js",
  };
  const results = Object.fromEntries(Object.keys(names).map((name) => [name, []]));
  // The first round fills the caches of the system, and is not counted.
  for (let round = 0; round <= STARTS; round++) {
    for (const name of Object.keys(names)) {
      await perform("start", name, (result) => round > 0 && results[name].push(result), GROUP_MS);
    }
  }
  const times = (name) => results[name].map((result) => result.time);
  const rows = Object.entries(names).map(([name, what]) =>
    name === "unglue"
      ? row(what, "ms", times(name), { goal: { of: "median", most: 50 } })
      : row(what, "ms", times(name), { times: timesAsQuick(times(name), times("unglue")) }),
  );
  if (results.unglue[0].rss === undefined) return rows;
  const rss = (name) => results[name].map((result) => result.rss);
  return [...rows, ...Object.entries(names).map(([name, what]) => row(what, "MB", rss(name), { group: "process" }))];
}

/** Hard texts, each by itself, so that one that takes too long can be stopped. */
async function linear(perform) {
  const rows = [];
  for (const name of ["prose", ...Object.keys(HARD)]) {
    const got = [];
    const { late } = await perform("linear", name, (row) => got.push(row), HARD_MS);
    const [small, large] = got;
    const prose = rows.filter((row) => row.what === "prose");
    const beside = (row) =>
      row && { ...row, besideProse: row.median / (prose.find(({ bytes }) => bytes === row.bytes) ?? row).median };
    rows.push(...[beside(small), beside(large)].filter(Boolean));
    // Time is linear when a byte of the larger costs what one of the smaller does, noise left aside.
    const goal = { of: "growth", most: 2 };
    if (late) rows.push({ ...stopped(name, "ns/byte", HARD_MS), goal });
    else Object.assign(rows.at(-1), { growth: large.median / small.median, goal });
  }
  return rows;
}

async function main() {
  const { values, positionals } = parseArgs({ options: { text: { type: "string" } }, allowPositionals: true });
  const [where, out, ...wanted] = positionals;
  const groups = wanted.length > 0 ? wanted : GROUPS[where];
  const root = fileURLToPath(new URL("..", import.meta.url));
  if (values.text) {
    mkdirSync(`${root}target/bench`, { recursive: true });
    writeFileSync(root + OWN, ownText(values.text, readFileSync(values.text, "utf8")));
  }
  const load = loadavg()[0];
  const platform = await PLATFORMS[where]();
  const perform = (group, argument, report, timeoutMs = GROUP_MS) =>
    platform.perform({ group, argument, text: values.text && OWN }, report, { timeoutMs });
  const driven = { start, linear };
  const rows = [];
  try {
    for (const group of groups) {
      process.stderr.write(`${platform.name}: ${group}\n`);
      const got = [];
      if (driven[group]) got.push(...(await driven[group](perform)));
      else if ((await perform(group, undefined, (row) => got.push(row))).late)
        got.push(stopped("the rest", "", GROUP_MS));
      rows.push(...got.map((row) => ({ group, ...row })));
    }
  } finally {
    await platform.stop();
  }
  const { devDependencies: yardsticks } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"));
  const machine = {
    system: `${type()} ${release().split("-")[0]}`,
    processor: cpus()[0]?.model,
    cores: cpus().length,
    memory: Math.round(totalmem() / 2 ** 30),
    load,
  };
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(
    out,
    `${JSON.stringify({ platform: platform.name, machine, yardsticks, text: values.text ?? null, rows }, null, 1)}\n`,
  );
}

await main();
