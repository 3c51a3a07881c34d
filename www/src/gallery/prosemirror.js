import { baseKeymap, toggleMark } from "prosemirror-commands";
import { history, redo, undo } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { schema } from "prosemirror-schema-basic";
import { EditorState } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { fixAll, unglue } from "unglue/prosemirror";

/** @type {import("./main.js").Example["open"]} */
export function open(place, text, checker) {
  const { strong, em } = schema.marks;
  const bold = schema.text(text.slice(0, 20), [strong.create()]);
  const doc = schema.node("doc", null, [schema.node("paragraph", null, [bold, schema.text(text.slice(20))])]);
  const keys = { "Mod-z": undo, "Mod-y": redo, "Mod-b": toggleMark(strong), "Mod-i": toggleMark(em) };
  const view = new EditorView(place, {
    state: EditorState.create({ doc, plugins: [unglue({ checker }), history(), keymap(keys), keymap(baseKeymap)] }),
    attributes: { "aria-label": "ProseMirror", role: "textbox", "aria-multiline": "true", spellcheck: "false" },
  });
  return { fixAll: () => fixAll(view) };
}
