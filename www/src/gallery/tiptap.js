import { Editor } from "@tiptap/core";
import StarterKit from "@tiptap/starter-kit";
import { Unglue } from "unglue/tiptap";

/** @type {import("./main.js").Example["open"]} */
export function open(place, text, checker) {
  const editor = new Editor({
    element: place,
    extensions: [StarterKit, Unglue.configure({ checker })],
    content: `<ul><li><p>${text}</p></li></ul>`,
    editorProps: { attributes: { "aria-label": "Tiptap", spellcheck: "false" } },
  });
  return { fixAll: () => editor.commands.fixAllSpaces() };
}
