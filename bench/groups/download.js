// What the editor page has of scripts, as servers compress them.

import { ownScripts } from "../../www/scripts/own-scripts.js";
import { single } from "../lib/rows.js";

export async function download({ report }) {
  const scripts = ownScripts();
  const size = scripts.reduce((sum, { gzip }) => sum + gzip, 0);
  report(
    single("the page's own JavaScript, gzip", "kB", size / 1000, {
      goal: { of: "median", most: 250 },
      note: `${scripts.length} files, without Monaco`,
    }),
  );
}
