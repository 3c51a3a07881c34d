import { defineConfig } from "vite";

export default defineConfig({
  // Relative addresses: the built page works in any folder of any host.
  base: "./",
  build: {
    // No file becomes a data: URL, since the page's Content-Security-Policy allows only files of its own.
    assetsInlineLimit: 0,
    // There is one script, so there is nothing to preload.
    modulePreload: { polyfill: false },
    // What light-dark() and :has() need anyway.
    target: ["chrome123", "firefox121", "safari17.5"],
  },
  worker: { format: "es" },
  // Pre-bundling would move the package's JavaScript away from the .wasm that it loads from beside itself.
  optimizeDeps: { exclude: ["unglue"] },
});
