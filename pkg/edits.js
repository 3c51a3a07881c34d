// What edits do to a text, and to places in it. The edits of a list are ascending and apart, each at offsets of the text before
// all of them.

/** @import { Edit } from "./index.js" */

/**
 * Returns the text with the edits made.
 * @param {string} text
 * @param {readonly Edit[]} edits
 */
export function applied(text, edits) {
  let out = "";
  let done = 0;
  for (const { from, to, insert } of edits) {
    out += text.slice(done, from) + insert;
    done = to;
  }
  return out + text.slice(done);
}
