// What the built page has of JavaScript: all that it loads at once, and its worker. Not what it loads on request.

import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const dist = new URL("../dist/", import.meta.url);

/** The scripts with their sizes in bytes, compressed with gzip. @returns {{ name: string, gzip: number }[]} */
export function ownScripts() {
  const scripts = new Map();
  /** @param {string} name */
  const load = (name) => {
    if (scripts.has(name)) return;
    const source = readFileSync(new URL(name, dist));
    scripts.set(name, gzipSync(source).length);
    // What is imported at once, or started as a worker.
    for (const [, next] of String(source).matchAll(/(?:from|import|URL\()\s*["'`](?:\.\/)?([\w.-]+\.js)["'`]/g))
      load(`assets/${next}`);
  };
  const html = readFileSync(new URL("index.html", dist), "utf8");
  for (const [, name] of html.matchAll(/<(?:script|link)[^>]* (?:src|href)="\.\/([^"]+\.js)"/g)) load(name);
  return [...scripts].map(([name, gzip]) => ({ name, gzip }));
}
