// Builds the extension for Chromium and for Firefox: a folder and a zip of each in target/extension/. `cargo xtask extension`
// builds the package first.

import * as fs from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { zipSync } from "fflate";

/** What a zip may have at most. Bytes. */
const BUDGET = 2_500_000;
/** Zips of the same files are the same bytes: the earliest time that a zip can tell. */
const TIME = new Date(1980, 0, 1);
/** The id by which Firefox knows it, and the oldest version that has all that is needed. */
const GECKO = {
  id: "extension@unglue.example",
  strict_min_version: "142.0",
  data_collection_permissions: { required: ["none"] },
};

const source = fileURLToPath(new URL("..", import.meta.url));
const root = join(source, "..");
export const out = join(root, "target", "extension");

/** What differs by browser. */
const MANIFESTS = {
  chromium: (/** @type {Record<string, any>} */ manifest) => manifest,
  firefox({ minimum_chrome_version, background, ...manifest }) {
    return {
      ...manifest,
      // Firefox has pages in place of workers.
      background: { scripts: [background.service_worker], type: background.type },
      browser_specific_settings: { gecko: GECKO },
    };
  },
};

/** Keeps the Wasm module, and what loads it, out of the pages. */
const checksElsewhere = {
  name: "checks-elsewhere",
  setup(build) {
    build.onResolve({ filter: /\/in-page\.js$/ }, () => ({
      path: join(source, "src", "content", "no-page-checker.js"),
    }));
  },
};

async function scripts(to) {
  const common = {
    bundle: true,
    outdir: to,
    target: ["chrome123", "firefox142"],
    logLevel: "warning",
    legalComments: "none",
  };
  const entry = (name) => ({ [name]: join(source, "src", name, `${name}.js`) });
  await esbuild.build({ ...common, format: "esm", entryPoints: { ...entry("background"), ...entry("popup") } });
  // Content scripts are no modules.
  await esbuild.build({ ...common, format: "iife", entryPoints: entry("content"), plugins: [checksElsewhere] });
}

function files(to, name) {
  const { version } = JSON.parse(fs.readFileSync(join(source, "package.json"), "utf8"));
  const manifest = { ...JSON.parse(fs.readFileSync(join(source, "manifest.json"), "utf8")), version };
  fs.writeFileSync(join(to, "manifest.json"), `${JSON.stringify(MANIFESTS[name](manifest), null, 2)}\n`);
  for (const file of ["src/popup/popup.html", "src/popup/popup.css", "PRIVACY.md"])
    fs.copyFileSync(join(source, file), join(to, basename(file)));
  fs.cpSync(join(source, "icons"), join(to, "icons"), { recursive: true });
  const pkg = join(root, "pkg");
  fs.copyFileSync(join(pkg, "wasm", "unglue_bg.wasm"), join(to, "unglue_bg.wasm"));
  for (const file of fs.readdirSync(pkg).filter((file) => /^(LICENSE|SOURCES)/.test(file)))
    fs.copyFileSync(join(pkg, file), join(to, file));
}

/** Puts a folder into a zip. Returns how many bytes that has. */
export function zip(folder, to) {
  const names = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = names.map(({ parentPath, name }) => join(parentPath, name)).sort();
  const entries = paths.map((path) => [
    path.slice(folder.length + 1).replaceAll("\\", "/"),
    [fs.readFileSync(path), { mtime: TIME, level: 9 }],
  ]);
  const bytes = zipSync(Object.fromEntries(entries));
  fs.writeFileSync(to, bytes);
  return bytes.length;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  fs.rmSync(out, { recursive: true, force: true });
  for (const name of Object.keys(MANIFESTS)) {
    const folder = join(out, name);
    fs.mkdirSync(folder, { recursive: true });
    await scripts(folder);
    files(folder, name);
    const size = zip(folder, `${folder}.zip`);
    console.log(`  target/extension/${name}.zip: ${size} bytes (budget ${BUDGET})`);
    if (size > BUDGET) {
      console.error(
        `the zip has ${size - BUDGET} bytes too many: shrink data/en, or raise BUDGET in extension/scripts/build.js`,
      );
      process.exitCode = 1;
    }
  }
}
