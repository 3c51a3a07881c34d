import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { test } from "node:test";

const types = join(import.meta.dirname, "types");
const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin", "tsc");

/** The strictest way to look at some files. */
function compile(files, ...options) {
  const strict = [
    "--ignoreConfig",
    "--noEmit",
    "--strict",
    "--exactOptionalPropertyTypes",
    "--noUncheckedIndexedAccess",
    "--skipLibCheck",
    "false",
  ];
  const { status, stdout } = spawnSync(process.execPath, [tsc, ...strict, "--types", "", ...options, ...files], {
    cwd: types,
    encoding: "utf8",
  });
  return { status, stdout };
}

const NODE = ["--target", "es2022", "--module", "nodenext", "--lib", "es2022"];
const BUNDLER = ["--target", "es2022", "--module", "preserve", "--moduleResolution", "bundler", "--lib", "es2023,dom"];

for (const [name, options] of [
  ["Node without the browser's types", NODE],
  ["a bundler", BUNDLER],
]) {
  test(`right and wrong uses are told apart, for ${name}`, () => {
    const { status, stdout } = compile(["right.ts", "wrong.ts", "worker.ts"], ...options);
    assert.equal(status, 0, stdout);
  });
}

test("the browser's own types fit", () => {
  const folder = mkdtempSync(join(types, "browser-"));
  try {
    const file = join(folder, "browser.ts");
    writeFileSync(
      file,
      `import { init, initSync } from "unglue";
      import { createWorkerChecker } from "unglue/worker";
      createWorkerChecker({ worker: new URL("https://example.org/thread.js") });
      createWorkerChecker({ worker: () => new Worker("/thread.js", { type: "module" }) });
      await init(new URL("https://example.org/"));
      await init(fetch("/unglue_bg.wasm"));
      initSync(await WebAssembly.compileStreaming(fetch("/unglue_bg.wasm")));
      initSync(await (await fetch("/unglue_bg.wasm")).arrayBuffer());
    `,
    );
    const { status, stdout } = compile([file], ...BUNDLER);
    assert.equal(status, 0, stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("the adapters' types fit those of their editors", () => {
  // The declarations of some editors are not strict themselves.
  const { status, stdout } = compile(["adapters.ts"], ...BUNDLER, "--skipLibCheck", "true");
  assert.equal(status, 0, stdout);
});

test("every wrong use is an error for itself", () => {
  // Without their marks, the wrong uses must fail, each one: else the test above would see nothing.
  const folder = mkdtempSync(join(types, "wrong-"));
  try {
    const source = readFileSync(join(types, "wrong.ts"), "utf8");
    const marks = source.match(/^\/\/ @ts-expect-error/gm).length;
    const file = join(folder, "unmarked.ts");
    writeFileSync(file, source.replaceAll("@ts-expect-error", ""));
    const { status, stdout } = compile([file], ...BUNDLER);
    assert.notEqual(status, 0);
    const lines = new Set(stdout.match(/^\S+\(\d+(?=,\d+\): error TS)/gm));
    assert.equal(lines.size, marks, stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** The entries: what declares them, and all that must keep to it. */
const ENTRIES = {
  "index.d.ts": ["index.js", "node.js"],
  "worker.d.ts": ["worker.js", "worker-node.js"],
  "codemirror.d.ts": ["codemirror.js"],
  "monaco.d.ts": ["monaco.js"],
  "prosemirror.d.ts": ["prosemirror.js"],
  "tiptap.d.ts": ["tiptap.js"],
  "contenteditable.d.ts": ["contenteditable.js"],
  "field.d.ts": ["field.js"],
  "lexical.d.ts": ["lexical.js"],
  "quill.d.ts": ["quill.js"],
  "slate.d.ts": ["slate.js"],
  "ckeditor.d.ts": ["ckeditor.js"],
  "tinymce.d.ts": ["tinymce.js"],
  "textarea.d.ts": ["textarea.js"],
  "session.d.ts": ["session.js"],
  "textlint.d.ts": ["textlint.js"],
  "retext.d.ts": ["retext.js"],
};

for (const [declaration, scripts] of Object.entries(ENTRIES)) {
  test(`${declaration} names all that its entries export, and no more`, async () => {
    const declared = readFileSync(new URL(`../${declaration}`, import.meta.url), "utf8");
    const values = [...declared.matchAll(/^export (?:function|class|const) (\w+)/gm)].map((match) => match[1]);
    if (/^export default /m.test(declared)) values.push("default");
    for (const script of scripts) {
      const entry = await import(`../${script}`);
      assert.deepEqual(Object.keys(entry).sort(), values.sort(), script);
      for (const type of Object.values(entry).filter(
        (value) => value.prototype?.constructor === value && /^class/.test(value),
      )) {
        const body = new RegExp(`^export class ${type.name} \\{$([^]*?)^\\}`, "m").exec(declared)[1];
        const members = [...body.matchAll(/^ {2}(?:readonly )?(\w+)[(:]/gm)].map((match) => match[1]);
        const isPublic = (name) => !name.startsWith("_") && name !== "constructor";
        const actual = Object.getOwnPropertyNames(type.prototype).filter(isPublic);
        // What its constructor sets, no prototype has.
        const own = { WorkerDocument: ["opened"] }[type.name] ?? [];
        assert.deepEqual([...actual, ...own].sort(), members.filter(isPublic).sort(), type.name);
      }
    }
  });
}
