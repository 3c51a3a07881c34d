import { createEmptyHistoryState, registerHistory } from "@lexical/history";
import { registerRichText } from "@lexical/rich-text";
import { $createParagraphNode, $createTextNode, $getRoot, createEditor } from "lexical";
import { unglue } from "unglue/lexical";

/** @type {import("./main.js").Example["open"]} */
export function open(place, text, checker) {
  const region = document.createElement("div");
  region.contentEditable = "true";
  region.spellcheck = false;
  region.setAttribute("role", "textbox");
  region.setAttribute("aria-multiline", "true");
  region.setAttribute("aria-label", "Lexical");
  place.append(region);
  const editor = createEditor({
    onError(error) {
      throw error;
    },
  });
  editor.setRootElement(region);
  registerRichText(editor);
  registerHistory(editor, createEmptyHistoryState(), 300);
  editor.update(() => void $getRoot().append($createParagraphNode().append($createTextNode(text))), { discrete: true });
  return unglue(editor, { checker });
}
