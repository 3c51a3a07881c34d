// The adapters: what must compile, and what must not.

import { EditorState } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { createChecker } from "unglue";
import * as codemirror from "unglue/codemirror";
import * as contenteditable from "unglue/contenteditable";
import * as textarea from "unglue/textarea";
import { createWorkerChecker } from "unglue/worker";

const options: codemirror.AdapterOptions = {
  checker: createWorkerChecker(),
  onPersonal: ({ words, ignored }) => void [words, ignored],
  onError: (error) => void error.message,
};

// CodeMirror
const state = EditorState.create({ extensions: [codemirror.unglue(options), codemirror.unglue({ checker: await createChecker() }), keymap.of(codemirror.unglueKeymap)] });
const view = new EditorView({ state });
const fixed: number = await codemirror.fixAll(view);
const done: boolean = codemirror.fixAtCaret(view);
void [fixed, done];
// @ts-expect-error: a promise of a checker
codemirror.unglue({ checker: createChecker() });
// @ts-expect-error: nothing to check with
codemirror.unglue({});

// Textarea
const area: textarea.AttachedTextarea = textarea.unglue(document.createElement("textarea"), options);
area.refresh();
const places: Promise<number> = area.fixAll();
void places;
// @ts-expect-error: no textarea
textarea.unglue(document.createElement("input"), options);

// Editable regions
const region: contenteditable.Attached = contenteditable.unglue(document.body, { ...options, overlay: true });
region.destroy();
// @ts-expect-error: scripts cannot hide changes from it
region.refresh();
