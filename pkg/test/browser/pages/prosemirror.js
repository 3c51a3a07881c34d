import { Editor } from "@tiptap/core";
import StarterKit from "@tiptap/starter-kit";
import { baseKeymap } from "prosemirror-commands";
import { history, redo, undo } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { DOMParser, Schema } from "prosemirror-model";
import { marks, nodes } from "prosemirror-schema-basic";
import { EditorState, TextSelection } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { fixAll, fixAtCaret, unglue } from "unglue/prosemirror";
import { Unglue } from "unglue/tiptap";
import { checker } from "./shared.js";

const schema = new Schema({ nodes, marks });
const learned = [];
const onPersonal = (personal) => learned.push(personal);
const plugin = () => unglue({ checker, onPersonal });
const others = [history(), keymap({ "Mod-z": undo, "Mod-y": redo }), keymap(baseKeymap)];

Object.assign(globalThis, {
  learned, fixAtCaret,
  open(html) {
    const place = document.createElement("div");
    document.querySelector("main").append(place);
    const source = document.createElement("div");
    source.innerHTML = html;
    const doc = DOMParser.fromSchema(schema).parse(source);
    globalThis.view = new EditorView(place, { state: EditorState.create({ doc, plugins: [plugin(), ...others] }) });
  },
  tiptap(content) {
    const editor = new Editor({
      element: document.querySelector("main"),
      extensions: [StarterKit, Unglue.configure({ checker, onPersonal })],
      content,
    });
    Object.assign(globalThis, { editor, view: editor.view });
  },
  select(from, to = from) {
    view.focus();
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, from, to)));
  },
  detach: () => view.updateState(view.state.reconfigure({ plugins: others })),
  fixAll: () => fixAll(view),
  ready: true,
});
