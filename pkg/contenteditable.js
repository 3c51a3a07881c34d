// The adapter for editable regions of a page.

import { checkRegion } from "./editor/region.js";

/** @type {typeof import("./contenteditable.js").unglue} */
export const unglue = (element, options) => checkRegion(element, options);
