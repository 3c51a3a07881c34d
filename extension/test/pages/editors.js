// Real editors as pages have them, which know nothing of the extension: `?lexical` and so on opens one.

import { createEmptyHistoryState, registerHistory } from "@lexical/history";
import { registerRichText } from "@lexical/rich-text";
import { Editor } from "@tiptap/core";
import StarterKit from "@tiptap/starter-kit";
import { $getRoot, createEditor as createLexical } from "lexical";
import Quill from "quill";
import { createElement } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { createEditor, Node } from "slate";
import { withHistory } from "slate-history";
import { Editable, ReactEditor, Slate, withReact } from "slate-react";

const place = document.querySelector("main");

/** Each opens its editor, and returns what tells its text, and where it has the caret if it follows the page's later. */
const EDITORS = {
  lexical() {
    place.contentEditable = "true";
    const editor = createLexical({
      onError(error) {
        throw error;
      },
    });
    editor.setRootElement(place);
    registerRichText(editor);
    registerHistory(editor, createEmptyHistoryState(), 300);
    editor.focus();
    return () => editor.getEditorState().read(() => $getRoot().getTextContent());
  },
  quill() {
    const quill = new Quill(place);
    // As its style sheet does.
    quill.root.style.whiteSpace = "pre-wrap";
    quill.focus();
    return () => quill.getText().trimEnd();
  },
  slate() {
    const editor = withHistory(withReact(createEditor()));
    const initialValue = [{ children: [{ text: "" }] }];
    const children = createElement(Editable, {});
    flushSync(() => createRoot(place).render(createElement(Slate, { editor, initialValue, children })));
    ReactEditor.focus(editor);
    globalThis.ownCaret = () => editor.selection?.focus.offset;
    return () => editor.children.map((node) => Node.string(node)).join("\n");
  },
  tiptap() {
    const editor = new Editor({ element: place, extensions: [StarterKit] });
    return () => editor.getText();
  },
};

globalThis.model = EDITORS[location.search.slice(1)]();
/** Where the caret is, for the page and for the editor. */
globalThis.caret = () => {
  const { focusNode, focusOffset } = getSelection();
  const before = document.createRange();
  before.selectNodeContents(place);
  before.setEnd(focusNode, focusOffset);
  const offset = before.toString().replaceAll("\ufeff", "").length;
  return [offset, globalThis.ownCaret?.() ?? offset];
};
