// Builds the plugin: the three files that Obsidian's store takes, in target/obsidian/unglue/. `cargo xtask obsidian` builds the package
// first.

import * as fs from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";

/** What the script may have at most, with the Wasm file in it. Bytes. */
const BUDGET = 2_000_000;

const source = fileURLToPath(new URL("..", import.meta.url));
const root = join(source, "..");
const pkg = join(root, "pkg");
export const out = join(root, "target", "obsidian", "unglue");

/** What Obsidian itself gives to plugins. */
export const GIVEN = ["obsidian", "@codemirror/*", "@lezer/*"];

/** What is made for the script: `built:thread` and `built:wasm`. */
const built = {
  name: "built",
  setup(build) {
    build.onResolve({ filter: /^built:/ }, ({ path }) => ({ path, namespace: "built" }));
    build.onLoad({ filter: /thread$/, namespace: "built" }, async () => {
      const { outputFiles } = await esbuild.build({
        ...common,
        entryPoints: [join(pkg, "worker", "thread.js")],
        format: "iife",
        write: false,
      });
      return { contents: outputFiles[0].text, loader: "text" };
    });
    build.onLoad({ filter: /wasm$/, namespace: "built" }, () => {
      const packed = gzipSync(fs.readFileSync(join(pkg, "wasm", "unglue_bg.wasm")), { level: 9 });
      return { contents: packed.toString("base64"), loader: "text" };
    });
  },
};

const common = {
  bundle: true,
  minify: true,
  target: "es2022",
  legalComments: "none",
  logLevel: "warning",
  // Where the package's own files would be: the plugin has them in itself.
  logOverride: { "empty-import-meta": "silent" },
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  fs.rmSync(out, { recursive: true, force: true });
  fs.mkdirSync(out, { recursive: true });
  await esbuild.build({
    ...common,
    entryPoints: [join(source, "src", "main.js")],
    outfile: join(out, "main.js"),
    format: "cjs",
    external: GIVEN,
    plugins: [built],
    banner: {
      js: "/* unglue for Obsidian: MIT or Apache-2.0; its data of English: CC BY-SA 4.0. https://github.com/OWNER/unglue */",
    },
  });
  for (const file of ["manifest.json", "styles.css"]) fs.copyFileSync(join(source, file), join(out, file));
  // For who installs the folder; the store takes the files above, and has these in the repository.
  for (const file of fs.readdirSync(pkg).filter((file) => /^(LICENSE|SOURCES)/.test(file)))
    fs.copyFileSync(join(pkg, file), join(out, file));
  const { size } = fs.statSync(join(out, "main.js"));
  console.log(`  target/obsidian/unglue/main.js: ${size} bytes (budget ${BUDGET})`);
  if (size > BUDGET) {
    console.error(`the script has ${size - BUDGET} bytes too many: see BUDGET in obsidian/scripts/build.js`);
    process.exitCode = 1;
  }
}
