import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { offline } from "./scripts/offline.js";

const require = createRequire(import.meta.url);

/** The fonts' licence wants to go where they go; Vite collects only those of scripts. */
const fontLicenses = {
  name: "font-licenses",
  apply: "build",
  generateBundle() {
    for (const font of ["atkinson-hyperlegible-next", "literata"]) {
      const source = readFileSync(require.resolve(`@fontsource-variable/${font}/LICENSE`));
      this.emitFile({ type: "asset", fileName: `licenses/${font}.txt`, source });
    }
  },
};

/** @param {string} path */
const page = (path) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  // Relative addresses: the built page works in any folder of any host.
  base: "./",
  build: {
    // No file becomes a data: URL, since the page's Content-Security-Policy allows only files of its own.
    assetsInlineLimit: 0,
    // Browsers that have what the page needs anyway have module preloading, too.
    modulePreload: { polyfill: false },
    // What light-dark() and :has() need anyway.
    target: ["chrome123", "firefox121", "safari17.5"],
    license: { fileName: "licenses/scripts.md" },
    rolldownOptions: { input: { main: page("index.html"), gallery: page("gallery/index.html") } },
  },
  worker: { format: "es" },
  // Pre-bundling would move the package's JavaScript away from the .wasm that it loads from beside itself.
  // What is imported late or in a worker is found late, and then the dev server would load the page anew and lose the opened file.
  optimizeDeps: {
    exclude: ["unglue"],
    include: ["mammoth", "pdfjs-dist/legacy/build/pdf.mjs", "pdfjs-dist/legacy/build/pdf.worker.mjs"],
  },
  plugins: [fontLicenses, offline],
});
