// Vitest, whose page is made by scripts: jsdom or happy-dom.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { layOut } from "./support.js";

const root = layOut("vitest");

for (const [title, options] of [
  ["as it comes", []],
  ["with packages for the browser", ["--config", "browser.config.js"]],
]) {
  for (const environment of ["jsdom", "happy-dom"]) {
    test(`vitest ${title}, in ${environment}`, () => {
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        ["node_modules/vitest/vitest.mjs", "run", "--environment", environment, ...options],
        {
          cwd: root,
          encoding: "utf8",
        },
      );
      assert.equal(status, 0, stdout + stderr);
      assert.match(stdout, /3 passed/);
    });
  }
}
