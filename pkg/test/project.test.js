// The package as its users have it: packed, installed into a project of their own, and used there.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import * as esbuild from "esbuild";
import * as vite from "vite";
import webpack from "webpack";
import { launch, visit } from "./support/browser.js";
import { serve } from "./support/serve.js";

const project = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), "unglue-project-")));
const npm = (args, cwd) =>
  execFileSync("npm", args, {
    cwd,
    encoding: "utf8",
    shell: process.platform === "win32",
    stdio: ["ignore", "pipe", "pipe"],
  });
const node = (args) => execFileSync(process.execPath, args, { cwd: project, encoding: "utf8" });
let packed;
let browser;

before(async () => {
  [packed] = JSON.parse(npm(["pack", "--json", "--pack-destination", project], join(import.meta.dirname, "..")));
  fs.writeFileSync(join(project, "package.json"), JSON.stringify({ name: "project", private: true, type: "module" }));
  npm(["install", "--offline", "--no-audit", "--no-fund", `./${packed.filename}`], project);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  fs.rmSync(project, { recursive: true });
});

test("the tarball holds what it should, and nothing else", () => {
  const files = packed.files.map(({ path }) => path).sort();
  assert.deepEqual(files, [
    "LICENSE-APACHE",
    "LICENSE-DATA",
    "LICENSE-MIT",
    "LICENSES-THIRD-PARTY.md",
    "README.md",
    "SOURCES-DATA.md",
    "adapter.d.ts",
    "api.js",
    "ckeditor.d.ts",
    "ckeditor.js",
    "cli.js",
    "cli/arguments.js",
    "cli/encoding.js",
    "cli/examine.js",
    "cli/files.js",
    "cli/json.js",
    "cli/ndjson.js",
    "cli/output.js",
    "cli/pieces.js",
    "cli/places.js",
    "cli/problem.js",
    "cli/replace.js",
    "cli/report.js",
    "cli/texts.js",
    "codemirror.d.ts",
    "codemirror.js",
    "contenteditable.d.ts",
    "contenteditable.js",
    "defined.js",
    "dev-server.js",
    "diagnostics.js",
    "disk.js",
    "dispose.js",
    "editor/action-button.js",
    "editor/codemirror-checking.js",
    "editor/codemirror-code.js",
    "editor/codemirror-decorations.js",
    "editor/codemirror-tooltip.js",
    "editor/difference.js",
    "editor/dom-part.js",
    "editor/dom-text.js",
    "editor/follow.js",
    "editor/given.js",
    "editor/highlights.js",
    "editor/ignored.js",
    "editor/in-page.js",
    "editor/in-view.js",
    "editor/layer.js",
    "editor/line-layout.js",
    "editor/messages.js",
    "editor/mirror.js",
    "editor/nearby.js",
    "editor/off.js",
    "editor/offer.js",
    "editor/options.js",
    "editor/pasted.js",
    "editor/place.js",
    "editor/prosemirror-text.js",
    "editor/protection.js",
    "editor/recheck.js",
    "editor/region.js",
    "editor/removals.js",
    "editor/rendering.js",
    "editor/session.js",
    "editor/spaces.js",
    "editor/styles.js",
    "editor/surface.js",
    "editor/text-control.js",
    "editor/tooltip.js",
    "editor/typing.js",
    "editor/undo-together.js",
    "editor/writing.js",
    "edits.js",
    "field.d.ts",
    "field.js",
    "index.d.ts",
    "index.js",
    "kept.js",
    "lexical.d.ts",
    "lexical.js",
    "load.js",
    "memory.js",
    "monaco.d.ts",
    "monaco.js",
    "node.js",
    "package.json",
    "prosemirror.d.ts",
    "prosemirror.js",
    "quill.d.ts",
    "quill.js",
    "retext.d.ts",
    "retext.js",
    "rules.d.ts",
    "rules.js",
    "session.d.ts",
    "session.js",
    "slate.d.ts",
    "slate.js",
    "sorted.js",
    "textarea.d.ts",
    "textarea.js",
    "textlint.d.ts",
    "textlint.js",
    "tinymce.d.ts",
    "tinymce.js",
    "tiptap.d.ts",
    "tiptap.js",
    "unglue.wasm.d.ts",
    "wasm/unglue.js",
    "wasm/unglue_bg.wasm",
    "worker-node.js",
    "worker.d.ts",
    "worker.js",
    "worker/client.js",
    "worker/document.js",
    "worker/heartbeat.js",
    "worker/marks.js",
    "worker/messages.js",
    "worker/promises.js",
    "worker/service.js",
    "worker/start.js",
    "worker/thread-node.js",
    "worker/thread.d.ts",
    "worker/thread.js",
    "workerd.js",
    "yield.js",
  ]);
  assert.equal(packed.files.find(({ path }) => path === "cli.js").mode & 0o111, 0o111, "cli.js can be started");
  assert.deepEqual(
    fs.readdirSync(join(project, "node_modules")).filter((name) => !name.startsWith(".")),
    ["unglue"],
    "it brings nothing with it",
  );
});

