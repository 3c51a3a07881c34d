// The adapters: what must compile, and what must not.

import { EditorState } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { Editor } from "@tiptap/core";
import { createEditor as createLexical } from "lexical";
import * as monacoEditor from "monaco-editor";
import type { Schema } from "prosemirror-model";
import Quill from "quill";
import { createEditor as createSlate } from "slate";
import { withHistory } from "slate-history";
import { withReact } from "slate-react";
import { EditorState as ProseMirrorState } from "prosemirror-state";
import { EditorView as ProseMirrorView } from "prosemirror-view";
import { createChecker } from "unglue";
import * as codemirror from "unglue/codemirror";
import * as ckeditor from "unglue/ckeditor";
import * as contenteditable from "unglue/contenteditable";
import { define } from "unglue/field";
import * as lexical from "unglue/lexical";
import * as monaco from "unglue/monaco";
import * as prosemirror from "unglue/prosemirror";
import * as quill from "unglue/quill";
import { Session } from "unglue/session";
import * as slate from "unglue/slate";
import * as textarea from "unglue/textarea";
import * as tinymce from "unglue/tinymce";
import { Unglue } from "unglue/tiptap";
import { createWorkerChecker } from "unglue/worker";

const options: codemirror.AdapterOptions = {
  checker: createWorkerChecker(),
  onPersonal: ({ words, ignored }) => void [words, ignored],
  onError: (error) => void error.message,
  protect: (text) => [[0, text.length]],
  messages: {
    diagnostic: ({ rule }, { before, after, edits }) => `${rule}: ${before} ${after} ${edits}`,
    addWord: "Merken",
  },
};
// @ts-expect-error: no such words
codemirror.unglue({ ...options, messages: { add: "Merken" } });

// CodeMirror
const state = EditorState.create({
  extensions: [
    codemirror.unglue(options),
    codemirror.unglue({ checker: await createChecker() }),
    keymap.of(codemirror.unglueKeymap),
  ],
});
const view = new EditorView({ state });
const fixed: number = await codemirror.fixAll(view);
const done: boolean = codemirror.fixAtCaret(view);
void [fixed, done];
codemirror.unglue({
  ...options,
  isShown: ({ rule, confidence }) => rule === "merged-words" && confidence > 0.9,
  onChange: () => void codemirror.checkingOf(view)?.marks.length,
  onProgress: ({ done, total }) => void (done / total),
  tooltip: (mark, view) => Object.assign(view.dom.ownerDocument.createElement("p"), { textContent: mark.message }),
  changesOf: (transaction) => transaction.changes,
});
const [first] = codemirror.checkingOf(view)?.marks ?? [];
if (first) codemirror.goTo(view, first);
const moved: boolean = codemirror.nextFault(view) || codemirror.previousFault(view);
void moved;
// @ts-expect-error: a tooltip is an element
codemirror.unglue({ ...options, tooltip: ({ message }) => message });
// @ts-expect-error: a promise of a checker
codemirror.unglue({ checker: createChecker() });
// @ts-expect-error: nothing to check with
codemirror.unglue({});

codemirror.unglue({ ...options, protect: (text, state) => [[0, Math.min(text.length, state.doc.line(1).to)]] });
// @ts-expect-error: a promise of ranges
codemirror.unglue({ ...options, protect: async () => [] });

// Textarea
const area: textarea.AttachedTextarea = textarea.unglue(document.createElement("textarea"), options);
area.refresh();
const places: Promise<number> = area.fixAll();
void places;
textarea.unglue(document.createElement("textarea"), {
  ...options,
  // @ts-expect-error: a textarea has nothing besides its text
  protect: (text: string, more: object) => (void more, [[0, text.length]]),
});
textarea.unglue(document.createElement("input"), {
  ...options,
  onMarks: (marks, text) => void marks.map(({ from, to }) => text.slice(from, to)),
  moreActions: ({ token }) => [{ name: `Look up ${token}`, run: () => {} }],
});
// @ts-expect-error: no field
textarea.unglue(document.createElement("select"), options);

// Editable regions
const region: contenteditable.Attached = contenteditable.unglue(document.body, {
  ...options,
  overlay: true,
  ignore: ".formula",
});
region.destroy();
// @ts-expect-error: scripts cannot hide changes from it
region.refresh();

// The custom element
define({ name: "my-field", checker: (options) => createWorkerChecker(options), personal: { words: ["Ankh"] } });
const element = document.createElement("unglue-field");
element.addEventListener("unglue-check", ({ detail: { diagnostics, text } }) => void [diagnostics[0]?.from, text]);
const repaired: Promise<number> = element.repair();
void repaired;
// @ts-expect-error: a checker, where what makes one is wanted
define({ checker: createWorkerChecker() });

// ProseMirror and Tiptap
declare const schema: Schema;
const proseMirror = new ProseMirrorView(null, {
  state: ProseMirrorState.create({ schema, plugins: [prosemirror.unglue(options)] }),
});
const spaces: Promise<number> = prosemirror.fixAll(proseMirror);
prosemirror.unglue({ ...options, protect: (_, doc) => [[0, doc.firstChild?.nodeSize ?? 0]] });
const editor = new Editor({
  extensions: [Unglue.configure(options), Unglue.configure({ protect: (_, doc) => [[0, doc.content.size]] })],
});
const chained: boolean = editor.chain().focus().fixAllSpaces().run() && editor.commands.fixSpaceAtCaret();
void [spaces, chained];
// @ts-expect-error: no view
prosemirror.fixAtCaret(proseMirror.state);
// @ts-expect-error: no checker
Unglue.configure({ checker: "thereare" });

// Lexical, Quill, Slate
const attachedAll: lexical.Attached[] = [
  lexical.unglue(createLexical(), { ...options, ignore: ".formula" }),
  quill.unglue(new Quill(document.body), options),
  slate.unglue(withHistory(withReact(createSlate())), options),
];
void attachedAll;
// @ts-expect-error: how it writes is the adapter's
quill.unglue(new Quill(document.body), { ...options, write: () => true });

// CKEditor and TinyMCE, as far as they are known here
declare const ckEditor: ckeditor.CKEditor;
ckeditor.unglue(ckEditor, { ...options, root: "title" });
declare const tinyMCE: tinymce.TinyMCE;
tinymce.unglue(tinyMCE, options).destroy();
// @ts-expect-error: an element
tinymce.unglue(document.body, options);

// An editor that draws its region itself
contenteditable.unglue(document.body, {
  ...options,
  write: (edits) => edits.every(({ node, from, to }) => node.data.slice(from, to).trim() === ""),
});

// Monaco
const code: monaco.Attached = monaco.unglue(monacoEditor, monacoEditor.editor.create(document.body), options);
monaco.unglue(monacoEditor, monacoEditor.editor.create(document.body), {
  ...options,
  protect: (_, model) => [[0, model.getOffsetAt({ lineNumber: 2, column: 1 })]],
});
code.destroy();
// @ts-expect-error: which Monaco?
monaco.unglue(monacoEditor.editor.create(document.body), options);

// An editor of one's own
const session = new Session({ ...options, text: () => "thereare", onChange: () => void session.marks.length });
session.edit([{ from: 0, to: 0, insert: "a" }], { caret: null, typed: false });
session.protectionChanged();
const near: readonly unknown[] = session.near(0, 100, 10);
const actions = session.marks.map((mark) => session.actions(mark, "thereare", null));
void [near, actions];
const checked: Promise<boolean> = session.checked();
void checked;
// @ts-expect-error: whose text?
new Session(options);
