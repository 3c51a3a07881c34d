import { Editor } from "@tiptap/core";
import StarterKit from "@tiptap/starter-kit";
import { baseKeymap } from "prosemirror-commands";
import { history, redo, undo } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { DOMParser, Schema } from "prosemirror-model";
import { marks, nodes } from "prosemirror-schema-basic";
import { EditorState, Plugin, TextSelection } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { fixAll, fixAtCaret, repair, unglue } from "unglue/prosemirror";
import { Unglue } from "unglue/tiptap";
import { checker } from "./shared.js";

/** A paragraph whose element says something about itself, and a mark that does. */
const marked = {
  attrs: { attributes: {} },
  content: "inline*",
  group: "block",
  parseDOM: [
    { tag: "section", getAttrs: (element) => ({ attributes: { ...element.dataset, ...attributesOf(element) } }) },
  ],
  toDOM: ({ attrs }) => ["section", attrs.attributes, 0],
};
const attributesOf = (element) => Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value]));
const foreign = {
  parseDOM: [{ tag: "i[lang]" }],
  toDOM() {
    const dom = document.createElement("i");
    dom.translate = false;
    return { dom };
  },
};
/** A block that keeps what is said about it as attributes of its own. */
const aside = {
  attrs: { spellcheck: { default: false } },
  content: "inline*",
  group: "block",
  parseDOM: [{ tag: "aside" }],
  toDOM: () => ["aside", 0],
};
const schema = new Schema({ nodes: { ...nodes, marked, aside }, marks: { foreign, ...marks } });
const learned = [];
const onPersonal = (personal) => learned.push(personal);
const plugin = (options) => unglue({ checker, onPersonal, ...options });
const others = [history(), keymap({ "Mod-z": undo, "Mod-y": redo }), keymap(baseKeymap)];

/** What a host may have beside it. */
const HOSTS = {
  "read only": { props: { editable: () => false } },
  "a filter of transactions": { filterTransaction: (tr) => !tr.docChanged },
  off: { props: { attributes: { "data-unglue": "off" } } },
};

Object.assign(globalThis, {
  learned,
  fixAtCaret,
  /** `host`: by the name of what it has beside it. */
  open(html, { host, ...options } = {}) {
    const place = document.createElement("div");
    document.querySelector("main").append(place);
    const source = document.createElement("div");
    source.innerHTML = html;
    const doc = DOMParser.fromSchema(schema).parse(source);
    globalThis.view = new EditorView(place, {
      state: EditorState.create({
        doc,
        plugins: [plugin(options), ...(host ? [new Plugin(HOSTS[host])] : []), ...others],
      }),
    });
  },
  tiptap(content, options) {
    const editor = new Editor({
      element: document.querySelector("main"),
      extensions: [StarterKit, Unglue.configure({ checker, onPersonal, ...options })],
      content,
    });
    Object.assign(globalThis, { editor, view: editor.view });
  },
  select(from, to = from) {
    view.focus();
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, from, to)));
  },
  reconfigure: (host) =>
    view.updateState(view.state.reconfigure({ plugins: [...view.state.plugins, new Plugin(HOSTS[host])] })),
  detach: () => view.updateState(view.state.reconfigure({ plugins: others })),
  fixAll: () => fixAll(view),
  repair: () => repair(view),
  ready: true,
});
