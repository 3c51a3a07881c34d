// What the parts of the extension tell each other. Nothing of it leaves the browser.

/**
 * What the background and content scripts are asked.
 * @typedef {{ ask: "site" } | { ask: "fixAll", tab: number, frames: number[] } | { ask: "fixHere" }} Ask
 */

/** @typedef {{ host: string, frame: number }} Site the site of a tab by its host, and which frame of the tab asks */

/**
 * A place in a field of a frame.
 * @typedef {object} Finding
 * @property {number} id
 * @property {string} before
 * @property {string} after
 * @property {string} message
 */

/**
 * What a frame tells the popup, whenever it changes.
 * @typedef {object} FrameState
 * @property {number} frame
 * @property {number} fields how many are checked
 * @property {number} total how many findings there are
 * @property {Finding[]} findings the first of them
 */

/** @typedef {{ show: number, frame: number }} Show the popup wants a finding to be shown */

export {};