test("Node imports it, requires it, and finds its Wasm file", () => {
  const use = 'console.log((await createChecker()).fix("thereare no plans for November12"))';
  const fixed = "there are no plans for November 12\n";
  assert.equal(node(["--input-type=module", "--eval", `import { createChecker } from "unglue"; ${use}`]), fixed);
  assert.equal(
    node([
      "--input-type=commonjs",
      "--eval",
      `const { createChecker } = require("unglue"); (async () => { ${use} })()`,
    ]),
    fixed,
  );
  const resolve = 'console.log(import.meta.resolve("unglue/unglue.wasm").split("node_modules/")[1])';
  assert.equal(node(["--input-type=module", "--eval", resolve]), "unglue/wasm/unglue_bg.wasm\n");
});

test("Node has it in a worker, in a worker thread of one's own, and as the browsers' entry, as tests may have it", () => {
  const threads = `
    import { Worker, isMainThread, parentPort } from "node:worker_threads";
    import { createChecker } from "unglue";
    import { createWorkerChecker } from "unglue/worker";
    if (isMainThread) {
      const client = createWorkerChecker();
      console.log(await client.fix("thereare"));
      new Worker(new URL(import.meta.url)).on("message", (fixed) => console.log(fixed));
    } else {
      parentPort.postMessage((await createChecker()).fix("ofany"));
    }
  `;
  fs.writeFileSync(join(project, "threads.js"), threads);
  assert.equal(node(["threads.js"]), "there are\nof any\n");
  const browsers =
    'const { createChecker } = await import("./node_modules/unglue/index.js"); console.log((await createChecker()).fix("thereare"))';
  assert.equal(node(["--input-type=module", "--eval", browsers]), "there are\n");
});

test("adapters can be imported where there is no page, as on a server", () => {
  const names = ["ckeditor", "contenteditable", "field", "monaco", "quill", "session", "textarea", "tinymce"];
  const code = `for (const name of ${JSON.stringify(names)}) console.log(Object.keys(await import("unglue/" + name)).length > 0)`;
  assert.equal(node(["--input-type=module", "--eval", code]), "true\n".repeat(names.length));
});

/** Runs webpack, which must have nothing to say. */
async function runWebpack(options) {
  const compiler = webpack(options);
  const stats = await new Promise((resolve, reject) =>
    compiler.run((error, stats) => (error ? reject(error) : resolve(stats))),
  );
  const { errors, warnings } = stats.toJson();
  assert.deepEqual([...errors, ...warnings], []);
}

