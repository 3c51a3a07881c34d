// Deno and Bun, whose programs are npm packages.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { FIXED, layOut } from "./support.js";

const root = layOut("runtimes");

/** A program in the one package of a scope that fits the machine; the install script, where npm runs it, has moved it to `moved`. */
function program(scope, path, moved) {
  const [platform] = fs.readdirSync(join(root, "node_modules", scope));
  const found = [`${scope}/${platform}/${path}`, `${scope}/${platform}/${path}.exe`, moved].find((path) =>
    fs.existsSync(join(root, "node_modules", path)),
  );
  return join(root, "node_modules", found);
}

for (const [name, path, ...options] of [
  ["Deno", program("@deno", "deno", "deno/deno"), "run", "--allow-read", "--no-remote", "--node-modules-dir=manual"],
  ["Bun", program("@oven", "bin/bun", "bun/bin/bun.exe"), "run"],
]) {
  test(`${name}, with a worker thread`, () => {
    const output = execFileSync(path, [...options, "main.js"], { cwd: root, encoding: "utf8", timeout: 60_000 });
    assert.deepEqual(JSON.parse(output), { page: FIXED, worker: FIXED });
  });
}
