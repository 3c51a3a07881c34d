// Deno, Bun and workerd, whose programs are npm packages.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { freePort } from "../support/port.js";
import { FIXED, layOut, run } from "./support.js";

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

test("workerd, bundled for it", async () => {
  const esbuild = program("@esbuild", "bin/esbuild", "esbuild/bin/esbuild");
  const options = ["--bundle", "--format=esm", "--conditions=workerd", "--external:*.wasm", "--outdir=bundle"];
  run(esbuild, ["worker.js", ...options], root);
  const port = await freePort();
  const path = program("@cloudflare", "bin/workerd", "workerd/bin/workerd");
  const server = spawn(path, ["serve", "workerd.capnp", `--socket-addr=http=localhost:${port}`], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
  });
  try {
    const ask = () => fetch(`http://localhost:${port}/`, { method: "POST", body: "thereare no plans for November12" });
    let answer;
    for (const end = Date.now() + 30_000; !answer && Date.now() < end; ) {
      answer = await ask().catch(() => new Promise((done) => setTimeout(done, 100)));
    }
    assert.equal(await answer?.text(), FIXED);
    assert.equal(await (await ask()).text(), FIXED);
  } finally {
    server.kill();
    await once(server, "exit");
  }
});
