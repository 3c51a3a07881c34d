import { unglue } from "unglue/textarea";

/** @type {import("./main.js").Example["open"]} */
export function open(place, text, checker) {
  const textarea = document.createElement("textarea");
  textarea.setAttribute("aria-label", "Textarea");
  textarea.spellcheck = false;
  textarea.value = text;
  place.append(textarea);
  return unglue(textarea, { checker });
}
