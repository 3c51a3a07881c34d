// Runs the command line in a folder of its own.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";

export const CLI = join(import.meta.dirname, "..", "..", "cli.js");

export const folder = fs.mkdtempSync(join(tmpdir(), "unglue-cli-"));
after(() => fs.rmSync(folder, { recursive: true }));

/** Runs the command line and returns what it said; `node` are options of Node. */
export function run(args, { input = "", node = [], cwd = folder } = {}) {
  const options = { cwd, input, encoding: "utf8", maxBuffer: 1 << 28 };
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, [...node, CLI, ...args], options);
  return { status, signal, stdout, stderr };
}

/** The same, without what is only of interest if a signal ended it. */
export function unglue(args, input) {
  const { status, stdout, stderr } = run(args, { input });
  return { status, stdout, stderr };
}

/** Runs it with `code` in the same process before it: a disk that is full, a file that changes, a signal that comes. */
export function sabotaged(code, args) {
  const path = join(fs.mkdtempSync(join(folder, "sabotage-")), "code.cjs");
  fs.writeFileSync(path, `const fs = require("node:fs"); ${code} require("node:module").syncBuiltinESMExports();`);
  const result = run(args, { node: ["--require", path] });
  fs.rmSync(join(path, ".."), { recursive: true });
  return result;
}

/** Starts the command line and talks with it; it ends with the tests. */
export function start(args) {
  const child = spawn(process.execPath, [CLI, ...args], { cwd: folder });
  after(() => child.kill());
  return child;
}

/** Leaves a file with this content and returns its name. */
export function file(name, content) {
  fs.writeFileSync(join(folder, name), content);
  return name;
}

export const read = (name) => fs.readFileSync(join(folder, name), "utf8");

/** The ways of being refused: exit status 2, one line on standard error that says all of this, nothing else. */
export function refuses({ status, stdout, stderr }, ...parts) {
  assert.equal(status, 2, stderr);
  assert.equal(stdout, "");
  assert.match(stderr, /^unglue: [^\n]*\n$/);
  for (const part of parts) assert.ok(stderr.includes(part), `${stderr}…does not say: ${part}`);
}
