// The adapter for <textarea>: its text is laid out once more, invisibly, in a layer above it, and only the underlines
// of that can be seen.

import { ReadText } from "./editor/difference.js";
import { cover, follow } from "./editor/follow.js";
import { addStyles, layerOf } from "./editor/styles.js";
import { attach } from "./editor/surface.js";
import { insert, isEditable } from "./editor/text-control.js";

/** What decides where the characters of a textarea stand. */
const LAYOUT = [
  "direction", "font-family", "font-size", "font-style", "font-variant", "font-weight", "font-stretch", "font-size-adjust",
  "font-feature-settings", "font-variation-settings", "font-kerning", "hyphens", "letter-spacing", "line-break", "line-height",
  "overflow-wrap", "padding-bottom", "padding-left", "padding-right", "padding-top", "tab-size", "text-align", "text-indent",
  "text-rendering", "text-transform", "white-space", "word-break", "word-spacing", "writing-mode",
];

export function unglue(textarea, options) {
  const removeStyles = addStyles(textarea);
  const mirror = document.createElement("div");
  mirror.className = "unglue-layer unglue-mirror";
  mirror.setAttribute("aria-hidden", "true");
  /** The elements of the marks in the mirror. */
  const drawn = new Map();

  const place = () => {
    cover(mirror, textarea);
    mirror.scrollTop = textarea.scrollTop;
    mirror.scrollLeft = textarea.scrollLeft;
  };

  const layout = () => {
    const style = getComputedStyle(textarea);
    for (const property of LAYOUT) mirror.style.setProperty(property, style.getPropertyValue(property));
    mirror.style.boxSizing = "border-box";
    place();
  };

  const surface = attach(
    textarea,
    {
      content: new ReadText(() => textarea.value),
      selection: () => (textarea.getRootNode().activeElement === textarea ? selectionOf(textarea) : null),
      draw(marks) {
        const { value } = textarea;
        drawn.clear();
        const pieces = [];
        let end = 0;
        for (const mark of marks) {
          const element = document.createElement("span");
          element.className = "unglue-mark";
          element.textContent = value.slice(mark.from, mark.to);
          drawn.set(mark, element);
          pieces.push(value.slice(end, mark.from), element);
          end = mark.to;
        }
        // An empty last line has its height only with something in it.
        mirror.replaceChildren(...pieces, `${value.slice(end)}\u200b`);
        layout();
      },
      place: (mark) => drawn.get(mark)?.getBoundingClientRect(),
      editable: () => isEditable(textarea),
      insert: (edits) => insert(textarea, edits),
    },
    options,
  );
  const stopFollowing = follow(textarea, layout);
  const onInput = () => surface.update();
  // Once the form has its first values back.
  const onReset = (event) => void (event.target === textarea.form && setTimeout(onInput));
  textarea.addEventListener("input", onInput);
  document.addEventListener("reset", onReset);
  layerOf(textarea).append(mirror);
  layout();

  return {
    fixAtCaret: surface.fixAtCaret,
    fixAll: surface.fixAll,
    refresh: () => void surface.update(),
    destroy() {
      textarea.removeEventListener("input", onInput);
      document.removeEventListener("reset", onReset);
      surface.destroy();
      stopFollowing();
      mirror.remove();
      removeStyles();
    },
  };
}

function selectionOf({ selectionStart: start, selectionEnd: end, selectionDirection }) {
  return selectionDirection === "backward" ? [end, start] : [start, end];
}
