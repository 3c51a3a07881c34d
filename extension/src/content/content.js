// The content script: runs in every frame of the sites that the user allows. Nothing is asked of the browser before a field is
// found.

import { Frame } from "./frame.js";

/** The frame's checking, in the world of this extension, which pages do not see. */
const world = /** @type {{ unglueFrame?: Frame }} */ (/** @type {unknown} */ (globalThis));

// Pages that were open already may be given it twice; one of an earlier version of the extension has ended.
if (!world.unglueFrame?.isAlive) world.unglueFrame = new Frame(window);