/** A program for Node, whose bundle lies elsewhere than the package. */
const SERVER = `
  import { createChecker } from "unglue";
  import { createWorkerChecker } from "unglue/worker";
  (async () => {
    const client = createWorkerChecker();
    console.log((await createChecker()).fix("thereare"), await client.fix("ofany"));
  })();
`;
for (const [name, build] of [
  [
    "esbuild, as a module",
    (root) =>
      esbuild.build({
        entryPoints: [join(root, "main.js")],
        bundle: true,
        platform: "node",
        format: "esm",
        outfile: join(root, "dist", "main.mjs"),
        logLevel: "error",
      }),
  ],
  [
    "esbuild, for require",
    (root) =>
      esbuild.build({
        entryPoints: [join(root, "main.js")],
        bundle: true,
        platform: "node",
        format: "cjs",
        outfile: join(root, "dist", "main.cjs"),
        logLevel: "error",
        logOverride: { "empty-import-meta": "silent" },
      }),
  ],
  [
    "webpack",
    (root) =>
      runWebpack({
        mode: "production",
        target: "node20",
        context: root,
        entry: "./main.js",
        output: { path: join(root, "dist"), filename: "main.cjs" },
      }),
  ],
  [
    "Vite",
    (root) =>
      vite.build({
        root,
        configFile: false,
        logLevel: "error",
        ssr: { noExternal: true },
        build: { ssr: "main.js", outDir: "dist", rollupOptions: { output: { entryFileNames: "main.mjs" } } },
      }),
  ],
]) {
  test(`a bundle for servers by ${name} works`, async () => {
    const root = join(project, `server-${name.replaceAll(/\W+/g, "-")}`);
    fs.mkdirSync(root);
    fs.writeFileSync(join(root, "main.js"), SERVER);
    await build(root);
    const [file] = ["main.mjs", "main.cjs"].filter((file) => fs.existsSync(join(root, "dist", file)));
    assert.equal(node([join(root, "dist", file)]), "there are of any\n");
  });
}

test("its command is installed", { skip: process.platform === "win32" }, () => {
  const command = join(project, "node_modules", ".bin", "unglue");
  assert.equal(execFileSync(command, ["fix"], { input: "thereare", encoding: "utf8" }), "there are");
});

const PAGE = '<!doctype html><title>Test</title><script type="module" src="./main.js"></script>';
/** A program that checks here, in a worker of its own, and in the package's; and that attaches an adapter. */
const main = (options = "") => `
  import { createChecker } from "unglue";
  import { unglue } from "unglue/textarea";
  import { createWorkerChecker } from "unglue/worker";
  const checker = await createChecker();
  const client = createWorkerChecker(${options});
  const area = document.createElement("textarea");
  area.value = "Now thereare no plans";
  document.body.append(area);
  const attached = unglue(area, { checker: client });
  const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
  worker.onerror = (error) => { throw error; };
  worker.onmessage = async ({ data }) => {
    const fixed = checker.fix("on November12");
    const same = [data, await client.check("thereare")].every((found) => JSON.stringify(found) === JSON.stringify(checker.check("thereare")));
    await attached.fixAll();
    attached.destroy();
    globalThis.result = { fixed, same, area: area.value };
  };
  worker.postMessage("thereare");
`;
const WORKER = `
  import { createChecker } from "unglue";
  onmessage = async ({ data }) => postMessage((await createChecker()).check(data));
`;
const EXPECTED = { fixed: "on November 12", same: true, area: "Now there are no plans" };

/** Leaves a small site in the project and returns its folder. */
function site(name, options) {
  const root = join(project, name);
  fs.mkdirSync(root);
  fs.writeFileSync(join(root, "index.html"), PAGE);
  fs.writeFileSync(join(root, "main.js"), main(options));
  fs.writeFileSync(join(root, "worker.js"), WORKER);
  return root;
}
const forVite = (name) => ({ root: site(name), configFile: false, logLevel: "error", worker: { format: "es" } });

/** Serves what was built, and sees that it works without a complaint, under a strict policy. */
async function worksBuilt(folder) {
  const server = await serve(folder);
  try {
    const { result, complaints } = await visit(browser, server.address);
    assert.deepEqual(result, EXPECTED);
    assert.deepEqual(complaints, []);
  } finally {
    server.stop();
  }
}

