// Selection and focus of an element, in whatever frame or shadow tree it is.

/** Returns what is selected in the tree of an element: `{ anchorNode, anchorOffset, focusNode, focusOffset }`, or null. */
export function selectionOf(element) {
  const root = element.getRootNode();
  const selection = element.ownerDocument.getSelection?.();
  if (!selection || root === element.ownerDocument) return selection?.anchorNode ? ends(selection) : null;
  // Of a shadow tree, the document's selection tells only the host.
  if (!selection.getComposedRanges) {
    const inner = root.getSelection?.() ?? selection;
    return inner.anchorNode ? ends(inner) : null;
  }
  const [range] = composedRanges(selection, root);
  if (!range) return null;
  const [start, end] = [
    [range.startContainer, range.startOffset],
    [range.endContainer, range.endOffset],
  ];
  const [anchor, focus] = selection.direction === "backward" ? [end, start] : [start, end];
  return { anchorNode: anchor[0], anchorOffset: anchor[1], focusNode: focus[0], focusOffset: focus[1] };
}

const ends = ({ anchorNode, anchorOffset, focusNode, focusOffset }) => ({
  anchorNode,
  anchorOffset,
  focusNode,
  focusOffset,
});

function composedRanges(selection, root) {
  try {
    return selection.getComposedRanges({ shadowRoots: [root] });
  } catch {
    // As it was first proposed, and shipped.
    return selection.getComposedRanges(root);
  }
}

/** Selects in the tree of an element. Returns whether that is what is selected then. */
export function select(element, { anchorNode, anchorOffset, focusNode, focusOffset }) {
  const selection = element.ownerDocument.getSelection();
  const root = element.getRootNode();
  const inner = selection.getComposedRanges ? selection : (root.getSelection?.() ?? selection);
  inner.setBaseAndExtent(anchorNode, anchorOffset, focusNode, focusOffset);
  return isSelected(element, { anchorNode, anchorOffset, focusNode, focusOffset });
}

/** Whether exactly this is selected. */
export function isSelected(element, wanted) {
  const selected = selectionOf(element);
  return selected !== null && Object.entries(wanted).every(([name, value]) => selected[name] === value);
}

/** The element that has the focus when somebody writes in this one: itself, or an editable one around it. */
function hostOf(element) {
  let host = element;
  while (host.parentElement?.isContentEditable) host = host.parentElement;
  return host;
}

/** Gives the focus to an editable element. Returns whether it has it then. */
export function focus(element) {
  if (!isFocused(element)) hostOf(element).focus({ preventScroll: true });
  return isFocused(element);
}

/** Whether what is typed comes into an element, as far as the focus is concerned. */
export function isFocused(element) {
  if (!element.isConnected || !element.isContentEditable) return false;
  const host = hostOf(element);
  const { activeElement } = element.getRootNode();
  // Where the whole document is edited, nothing in it need have the focus.
  return (
    activeElement === host || (host === host.ownerDocument.documentElement && activeElement === host.ownerDocument.body)
  );
}

/** Remembers which element has the focus, and what is selected outside an element. Returns how to put both back. */
export function keepFocus(element) {
  const focused = focusedElement(element.ownerDocument);
  const had = focused !== null && isFocused(element) && holds(focused, hostOf(element));
  const selected = selectionOf(element);
  const isOutside = selected !== null && !element.contains(selected.anchorNode);
  return () => {
    if (isOutside && selected.anchorNode.isConnected && selected.focusNode.isConnected) select(element, selected);
    if (had) return;
    if (focused?.isConnected) focused.focus({ preventScroll: true });
    else hostOf(element).blur();
  };
}

/** Whether an element, or one in its shadow tree that may be closed, is this one. */
function holds(host, element) {
  for (let inner = element; inner; inner = inner.getRootNode().host) if (inner === host) return true;
  return false;
}

/** The element that has the keyboard, in whatever frame or shadow tree; null where none has. */
function focusedElement(document) {
  let window = document.defaultView;
  while (window?.frameElement) window = window.parent;
  let { activeElement } = (window ?? document.defaultView).document;
  for (let inner = activeElement; inner; inner = inner.shadowRoot?.activeElement ?? documentIn(inner)?.activeElement)
    activeElement = inner;
  return activeElement && activeElement !== activeElement.ownerDocument.body ? activeElement : null;
}

/** The document of a frame, where this page may look into it. */
const documentIn = (element) =>
  element.localName === "iframe" || element.localName === "frame" ? element.contentDocument : null;
