// The editors under the GPL, which are for tests alone: CKEditor 5, and TinyMCE in its frame and inline.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { richLaws } from "../browser/rich.js";
import { modulesOf } from "./support.js";

// TinyMCE sets styles of elements, and adds one.
const policy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src data: blob:; connect-src 'self'";
const pages = join(import.meta.dirname, "editors");
const modules = () => modulesOf("editors");
for (const name of ["ckeditor", "tinymce-classic", "tinymce-inline"]) richLaws(name, { policy, pages, modules });

test("the editors' own types fit what the adapters ask for", () => {
  const folder = mkdtempSync(join(tmpdir(), "unglue-types-"));
  try {
    const compilerOptions = {
      noEmit: true,
      strict: true,
      target: "es2023",
      module: "preserve",
      lib: ["es2024", "esnext.disposable", "dom", "dom.iterable"],
      types: [],
      skipLibCheck: true,
      paths: { "*": [join(modules(), "*")] },
    };
    const config = join(folder, "tsconfig.json");
    writeFileSync(config, JSON.stringify({ compilerOptions, files: [join(pages, "types.ts")] }));
    const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin", "tsc");
    const { status, stdout } = spawnSync(process.execPath, [tsc, "--project", config], { encoding: "utf8" });
    assert.equal(status, 0, stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
