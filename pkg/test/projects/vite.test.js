// Vite, from the oldest version that is maintained: its dev server and its build.

import assert from "node:assert/strict";
import * as fs from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, test } from "node:test";
import { launch, visit } from "../support/browser.js";
import { serve } from "../support/serve.js";
import { FIXED, layOut } from "./support.js";

const BOTH = { page: FIXED, worker: FIXED };

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const viteOf = (project) => import(pathToFileURL(join(project, "node_modules/vite/dist/node/index.js")));

async function develops(project, config) {
  const { createServer } = await viteOf(project);
  const server = await createServer({
    configFile: false,
    logLevel: "error",
    server: { port: 0, host: "localhost" },
    ...config,
  });
  await server.listen();
  try {
    const { result } = await visit(browser, server.resolvedUrls.local[0]);
    assert.deepEqual(result, BOTH);
  } finally {
    await server.close();
  }
}

for (const version of [5, 6, 7, 8]) {
  test(`Vite ${version}, dev server`, async () => {
    const root = layOut(`vite-${version}`, "vite");
    await develops(root, { root });
  });

  test(`Vite ${version}, dev server of a workspace that has its packages further up, below a path`, async () => {
    const project = layOut(`vite-${version}`, "vite");
    const root = join(project, "packages", "app");
    fs.mkdirSync(root, { recursive: true });
    for (const file of ["index.html", "main.js", "example.js"]) fs.renameSync(join(project, file), join(root, file));
    fs.writeFileSync(join(project, "pnpm-workspace.yaml"), "packages: [packages/*]");
    fs.writeFileSync(join(root, "package.json"), JSON.stringify({ name: "app", private: true, type: "module" }));
    await develops(project, { root, base: "/below/this/" });
  });

  test(`Vite ${version}, build`, async () => {
    const root = layOut(`vite-${version}`, "vite");
    const { build } = await viteOf(root);
    // Vite 5 and 6 build for browsers that do not know the example's `await`.
    const target = version < 7 ? { target: "es2022" } : {};
    await build({
      root,
      configFile: false,
      logLevel: "error",
      build: { ...target, modulePreload: { polyfill: false } },
    });
    const server = await serve(join(root, "dist"));
    try {
      const { result, complaints } = await visit(browser, server.address);
      assert.deepEqual(result, BOTH);
      assert.deepEqual(complaints, []);
    } finally {
      server.stop();
    }
  });
}
