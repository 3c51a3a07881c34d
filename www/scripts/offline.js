// The part of the build that makes the page work offline: the service worker, with the list of what it keeps.

import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const read = (path) => readFileSync(new URL(path, import.meta.url), "utf8");

/** What is built for the gallery alone, and not by way of its scripts. */
const GALLERY = /^assets\/(monaco|codicon|editorWebWorker)/;

/** What reads documents: kept once it was needed, since few open any. */
const LATER = /^assets\/(pdf|docx)[.-]/;

/** All that a page loads, now or later: the names of its chunk, and of those that this one imports. */
function reach(bundle, name, seen = new Set()) {
  const chunk = bundle[name];
  if (!chunk || seen.has(name)) return seen;
  seen.add(name);
  for (const css of chunk.viteMetadata?.importedCss ?? []) seen.add(css);
  for (const next of [...(chunk.imports ?? []), ...(chunk.dynamicImports ?? [])]) reach(bundle, next, seen);
  return seen;
}

/** @returns {import("vite").Plugin} */
export const offline = {
  name: "offline",
  apply: "build",
  enforce: "post",
  // Of the files as they are served: later than `generateBundle`, in which they still change.
  writeBundle({ dir }, bundle) {
    const entry = (page) => Object.values(bundle).find(({ isEntry, name }) => isEntry && name === page)?.fileName;
    const own = reach(bundle, entry("main"));
    const others = reach(bundle, entry("gallery"));
    const assets = Object.keys(bundle).filter(
      (name) => name.startsWith("assets/") && !GALLERY.test(name) && (own.has(name) || !others.has(name)),
    );
    const unhashed = readdirSync(new URL("../public", import.meta.url));
    const hash = (name) =>
      createHash("sha256")
        .update(readFileSync(join(dir, name)))
        .digest("base64");
    const hashes = (names) => Object.fromEntries(names.map((name) => [name, hash(name)]));
    const isLater = (name) => LATER.test(name);
    const files = { "./": null, ...hashes([...unhashed, ...assets.filter((name) => !isLater(name)).sort()]) };
    const later = hashes(assets.filter(isLater).sort());
    const version = createHash("sha256")
      .update(JSON.stringify([files, later]))
      .update(hash("index.html"))
      .update(read("../service-worker.js"));
    const source = [
      `const FILES = ${JSON.stringify(files)};`,
      `const LATER = ${JSON.stringify(later)};`,
      `const MARK = ${JSON.stringify(entry("main"))};`,
      `const VERSION = ${JSON.stringify(version.digest("hex").slice(0, 12))};`,
      read("../service-worker.js"),
    ].join("\n");
    writeFileSync(join(dir, "service-worker.js"), source);
  },
};