test("a Vite build works in Chromium, in the page and in workers, under a strict policy", async () => {
  const config = forVite("built");
  await vite.build({ ...config, build: { target: "esnext", modulePreload: { polyfill: false } } });
  const wasm = fs.readdirSync(join(config.root, "dist", "assets")).filter((name) => name.endsWith(".wasm"));
  assert.equal(wasm.length, 1, "one Wasm file for all");
  await worksBuilt(join(config.root, "dist"));
});

test("so does a build of webpack, with nothing configured", async () => {
  const root = site("webpack");
  await runWebpack({
    mode: "production",
    context: root,
    entry: "./main.js",
    output: { path: join(root, "dist"), filename: "main.js" },
    performance: false,
  });
  fs.copyFileSync(join(root, "index.html"), join(root, "dist", "index.html"));
  assert.equal(
    fs.readdirSync(join(root, "dist")).filter((name) => name.endsWith(".wasm")).length,
    1,
    "one Wasm file for all",
  );
  await worksBuilt(join(root, "dist"));
});

test("so does a build of esbuild, with the entries and the copy that the README names", async () => {
  const root = site("esbuild", '{ worker: () => new Worker("thread.js", { type: "module" }) }');
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: { main: "./main.js", worker: "./worker.js", thread: "unglue/worker/thread" },
    bundle: true,
    format: "esm",
    outdir: "dist",
    logLevel: "error",
  });
  fs.mkdirSync(join(root, "dist", "wasm"));
  fs.copyFileSync(
    join(project, "node_modules", "unglue", "wasm", "unglue_bg.wasm"),
    join(root, "dist", "wasm", "unglue_bg.wasm"),
  );
  fs.copyFileSync(join(root, "index.html"), join(root, "dist", "index.html"));
  await worksBuilt(join(root, "dist"));
});

/** A page whose own script names the Wasm file, for a loader of esbuild. */
const LOADED = `
  import wasm from "unglue/unglue.wasm";
  import { createChecker, init } from "unglue";
  await init(wasm);
  globalThis.result = (await createChecker()).fix("thereare");
`;
for (const loader of ["file", "binary"]) {
  test(`so does one with the loader "${loader}" for the Wasm file`, async () => {
    const root = join(project, `esbuild-${loader}`);
    fs.mkdirSync(root);
    fs.writeFileSync(join(root, "main.js"), LOADED);
    await esbuild.build({
      absWorkingDir: root,
      entryPoints: ["main.js"],
      bundle: true,
      format: "esm",
      outdir: "dist",
      loader: { ".wasm": loader },
      logLevel: "error",
    });
    fs.writeFileSync(join(root, "dist", "index.html"), PAGE);
    const server = await serve(join(root, "dist"));
    try {
      assert.deepEqual(await visit(browser, server.address), { result: "there are", complaints: [] });
    } finally {
      server.stop();
    }
  });
}

test("a build of esbuild without that copy says where the file should be", async () => {
  const root = join(project, "esbuild-bare");
  fs.mkdirSync(root);
  fs.writeFileSync(
    join(root, "main.js"),
    `import { createChecker } from "unglue"; createChecker().catch((error) => { globalThis.result = error.message; });`,
  );
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ["main.js"],
    bundle: true,
    format: "esm",
    outdir: "dist",
    logLevel: "error",
  });
  fs.writeFileSync(join(root, "dist", "index.html"), PAGE);
  const server = await serve(join(root, "dist"));
  try {
    const { result } = await visit(browser, server.address);
    assert.ok(
      result.includes(
        `serve unglue_bg.wasm as ${server.address}wasm/unglue_bg.wasm, or give its address or bytes to init()`,
      ),
      result,
    );
  } finally {
    server.stop();
  }
});

