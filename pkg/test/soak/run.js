// `cargo xtask soak`: node pkg/test/soak/run.js SECONDS [SEED]. soak() is for the test as well.

import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { launch } from "../support/browser.js";
import { bundle } from "../support/bundle.js";
import { serve } from "../support/serve.js";

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

/** What the memory may be: the Wasm at any time, and how much the scripts' objects may grow after the first comparison. */
export const BOUNDS = { wasm: 32e6, growth: 8e6 };

/** A comparison that is not there after so many milliseconds will not come. */
const PATIENCE = 100_000;

async function inTime(promise, page, milliseconds) {
  const late = Symbol("late");
  const timer = new AbortController();
  const result = await Promise.race([promise, setTimeout(milliseconds, late, timer)]);
  timer.abort();
  if (result !== late) return result;
  throw new Error(
    `something is waited for in vain: ${JSON.stringify(await page.evaluate(() => globalThis.soak.state))}`,
  );
}

const CRASHES = ["trap", "throw", "kill"];

/**
 * Edits a text at random, in a page of its own, and compares from time to time.
 * @param {object} options
 * @param {number} options.seed
 * @param {(round: number) => boolean} options.goesOn whether there is another comparison
 * @param {{ actions?: number, milliseconds?: number }} options.each what is done before each
 * @param {number} options.crashEvery so many rounds the worker crashes, in this way or that
 * @param {number} [options.length] of the text
 * @param {(line: string) => void} [options.say]
 * @returns {Promise<{ counts: Record<string, number>, sizes: { wasm: number, page: number, worker: number }[] }>}
 */
export async function soak({ seed, goesOn, each, crashEvery, length, say = () => {} }) {
  const out = fs.mkdtempSync(join(tmpdir(), "unglue-soak-"));
  let server;
  let browser;
  try {
    await bundle(out, here("page.js"), { entries: { thread: here("thread.js") } });
    // Memory is told only to pages that no other page can look into.
    const headers = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };
    server = await serve(out, { headers });
    browser = await launch("--js-flags=--expose-gc", "--enable-blink-features=ForceEagerMeasureMemory");
    const page = await (await browser.newContext()).newPage();
    page.on("pageerror", (error) => say(`the page: ${error.stack}`));
    await page.goto(server.address);
    await page.waitForFunction(() => globalThis.ready);
    await page.evaluate(([seed, length]) => globalThis.soak.start(seed, length), [seed, length]);
    const sizes = [];
    for (let round = 1; goesOn(round); round += 1) {
      const crash = round % crashEvery === 0 ? CRASHES[(round / crashEvery) % CRASHES.length] : null;
      const made = page.evaluate(
        async ([each, crash]) => {
          await globalThis.soak.go(each);
          if (crash) await globalThis.soak.crash(crash);
          return { ...(await globalThis.soak.compare()), counts: globalThis.soak.counts };
        },
        [each, crash],
      );
      const { counts, ...size } = await inTime(made, page, PATIENCE + (each.milliseconds ?? 0));
      sizes.push(size);
      say(
        `${round}: ${actions(counts)} actions, ${counts.restarts} restarts; ${size.length} characters, ${size.found} found; ${megabytes(size)}`,
      );
    }
    return { counts: await page.evaluate(() => globalThis.soak.counts), sizes };
  } finally {
    await browser?.close();
    server?.stop();
    fs.rmSync(out, { recursive: true });
  }
}

/** What is wrong with the memory, or nothing. */
export function grown(sizes) {
  const wasm = Math.max(...sizes.map(({ wasm }) => wasm));
  if (wasm > BOUNDS.wasm) return `the Wasm module took ${wasm} bytes, and may take ${BOUNDS.wasm}`;
  const [first, last] = [sizes[0], sizes.at(-1)].map(({ page, worker }) => page + worker);
  if (last - first > BOUNDS.growth)
    return `the scripts' objects grew by ${last - first} bytes, and may by ${BOUNDS.growth}`;
  return null;
}

const MADE = ["redone", "restarts", "refused", "marks", "compared"];
const actions = (counts) =>
  Object.entries(counts).reduce((sum, [name, count]) => (MADE.includes(name) ? sum : sum + count), 0);
const megabytes = (size) =>
  ["wasm", "page", "worker"]
    .map((name) => `${name} ${(size[name] / 1e6).toFixed(1)}`)
    .join(", ")
    .concat(" MB");

async function main([seconds, seed = String(Date.now() % 2 ** 31)]) {
  console.log(`seed ${seed}, ${seconds} s`);
  const end = performance.now() + seconds * 1000;
  // Of two comparisons the second can tell whether anything grows.
  const goesOn = (round) => round <= 2 || performance.now() < end;
  const each = { milliseconds: Math.min(10_000, (seconds * 1000) / 3) };
  const { counts, sizes } = await soak({ seed: Number(seed), goesOn, crashEvery: 4, each, say: console.log });
  console.log(
    `\n${Object.entries(counts)
      .map(([name, count]) => `${name} ${count.toLocaleString("en")}`)
      .join(", ")}`,
  );
  console.log(
    `${sizes.length} comparisons; first: ${megabytes(sizes[0])}; last: ${megabytes(sizes.at(-1))}; the most Wasm: ${(Math.max(...sizes.map(({ wasm }) => wasm)) / 1e6).toFixed(1)} MB`,
  );
  const problem = grown(sizes);
  if (problem) throw new Error(problem);
}

if (process.argv[1] === here("run.js")) await main(process.argv.slice(2));
