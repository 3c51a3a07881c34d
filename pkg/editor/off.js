// How documents and pages say that something is not to be checked.

const says = (value, word) => String(value).toLowerCase() === word;

/** Whether an element is in one with `data-unglue="off"`, or is one: also beyond the shadow trees that it is in. */
export function isInOff(element) {
  for (let at = element; at; at = at.getRootNode().host) {
    if (at.closest('[data-unglue="off" i]')) return true;
  }
  return false;
}

/** Whether attributes switch this checking off. */
export const isOffBy = (attributes) => says(attributes?.["data-unglue"], "off");

/** Whether attributes of a part of a document switch checking off, be it this one or the browser's, or its translation. */
export const isLeftOutBy = (attributes) =>
  isOffBy(attributes) || says(attributes?.spellcheck, "false") || says(attributes?.translate, "no");
