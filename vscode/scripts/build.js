// Builds the extension: a folder, and in it packed as Visual Studio Code installs it, in target/vscode/. `cargo xtask vscode` builds the
// package first.

import * as fs from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { zip } from "../../extension/scripts/build.js";

/** What the packed extension may have at most. Bytes. */
const BUDGET = 2_500_000;

const source = fileURLToPath(new URL("..", import.meta.url));
const root = join(source, "..");
export const out = join(root, "target", "vscode");
/** What is packed, and what the tests run. */
export const folder = join(out, "vsix", "extension");

/** What `cargo xtask vscode` has made of crates/texts-wasm. */
const texts = join(root, "target", "texts-wasm");
const built = {
  name: "built",
  setup(build) {
    build.onResolve({ filter: /^built:texts$/ }, () => ({ path: join(texts, "texts.js") }));
  },
};

/** One script for the desktop and the web: it needs nothing but the editor's interface and WebAssembly. */
function bundle() {
  return esbuild.build({
    bundle: true,
    entryPoints: { extension: join(source, "src", "extension.js") },
    outdir: join(folder, "dist"),
    format: "cjs",
    platform: "browser",
    target: "es2022",
    external: ["vscode"],
    legalComments: "none",
    plugins: [built],
    logLevel: "warning",
    // The Wasm file's place is given by the extension.
    logOverride: { "empty-import-meta": "silent" },
  });
}

function files() {
  const { version } = JSON.parse(fs.readFileSync(join(source, "package.json"), "utf8"));
  const manifest = { ...JSON.parse(fs.readFileSync(join(source, "manifest.json"), "utf8")), version };
  fs.writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  fs.copyFileSync(join(source, "README.md"), join(folder, "README.md"));
  fs.copyFileSync(join(root, "extension", "icons", "128.png"), join(folder, "icon.png"));
  const pkg = join(root, "pkg");
  fs.copyFileSync(join(pkg, "wasm", "unglue_bg.wasm"), join(folder, "dist", "unglue_bg.wasm"));
  fs.copyFileSync(join(texts, "texts_bg.wasm"), join(folder, "dist", "texts_bg.wasm"));
  fs.copyFileSync(join(source, "LICENSES-THIRD-PARTY-TEXTS.md"), join(folder, "LICENSES-THIRD-PARTY-TEXTS.md"));
  for (const file of fs.readdirSync(pkg).filter((file) => /^(LICENSE|SOURCES)/.test(file)))
    fs.copyFileSync(join(pkg, file), join(folder, file));
  return manifest;
}

/** The two files by which an archive is an extension, beside the folder with the extension itself. */
function frame({ name, version, publisher, displayName, description, engines, categories, keywords, extensionKind }) {
  const escaped = (text) => text.replace(/[&<>"]/g, (mark) => `&#${mark.charCodeAt(0)};`);
  const property = (id, value) => `<Property Id="Microsoft.VisualStudio.${id}" Value="${escaped(value)}"/>`;
  const asset = (type, path) =>
    `<Asset Type="Microsoft.VisualStudio.${type}" Path="extension/${path}" Addressable="true"/>`;
  const manifest = `<?xml version="1.0" encoding="utf-8"?>
<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011">
  <Metadata>
    <Identity Language="en-US" Id="${name}" Version="${version}" Publisher="${publisher}"/>
    <DisplayName>${escaped(displayName)}</DisplayName>
    <Description xml:space="preserve">${escaped(description)}</Description>
    <Tags>${escaped(keywords.join(","))},__web_extension</Tags>
    <Categories>${categories.join(",")}</Categories>
    <Properties>
      ${property("Code.Engine", engines.vscode)}
      ${property("Code.ExtensionKind", `${extensionKind.join(",")},web`)}
    </Properties>
    <License>extension/LICENSE-MIT</License>
    <Icon>extension/icon.png</Icon>
  </Metadata>
  <Installation><InstallationTarget Id="Microsoft.VisualStudio.Code"/></Installation>
  <Dependencies/>
  <Assets>
    ${asset("Code.Manifest", "package.json")}
    ${asset("Services.Content.Details", "README.md")}
    ${asset("Services.Icons.Default", "icon.png")}
  </Assets>
</PackageManifest>
`;
  const types = { js: "javascript", json: "json", md: "plain", vsixmanifest: "xml", png: "png", wasm: "wasm" };
  const defaults = Object.entries(types).map(([ending, type]) => {
    const family = type === "png" ? "image" : ["plain", "xml"].includes(type) ? "text" : "application";
    return `<Default Extension=".${ending}" ContentType="${family}/${type}"/>`;
  });
  const contents = `<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${defaults.join("")}</Types>
`;
  fs.writeFileSync(join(folder, "..", "extension.vsixmanifest"), manifest);
  fs.writeFileSync(join(folder, "..", "[Content_Types].xml"), contents);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  fs.rmSync(out, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  await bundle();
  frame(files());
  const size = zip(join(folder, ".."), join(out, "unglue.vsix"));
  console.log(`  target/vscode/unglue.vsix: ${size} bytes (budget ${BUDGET})`);
  if (size > BUDGET) {
    console.error(`the extension has ${size - BUDGET} bytes too many: see BUDGET in vscode/scripts/build.js`);
    process.exitCode = 1;
  }
}
