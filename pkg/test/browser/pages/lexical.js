import { createEmptyHistoryState, registerHistory } from "@lexical/history";
import { registerRichText } from "@lexical/rich-text";
import { $createParagraphNode, $createTextNode, $getRoot, createEditor } from "lexical";
import { unglue } from "unglue/lexical";
import { rich } from "./rich.js";

const region = document.createElement("div");
region.contentEditable = "true";
document.querySelector("main").append(region);
const editor = createEditor({
  onError(error) {
    throw error;
  },
});
editor.setRootElement(region);
registerRichText(editor);
const forget = createEmptyHistoryState();
registerHistory(editor, forget, 300);

const textOf = ([text, isBold]) => (isBold ? $createTextNode(text).toggleFormat("bold") : $createTextNode(text));
rich({
  attach: (options) => unglue(editor, options),
  region: () => region,
  write(paragraphs) {
    const write = () =>
      $getRoot()
        .clear()
        .append(
          ...paragraphs.map((runs) => $createParagraphNode().append(...runs.filter(([text]) => text).map(textOf))),
        );
    editor.update(write, { discrete: true });
    forget.undoStack = [];
  },
  model: () => editor.getEditorState().read(() => $getRoot().getTextContent().replaceAll("\n\n", "\n")),
  focus: () => region.focus(),
  setReadOnly: (isReadOnly) => editor.setEditable(!isReadOnly),
  end: () => editor.setRootElement(null),
});