for (const [tool, script, ...options] of [
  ["publint", "publint/src/cli.js", "run", "--strict"],
  ["attw", "@arethetypeswrong/cli/dist/index.js", "--profile", "esm-only"],
]) {
  test(`${tool} has nothing to say against it`, () => {
    // Wherever npm has put it in this workspace.
    const path = ["..", "../.."].map((up) => join(import.meta.dirname, up, "node_modules", script)).find(fs.existsSync);
    const { status, stdout, stderr } = spawnSync(process.execPath, [path, ...options, join(project, packed.filename)], {
      encoding: "utf8",
    });
    assert.equal(status, 0, stdout + stderr);
    assert.match(stdout, /All good!|"unglue\/tiptap"/);
  });
}

test("Vite's development server works in Chromium, with nothing configured for the package", async () => {
  const server = await vite.createServer({
    ...forVite("served"),
    server: { port: 0, host: "localhost", ws: false },
    cacheDir: join(project, "cache"),
  });
  await server.listen();
  try {
    const { result } = await visit(browser, server.resolvedUrls.local[0]);
    assert.deepEqual(result, EXPECTED);
  } finally {
    await server.close();
  }
});

/** Serves the installed package itself, with a page beside it. */
async function plain(name, script, options = undefined) {
  const folder = join(project, name);
  fs.cpSync(join(project, "node_modules", "unglue"), join(folder, "unglue"), { recursive: true });
  fs.writeFileSync(join(folder, "index.html"), PAGE);
  fs.writeFileSync(join(folder, "main.js"), script);
  return serve(folder, options);
}

test("a plain page needs no bundler, and no particular type of its files", async () => {
  const types = { ".html": "text/html", ".js": "text/javascript" };
  const server = await plain(
    "plain",
    `
    import { createChecker } from "./unglue/index.js";
    globalThis.result = (await createChecker()).fix("thereare");
  `,
    { types },
  );
  try {
    const { result, complaints } = await visit(browser, server.address);
    assert.equal(result, "there are");
    assert.deepEqual(complaints, []);
  } finally {
    server.stop();
  }
});

test("a plain page starts the worker of the package, under a strict policy", async () => {
  const server = await plain(
    "plain-worker",
    `
    import { createWorkerChecker } from "./unglue/worker.js";
    const checker = createWorkerChecker();
    const document = checker.open("thereare no plans");
    await document.edit({ from: 0, to: 0, insert: "Now " });
    globalThis.result = document.marks.map(({ from, to }) => [from, to]);
    checker.terminate();
  `,
  );
  try {
    const { result, complaints } = await visit(browser, server.address);
    assert.deepEqual(result, [[4, 12]]);
    assert.deepEqual(complaints, []);
  } finally {
    server.stop();
  }
});

