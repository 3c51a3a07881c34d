import { createElement } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { createEditor, Editor, Node, Transforms } from "slate";
import { HistoryEditor, withHistory } from "slate-history";
import { Editable, ReactEditor, Slate, withReact } from "slate-react";
import { unglue } from "unglue/slate";
import { rich } from "./rich.js";

const editor = withHistory(withReact(createEditor()));
const paragraphOf = (runs) => ({ children: runs.map(([text, bold]) => (bold ? { text, bold } : { text })) });
const renderElement = ({ attributes, children }) => createElement("p", attributes, children);
const renderLeaf = ({ attributes, children, leaf }) =>
  createElement(leaf.bold ? "strong" : "span", attributes, children);
const root = createRoot(document.querySelector("main"));
const setReadOnly = (readOnly) =>
  flushSync(() =>
    root.render(
      createElement(
        Slate,
        { editor, initialValue: [paragraphOf([["", false]])] },
        createElement(Editable, { renderElement, renderLeaf, readOnly }),
      ),
    ),
  );
setReadOnly(false);

rich({
  attach: (options) => unglue(editor, options),
  region: () => ReactEditor.toDOMNode(editor, editor),
  write: (paragraphs) =>
    flushSync(() => {
      HistoryEditor.withoutSaving(editor, () =>
        Editor.withoutNormalizing(editor, () => {
          while (editor.children.length > 0) editor.apply({ type: "remove_node", path: [0], node: editor.children[0] });
          for (const [nth, runs] of paragraphs.entries())
            editor.apply({ type: "insert_node", path: [nth], node: paragraphOf(runs) });
        }),
      );
      editor.history = { undos: [], redos: [] };
      editor.onChange();
    }),
  model: () => editor.children.map((paragraph) => Node.string(paragraph)).join("\n"),
  focus: () => ReactEditor.focus(editor),
  select: (...ends) => {
    const [anchor, focus] = ends.map((end) =>
      ReactEditor.toSlatePoint(editor, end, { exactMatch: false, suppressThrow: false }),
    );
    flushSync(() => Transforms.select(editor, { anchor, focus }));
  },
  setReadOnly,
  // As the clean-up of an effect does.
  end() {
    globalThis.detach();
    root.unmount();
  },
});
