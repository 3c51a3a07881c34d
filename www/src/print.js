// Printing: the whole text, and nothing else. The editor has drawn only what can be seen of it.

import { byId, h } from "./dom.js";

/** @param {() => Iterable<string>} lines of the text as it stands */
export function connectPrinting(lines) {
  const place = byId("print");
  addEventListener("beforeprint", () => {
    const copy = document.createDocumentFragment();
    // A block each: of one large block every page would be laid out anew.
    for (const line of lines()) copy.append(h("div", {}, line));
    place.replaceChildren(copy);
  });
  addEventListener("afterprint", () => place.replaceChildren());
}
