// What the pages have in common: one worker for all their editors.

import { createWorkerChecker } from "unglue/worker";
import { respacing } from "../../support/respacing.js";

export const checker = createWorkerChecker({ worker: () => new Worker("thread.js", { type: "module" }) });
Object.assign(globalThis, { checker, respacing });

// A call is answered after those before it, and what they changed is drawn in the next frames.
globalThis.settled = async () => {
  for (let round = 0; round < 3; round++) {
    await checker.exportPersonal();
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  }
};

/** What is underlined in a document, in its order. */
export const underlined = ({ CSS }) =>
  [...(CSS.highlights.get("unglue") ?? [])].sort((a, b) => a.compareBoundaryPoints(Range.START_TO_START, b));
