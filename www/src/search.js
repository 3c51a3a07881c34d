// The search in the editor, as CodeMirror brings it: loaded by find.js.

import { search, searchKeymap } from "@codemirror/search";
import { keymap } from "@codemirror/view";

export { openSearchPanel } from "@codemirror/search";

/** Of CodeMirror's keys those that find; the others select in several places at once, or go to a line. */
const KEYS = new Set(["Mod-f", "F3", "Mod-g", "Escape"]);

export const extension = [
  keymap.of(searchKeymap.filter(({ key }) => key !== undefined && KEYS.has(key))),
  search({ top: true }),
];
