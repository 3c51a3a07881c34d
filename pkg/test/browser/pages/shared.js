// What the pages have in common: one worker for all their editors.

import { createWorkerChecker } from "unglue/worker";
import { respacing } from "../../support/respacing.js";

export const checker = createWorkerChecker({ worker: () => new Worker("thread.js", { type: "module" }) });
const offers = [];
/** Takes what is offered after a paste. */
const onPaste = (offer) => offers.push(offer);
Object.assign(globalThis, { checker, respacing, offers, onPaste });

/** A host's own words. */
globalThis.messages = {
  diagnostic: ({ confidence }, { rule, before, after, edits }) =>
    rule === "merged-number" ? undefined : `${rule}/${before}/${after}/${edits}/${confidence > 0.5}`,
  ignoreHere: "Hier nicht",
  addWord: "Merken",
  fixAll: "Alles",
};

// A call is answered after those before it, and what they changed is drawn in the next frames.
globalThis.settled = async () => {
  for (let round = 0; round < 3; round++) {
    await checker.exportPersonal();
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  }
};

/** What is underlined in a document, or has another of our highlights, in its order. */
export const underlined = ({ CSS }, name = "unglue") =>
  [...(CSS.highlights.get(name) ?? [])].sort((a, b) => a.compareBoundaryPoints(Range.START_TO_START, b));
