// The adapter for editable regions of a page.

import { checkGiven } from "./editor/given.js";
import { checkRegion } from "./editor/region.js";

/** @type {typeof import("./contenteditable.js").unglue} */
export function unglue(element, options) {
  checkGiven(element, "an editable element", ({ nodeType }) => nodeType === 1, "unglue(element, { checker })");
  return checkRegion(element, options);
}
