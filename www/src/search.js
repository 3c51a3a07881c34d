// The search in the editor, as CodeMirror brings it: loaded by find.js.

import { search, searchKeymap } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import { keymap } from "@codemirror/view";

export { openSearchPanel } from "@codemirror/search";

/** Of CodeMirror's keys those that find; the others select in several places at once, or go to a line. */
const KEYS = new Set(["Mod-f", "F3", "Mod-g", "Escape"]);

/** The panel's words. */
const PHRASES = {
  next: "Next",
  previous: "Previous",
  "match case": "Match case",
  "by word": "Whole words",
  regexp: "Pattern",
  replace: "Replace",
  "replace all": "Replace all",
  close: "Close the search",
};

export const extension = [
  keymap.of(searchKeymap.filter(({ key }) => key !== undefined && KEYS.has(key))),
  search({ top: true }),
  EditorState.phrases.of(PHRASES),
];
