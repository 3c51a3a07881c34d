import * as fs from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const folder = (name) => fileURLToPath(new URL(`../../${name}`, import.meta.url));

/** Puts a page with this script into a folder, bundled as users of esbuild do it: the worker is an entry of its own. */
export async function bundle(out, script, { entries = {}, loader = {}, nodePaths = [] } = {}) {
  await esbuild.build({
    entryPoints: { main: script, thread: folder("worker/thread.js"), ...entries },
    bundle: true,
    format: "esm",
    outdir: out,
    logLevel: "error",
    loader,
    nodePaths,
  });
  fs.mkdirSync(join(out, "wasm"));
  fs.copyFileSync(folder("wasm/unglue_bg.wasm"), join(out, "wasm", "unglue_bg.wasm"));
  const styles = fs.existsSync(join(out, "main.css")) ? '<link rel="stylesheet" href="main.css">' : "";
  fs.writeFileSync(
    join(out, "index.html"),
    `<!doctype html><meta charset="utf-8"><title>${basename(script, ".js")}</title>${styles}
    <link rel="stylesheet" href="page.css"><main></main><script type="module" src="main.js"></script>`,
  );
  fs.writeFileSync(join(out, "page.css"), "body { font: 16px monospace; } .ProseMirror { white-space: pre-wrap; }");
}
