import { define } from "unglue/field";

/** @type {import("./main.js").Example["open"]} */
export function open(place, text, checker) {
  // All that it needs of a script, where it may have a worker of its own: `define()`.
  define({ checker: () => checker });
  const field = document.createElement("unglue-field");
  field.innerHTML = '<textarea aria-label="Custom element" spellcheck="false"></textarea>';
  const textarea = /** @type {HTMLTextAreaElement} */ (field.firstElementChild);
  textarea.value = text;
  place.append(field);
  return field;
}
