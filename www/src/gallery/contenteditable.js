import { unglue } from "unglue/contenteditable";

/** @type {import("./main.js").Example["open"]} */
export function open(place, text, checker) {
  const region = document.createElement("div");
  region.contentEditable = "true";
  region.spellcheck = false;
  region.setAttribute("role", "textbox");
  region.setAttribute("aria-multiline", "true");
  region.setAttribute("aria-label", "Editable region");
  const bold = document.createElement("b");
  bold.append(text.slice(0, 20));
  region.append(bold, text.slice(20));
  place.append(region);
  return unglue(region, { checker });
}
