// What the pages have in common: one worker for all their editors.

import { createWorkerChecker } from "unglue/worker";
import { respacing } from "../../support/respacing.js";

export const checker = createWorkerChecker({ worker: () => new Worker("thread.js", { type: "module" }) });
const offers = [];
/** Takes what is offered after a paste. */
const onPaste = (offer) => offers.push(offer);
/** What an adapter is attached with where a test is about pastes: tests may set something else. */
const pasting = { onPaste };
Object.assign(globalThis, { checker, respacing, offers, onPaste, pasting });

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

/** What is left of an adapter where an element is: elements, highlights, style sheets. Nothing once it is destroyed. */
globalThis.left = (element) => {
  const [root, document] = [element.getRootNode(), element.ownerDocument];
  const elements = [...new Set([root, document])].flatMap((tree) =>
    [...tree.querySelectorAll("unglue-layer, [class^=unglue]")].map(
      ({ localName, className }) => className || localName,
    ),
  );
  const { highlights } = document.defaultView.CSS;
  const names = ["unglue", "unglue-removal"].filter((name) => highlights.has(name));
  return [...elements, ...names, ...(root.adoptedStyleSheets.length > 0 ? ["styles"] : [])];
};
