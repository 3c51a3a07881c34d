import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { EditorView, keymap } from "@codemirror/view";
import { fixAll, unglue, unglueKeymap } from "unglue/codemirror";

/** @type {import("./main.js").Example["open"]} */
export function open(place, text, checker) {
  const view = new EditorView({
    parent: place,
    doc: text,
    extensions: [
      unglue({ checker }),
      history(),
      keymap.of([...unglueKeymap, ...historyKeymap, ...defaultKeymap]),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ "aria-label": "CodeMirror" }),
    ],
  });
  return { fixAll: () => fixAll(view) };
}
