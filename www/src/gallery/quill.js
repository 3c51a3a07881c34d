import Quill from "quill";
import { unglue } from "unglue/quill";

/** @type {import("./main.js").Example["open"]} */
export function open(place, text, checker) {
  const box = document.createElement("div");
  place.append(box);
  const quill = new Quill(box);
  quill.setText(`${text}\n`);
  quill.root.spellcheck = false;
  quill.root.setAttribute("role", "textbox");
  quill.root.setAttribute("aria-multiline", "true");
  quill.root.setAttribute("aria-label", "Quill");
  return unglue(quill, { checker });
}
