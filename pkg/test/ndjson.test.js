// `--ndjson` with inputs made at random, the same in every run. `cargo xtask fuzz cli_ndjson` goes on from here.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { answer, holds, inputOf } from "./support/ndjson.js";

const CLI = join(import.meta.dirname, "..", "cli.js");

/** Tries many inputs, and counts those that have no wrong line, and those that have. */
async function tryAll(options) {
  const outcomes = { right: 0, wrong: 0 };
  for (let number = 0; number < 1500; number++) {
    const command = number % 2 ? "check" : "fix";
    const pieces = inputOf(number);
    const said = await answer(command, pieces, options);
    try {
      holds(command, pieces, said, options);
    } catch (error) {
      error.message = `input ${number}: ${error.message}`;
      throw error;
    }
    outcomes[said.error || said.broken > 0 ? "wrong" : "right"] += 1;
  }
  assert.ok(outcomes.right > 300 && outcomes.wrong > 300, JSON.stringify(outcomes));
}

test("every record before the first wrong line is answered, and that line is named", () => tryAll({}));

test("with --keep-going every line is answered, wrong ones by an error", () => tryAll({ keepGoing: true }));

test("the program itself says the same", async () => {
  for (const number of [3, 8, 21, 34]) {
    const pieces = inputOf(number);
    const args = [CLI, "fix", "--ndjson", "--show", "0.3", "--fix", "0.4"];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      input: Buffer.concat(pieces),
      encoding: "utf8",
    });
    const { output, found, error } = await answer("fix", pieces);
    assert.equal(stdout, output);
    assert.equal(stderr, error ? `unglue: ${error.message}\n` : "");
    assert.equal(status, error ? 2 : Number(found));
  }
});
