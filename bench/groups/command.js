// What `unglue check` takes for what it prints, and the memory that it needs for many files. In Node only.

import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { single } from "../lib/rows.js";
import { prose } from "../lib/texts.js";

const LINES = 40_000;
const FILES = 6;
const FILE_LENGTH = 10_000_000;
/** Says at its end how much memory the process had. */
const REPORT =
  // biome-ignore lint/suspicious/noTemplateCurlyInString: The process fills it in, not this one.
  "data:text/javascript,process.on('exit',()=>process.stderr.write(`peak ${process.resourceUsage().maxRSS}`))";

export async function command({ words, say, report }) {
  const folder = await mkdtemp(join(tmpdir(), "unglue-bench-"));
  try {
    for (const [what, end] of [
      ["a fault in each of 40,000 lines", "\n"],
      ["the same in one line", " "],
    ]) {
      say(`command: ${what}`);
      const file = join(folder, "lines.txt");
      await writeFile(file, `Moscow said thereare no plans.${end}`.repeat(LINES));
      report(single(`check: ${what}`, "s", (await run(file)).time / 1000, { goal: { of: "median", most: 5 } }));
    }
    say(`command: ${FILES} files of 10 MB`);
    const text = prose(words, FILE_LENGTH, 4);
    const files = Array.from({ length: FILES }, (_, nth) => join(folder, `${nth}.txt`));
    for (const file of files) await writeFile(file, text);
    const one = await run(files[0]);
    const all = await run(...files);
    report(single("check: the memory for a file of 10 MB", "MB", one.peak));
    report(
      single(`check: for ${FILES} of them`, "MB", all.peak, {
        goal: { of: "median", most: Math.round(1.5 * one.peak) },
      }),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
  return [];
}

/** Checks files, and throws away what is printed. Returns milliseconds, and megabytes at the most. */
function run(...files) {
  const cli = join(createRequire(import.meta.url).resolve("unglue/package.json"), "..", "cli.js");
  const start = performance.now();
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, ["--import", REPORT, cli, "check", ...files], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    let errors = "";
    child.stderr.on("data", (data) => (errors += data));
    child.on("error", failed);
    child.on("close", (status) => {
      const peak = /peak (\d+)/.exec(errors);
      if (status > 1 || !peak) failed(new Error(`unglue check ended with ${status}: ${errors}`));
      else done({ time: performance.now() - start, peak: (peak[1] * 1024) / 1e6 });
    });
  });
}
