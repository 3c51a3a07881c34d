// Follows a text that is being edited: an edit returns which findings it removed and which it added.
//
// $ node examples/node/document.mjs
// opened: Theplan
// after a key: removed nothing, added thereare
// after a fix: removed Theplan, added nothing

import { createChecker } from "unglue";

/** The flagged tokens as they stand in the text: suggestions without their spaces. */
const tokens = (diagnostics) =>
  diagnostics.map(({ suggestions }) => suggestions[0].text.replaceAll(" ", "")).join(", ") || "nothing";

const checker = await createChecker();
const document = checker.open("Theplan is old.\n\nNow there are others.");
console.log(`opened: ${tokens(document.diagnostics())}`);

// The writer deletes a space. Only the paragraphs that an edit touches are checked again.
const key = document.edit({ from: 26, to: 27, insert: "" });
console.log(`after a key: removed ${tokens(key.removed)}, added ${tokens(key.added)}`);

// The host applies a suggestion. Each of its edits has offsets of the text before all of them.
const [first] = document.diagnostics();
for (const edit of first.suggestions[0].edits.toReversed()) {
  const fix = document.edit(edit);
  console.log(`after a fix: removed ${tokens(fix.removed)}, added ${tokens(fix.added)}`);
}

document.free();
