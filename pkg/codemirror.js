// The adapter for CodeMirror 6: decorations of what can be seen, a tooltip, and commands.

import { EditorView } from "@codemirror/view";
import { checking, checkingOf } from "./editor/codemirror-checking.js";
import { theme } from "./editor/codemirror-decorations.js";
import { closeTooltip, openTooltip, tooltips } from "./editor/codemirror-tooltip.js";
import { checkOptions } from "./editor/options.js";

export { checkingOf };

/** The options besides those of all adapters. */
const OWN = { isShown: "function", tooltip: "function", changesOf: "function" };

/** @type {typeof import("./codemirror.js").unglue} */
export function unglue(options) {
  checkOptions(options, [], OWN);
  return [checking.of(options), tooltips, theme];
}

/** @type {typeof import("./codemirror.js").fixAtCaret} */
export function fixAtCaret(view) {
  return checkingOf(view)?.fixAtCaret() ?? false;
}

/** @type {typeof import("./codemirror.js").fixAll} */
export async function fixAll(view) {
  return (await checkingOf(view)?.fixAll()) ?? 0;
}

/** @type {typeof import("./codemirror.js").repair} */
export async function repair(view) {
  return (await checkingOf(view)?.repair()) ?? 0;
}

/** @type {typeof import("./codemirror.js").goTo} */
export function goTo(view, mark) {
  view.dispatch({
    selection: { anchor: mark.from, head: mark.to },
    effects: EditorView.scrollIntoView(mark.from, { y: "center" }),
    userEvent: "select",
  });
  view.focus();
  openTooltip(view, mark);
}

/** @param {-1 | 1} direction @returns {import("@codemirror/view").Command} */
const leading = (direction) => (view) => {
  const mark = checkingOf(view)?.following(direction);
  if (mark) goTo(view, mark);
  return mark !== undefined;
};

export const nextFault = leading(1);
export const previousFault = leading(-1);

/** @type {typeof import("./codemirror.js").unglueKeymap} */
export const unglueKeymap = [
  { key: "Alt-Enter", run: fixAtCaret },
  { key: "Mod-Shift-Enter", run: (view) => (fixAll(view), true) },
  { key: "F8", run: nextFault, shift: previousFault, preventDefault: true },
  { key: "Escape", run: closeTooltip },
];