test("a worker whose script is missing says so in the page", async () => {
  const server = await plain(
    "no-worker",
    `
    import { createWorkerChecker } from "./unglue/worker.js";
    const checker = createWorkerChecker({ worker: () => new Worker("./missing.js", { type: "module" }) });
    globalThis.result = await checker.fix("thereare").catch((error) => error.message);
  `,
  );
  try {
    assert.match(
      (await visit(browser, server.address)).result,
      /worker crashed .*could not be loaded: tell where .*createWorkerChecker\({ worker: /,
    );
  } finally {
    server.stop();
  }
});

test("the worker's script is where the page says", async () => {
  const server = await plain(
    "elsewhere",
    `
    import { createWorkerChecker } from "./unglue/worker.js";
    const scripts = ["unglue/worker/thread.js", new URL("./unglue/worker/thread.js", import.meta.url)];
    globalThis.result = await Promise.all(scripts.map((worker) => createWorkerChecker({ worker }).fix("thereare")));
  `,
  );
  try {
    const { result, complaints } = await visit(browser, server.address);
    assert.deepEqual(result, ["there are", "there are"]);
    assert.deepEqual(complaints, []);
  } finally {
    server.stop();
  }
});

test("a page uses the package from another origin, with its worker, under the policy that the README names", async () => {
  const cdn = await plain("cdn", "", { headers: { "Access-Control-Allow-Origin": "*" } });
  const policy = [
    "default-src 'none'",
    `script-src 'self' ${cdn.address} 'wasm-unsafe-eval'`,
    `worker-src blob: ${cdn.address}`,
    `connect-src ${cdn.address}`,
  ].join("; ");
  const server = await plain(
    "from-cdn",
    `
    import { createChecker } from "${cdn.address}unglue/index.js";
    import { createWorkerChecker } from "${cdn.address}unglue/worker.js";
    const client = createWorkerChecker();
    const document = client.open("thereare no plans");
    await document.opened;
    const told = createWorkerChecker({ worker: "${cdn.address}unglue/worker/thread.js" });
    globalThis.result = [(await createChecker()).fix("thereare"), await client.fix("thereare"), await told.fix("thereare"), document.marks.length];
  `,
    { policy },
  );
  try {
    const { result, complaints } = await visit(browser, server.address);
    assert.deepEqual(result, ["there are", "there are", "there are", 1]);
    assert.deepEqual(complaints, []);
  } finally {
    server.stop();
    cdn.stop();
  }
});

test("a worker that ends itself without a word is missed, and a new one goes on", async () => {
  const server = await plain(
    "ends",
    `
    import { createWorkerChecker } from "./unglue/worker.js";
    let starts = 0;
    const worker = () => new Worker(starts++ === 0 ? "./ends.js" : "./unglue/worker/thread.js", { type: "module" });
    const checker = createWorkerChecker({ worker, onRestart: (error) => { globalThis.told = error.message; } });
    await checker.ready;
    globalThis.calls = ["first", "second"].map((text) => checker.fix(text + " thereare").catch((error) => error.message));
    globalThis.result = [];
  `,
  );
  fs.writeFileSync(
    join(project, "ends", "ends.js"),
    `
    import "./unglue/worker/thread.js";
    const serve = onmessage;
    onmessage = (event) => (event.data.call === "fix" ? close() : serve(event));
  `,
  );
  try {
    const { result } = await visit(browser, server.address, {
      prepare: (page) => page.clock.install(),
      async read(page) {
        await page.clock.runFor(40_000);
        return page.evaluate(async () => [await Promise.all(calls), told]);
      },
    });
    const [[first, second], told] = result;
    assert.match(told, /no sign of life for 30 s/);
    assert.equal(first, told);
    assert.equal(second, "second there are");
  } finally {
    server.stop();
  }
});

test("a page can bring the bytes itself", async () => {
  const server = await plain(
    "bytes",
    `
    import { createCheckerSync, init, initSync } from "./unglue/index.js";
    const bytes = await (await fetch("./unglue/wasm/unglue_bg.wasm")).arrayBuffer();
    initSync(await WebAssembly.compile(bytes));
    globalThis.result = createCheckerSync().fix("thereare");
  `,
  );
  try {
    assert.equal((await visit(browser, server.address)).result, "there are");
  } finally {
    server.stop();
  }
});

test("a page whose network fails once can try again", async () => {
  const server = await plain(
    "retry",
    `
    import { createChecker } from "./unglue/index.js";
    const errors = [];
    for (let attempt = 0; attempt < 2; attempt++) await createChecker().catch((error) => errors.push(error.message));
    globalThis.result = { errors, fixed: (await createChecker()).fix("thereare") };
  `,
  );
  try {
    let requests = 0;
    const { result } = await visit(browser, server.address, {
      prepare: (page) =>
        page.route("**/*.wasm", (route) => {
          requests += 1;
          if (requests === 1) return route.abort();
          return requests === 2 ? route.fulfill({ status: 503 }) : route.continue();
        }),
    });
    assert.equal(result.fixed, "there are");
    assert.equal(result.errors.length, 2);
    for (const message of result.errors) assert.match(message, /could not load its Wasm file: serve unglue_bg\.wasm/);
    assert.match(result.errors[1], /503/);
    assert.equal(requests, 3);
  } finally {
    server.stop();
  }
});
