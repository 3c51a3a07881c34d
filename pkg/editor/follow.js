// Keeps a layer of ours over an element of the user's, wherever that goes.

/** Calls `place` whenever the element may be elsewhere, or of another size. Returns how to stop that. */
export function follow(element, place) {
  const { body, documentElement } = element.ownerDocument;
  let frame = 0;
  const later = () => {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      place();
    });
  };
  const sizes = new ResizeObserver(later);
  // What changes its size elsewhere in the page moves what is below it.
  for (const watched of [element, body, documentElement]) sizes.observe(watched);
  const listening = new AbortController();
  const { signal } = listening;
  // At once, since the browser has scrolled already.
  addEventListener("scroll", place, { capture: true, passive: true, signal });
  addEventListener("resize", later, { signal });
  addEventListener("transitionend", later, { capture: true, signal });
  document.fonts?.addEventListener("loadingdone", later, { signal });
  return () => {
    cancelAnimationFrame(frame);
    sizes.disconnect();
    listening.abort();
  };
}

/** Puts a layer over the box inside an element's border, and clips it to what is to be seen of that. */
export function cover(layer, element) {
  const outer = element.getBoundingClientRect();
  const left = outer.left + element.clientLeft;
  const top = outer.top + element.clientTop;
  const box = { left, top, right: left + element.clientWidth, bottom: top + element.clientHeight };
  const seen = visible(element, box);
  Object.assign(layer.style, {
    left: `${left}px`,
    top: `${top}px`,
    width: `${element.clientWidth}px`,
    height: `${element.clientHeight}px`,
    clipPath: `inset(${seen.top - top}px ${box.right - seen.right}px ${box.bottom - seen.bottom}px ${seen.left - left}px)`,
    visibility: seen.left < seen.right && seen.top < seen.bottom ? "visible" : "hidden",
  });
}

/** What the elements around leave to be seen of a box. */
function visible(element, box) {
  const seen = { ...box };
  for (let parent = element.parentElement; parent && parent !== document.body; parent = parent.parentElement) {
    if (getComputedStyle(parent).overflow === "visible") continue;
    const { left, top, right, bottom } = parent.getBoundingClientRect();
    seen.left = Math.max(seen.left, left);
    seen.top = Math.max(seen.top, top);
    seen.right = Math.min(seen.right, right);
    seen.bottom = Math.min(seen.bottom, bottom);
  }
  return seen;
}
