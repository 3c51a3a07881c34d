// Where white space collapses, browsers type a no-break space at the edge of a text node. A space that counts stays one.

/** Makes the spaces of elements count, for as long as it takes to type. The elements themselves are not touched. */
export function keepSpaces(region) {
  const root = region.getRootNode();
  const kept = new Set();
  let sheet;
  return {
    /** Has a space that is typed at a place stay a space. */
    keepAt(node, at) {
      const element = node.parentElement;
      if (!element || (at > 0 && at < node.length) || kept.has(element) || !collapses(element)) return;
      kept.add(element);
      sheet ??= adoptedBy(root, region.ownerDocument.defaultView);
      sheet?.insertRule(`${pathTo(element, root)} { white-space: pre-wrap !important; }`);
    },
    release() {
      if (sheet) root.adoptedStyleSheets = root.adoptedStyleSheets.filter((other) => other !== sheet);
    },
  };
}

/** A sheet of a document or shadow root; undefined where browsers are too old for it. */
function adoptedBy(root, { CSSStyleSheet }) {
  if (!root.adoptedStyleSheets) return undefined;
  const sheet = new CSSStyleSheet();
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  return sheet;
}

function collapses(element) {
  const { whiteSpace } = element.ownerDocument.defaultView.getComputedStyle(element);
  return !/pre(?!-line)|break-spaces/.test(whiteSpace);
}

/** A selector of one element, by where it stands. */
function pathTo(element, root) {
  const steps = [];
  for (let node = element; node && node !== root; node = node.parentNode) steps.unshift(`:nth-child(${nth(node)})`);
  return [root.host ? ":host" : ":root", ...(root.host ? steps : steps.slice(1))].join(" > ");
}

function nth(element) {
  let count = 1;
  for (let before = element.previousElementSibling; before; before = before.previousElementSibling) count += 1;
  return count;
}
