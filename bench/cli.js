// How long the command line takes for much to say, and how much memory for many texts:
//
//     node bench/cli.js [--cli FILE] [--files NUMBER]
//
// It takes the package as it lies in pkg/, built, or the cli.js of another version. A row is a run of the program in a
// process of its own; "check alone" is what the checker takes for the same text, in this process.

import { spawnSync } from "node:child_process";
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createChecker } from "../pkg/node.js";
import { file } from "./lib/load-node.js";
import { lexicon, prose } from "./lib/texts.js";

const LINES = 40_000;
const WORDS_A_LINE = 17;
const FILE_MB = 10;
/** The heap that a small machine gives Node. */
const HEAP_MB = 256;
const LIMIT_MS = 300_000;

/** Lines of prose in each of which a space is missing. */
function faultyLines(words, count) {
  const clean = prose(words, count * WORDS_A_LINE * 7, 11).split(/\s+/);
  return Array.from({ length: count }, (_, nth) => {
    const line = clean.slice(nth * WORDS_A_LINE, (nth + 1) * WORDS_A_LINE);
    // The place goes through the line, and the words that are merged are known.
    line.splice(1 + (nth % (WORDS_A_LINE - 2)), 0, nth % 2 ? "thereare" : "ofthe");
    return line.join(" ");
  });
}

/** Runs the program and returns `{ seconds, status, cpu, peakMb }`: seconds of the clock and of the processor, most memory. */
function run(cli, folder, args) {
  const out = openSync(join(folder, "out"), "w");
  const usage = join(folder, "usage");
  const note = `process.on("exit", () => require("node:fs").writeFileSync(${JSON.stringify(usage)}, JSON.stringify(process.resourceUsage())))`;
  writeFileSync(join(folder, "usage.cjs"), note);
  rmSync(usage, { force: true });
  const start = performance.now();
  const child = spawnSync(
    process.execPath,
    [`--max-old-space-size=${HEAP_MB}`, "--require", join(folder, "usage.cjs"), cli, ...args],
    {
      stdio: ["ignore", out, "pipe"],
      timeout: LIMIT_MS,
    },
  );
  const seconds = (performance.now() - start) / 1000;
  closeSync(out);
  // A process that died left none.
  const { userCPUTime, maxRSS } = existsSync(usage) ? JSON.parse(readFileSync(usage, "utf8")) : {};
  return { seconds, status: child.status ?? child.signal, cpu: userCPUTime / 1e6, peakMb: maxRSS / 1024 };
}

async function main() {
  const { values } = parseArgs({ options: { cli: { type: "string" }, files: { type: "string", default: "60" } } });
  const cli = values.cli ?? fileURLToPath(new URL("../pkg/cli.js", import.meta.url));
  const folder = mkdtempSync(join(tmpdir(), "unglue-bench-"));
  const words = lexicon(await file("data/en/words.tsv"));
  const checker = await createChecker();
  const columns = (...texts) =>
    console.log(texts.map((text, nth) => (nth === 0 ? text.padEnd(36) : text.padStart(12))).join(""));
  const number = (value, unit, digits) => (value >= 0 ? `${value.toFixed(digits)} ${unit}` : "–");
  const row = (what, alone, { seconds, cpu, status, peakMb }) =>
    columns(
      what,
      number(seconds, "s", 1),
      number(cpu, "s", 1),
      number(alone, "s", 1),
      number(peakMb, "MB", 0),
      String(status),
    );
  columns("", "wall", "processor", "check alone", "memory", "exit");
  try {
    const lines = faultyLines(words, LINES);
    for (const [name, separator] of [
      ["LF", "\n"],
      ["CR LF", "\r\n"],
      ["one line", " "],
    ]) {
      const text = lines.join(separator);
      writeFileSync(join(folder, "text.txt"), text);
      const start = performance.now();
      const found = checker.checkPacked(text).length;
      const alone = (performance.now() - start) / 1000;
      for (const args of [["check"], ["check", "--json"], ["fix"]]) {
        row(
          `${found} faults, ${name}: ${args.join(" ")}`,
          alone,
          run(cli, folder, [...args, join(folder, "text.txt")]),
        );
      }
    }
    const text = `${prose(words, FILE_MB * 1e6, 12)}\n`;
    const files = Array.from({ length: Number(values.files) }, (_, nth) => join(folder, `${nth}.txt`));
    for (const name of files) writeFileSync(name, text);
    for (const args of [["check"], ["check", "--json"]]) {
      row(
        `${files.length} files of ${FILE_MB} MB: ${args.join(" ")}`,
        undefined,
        run(cli, folder, [...args, ...files]),
      );
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

await main();
