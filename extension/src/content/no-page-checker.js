// What takes the place of `pkg/editor/in-page.js` in the content script: there is no checker but that of the background, and no
// page gets the Wasm module.

/**
 * @param {import("unglue/worker").WorkerChecker} checker
 */
export const clientOf = (checker) => checker;
