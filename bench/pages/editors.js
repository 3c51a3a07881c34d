// Each editor that there is an adapter for, with one text and with unglue or without it; `open` makes one of them.

import { history } from "@codemirror/commands";
import { EditorView } from "@codemirror/view";
import * as monaco from "monaco-editor/editor/editor.api.js";
import { baseKeymap } from "prosemirror-commands";
import { history as proseMirrorHistory } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { schema } from "prosemirror-schema-basic";
import { EditorState, TextSelection } from "prosemirror-state";
import { EditorView as ProseMirrorView } from "prosemirror-view";
import * as codemirror from "unglue/codemirror";
import * as contenteditable from "unglue/contenteditable";
import * as monacoAdapter from "unglue/monaco";
import * as prosemirror from "unglue/prosemirror";
import * as textarea from "unglue/textarea";
import { createWorkerChecker } from "unglue/worker";

globalThis.MonacoEnvironment = { getWorker: () => new Worker("monaco.worker.js", { type: "module" }) };
const checker = createWorkerChecker({ worker: () => new Worker("thread.js", { type: "module" }) });
// As hosts have it: Chromium gathers all lines of the focused element for its outline, at every frame.
document.head.append(
  Object.assign(document.createElement("style"), { textContent: "[contenteditable] { outline: none }" }),
);
const place = document.querySelector("main");
place.style.cssText = "height: 500px; width: 800px; overflow: auto";

/** Each takes a text and whether it is checked, and returns how to place the caret (0: the start, 1: the end) and how to fix all. */
const EDITORS = {
  textarea(text, checked) {
    const area = document.createElement("textarea");
    area.style.cssText = "width: 760px; height: 460px";
    area.value = text;
    place.append(area);
    const attached = checked && textarea.unglue(area, { checker });
    return {
      fixAll: () => attached.fixAll(),
      select(share) {
        area.focus();
        const at = text.indexOf(" ", share * (text.length - 100));
        area.setSelectionRange(at, at);
        area.scrollTop = share * (area.scrollHeight - area.clientHeight);
      },
    };
  },
  contenteditable(text, checked) {
    const region = document.createElement("div");
    region.contentEditable = "true";
    for (const paragraph of text.split("\n\n"))
      region.append(Object.assign(document.createElement("p"), { textContent: paragraph }));
    place.append(region);
    const attached = checked && contenteditable.unglue(region, { checker });
    return {
      fixAll: () => attached.fixAll(),
      select(share) {
        const paragraph = region.children[Math.floor(share * (region.children.length - 1))];
        region.focus();
        getSelection().collapse(paragraph.firstChild, paragraph.firstChild.data.indexOf(" "));
        paragraph.scrollIntoView({ block: "center" });
      },
    };
  },
  codemirror(text, checked) {
    const extensions = [
      history(),
      EditorView.lineWrapping,
      EditorView.theme({ "&": { height: "480px" }, ".cm-scroller": { overflow: "auto" } }),
    ];
    const view = new EditorView({
      parent: place,
      doc: text,
      extensions: checked ? [codemirror.unglue({ checker }), extensions] : extensions,
    });
    return {
      fixAll: () => codemirror.fixAll(view),
      select(share) {
        view.focus();
        const anchor = view.state.doc.lineAt(share * view.state.doc.length).to;
        view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: "center" }) });
      },
    };
  },
  prosemirror(text, checked) {
    const paragraphs = text
      .split("\n\n")
      .map((paragraph) => schema.node("paragraph", null, paragraph ? [schema.text(paragraph)] : []));
    const plugins = [proseMirrorHistory(), keymap(baseKeymap)];
    const view = new ProseMirrorView(place, {
      state: EditorState.create({
        doc: schema.node("doc", null, paragraphs),
        plugins: checked ? [prosemirror.unglue({ checker }), ...plugins] : plugins,
      }),
    });
    return {
      fixAll: () => prosemirror.fixAll(view),
      select(share) {
        view.focus();
        const at = view.state.doc.resolve(Math.max(1, Math.floor(share * (view.state.doc.content.size - 1))));
        view.dispatch(
          view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(at.end()))).scrollIntoView(),
        );
      },
    };
  },
  monaco(text, checked) {
    const editor = monaco.editor.create(place, { value: text, language: "plaintext", wordWrap: "on" });
    const attached = checked && monacoAdapter.unglue(monaco, editor, { checker });
    return {
      fixAll: () => attached.fixAll(),
      select(share) {
        const model = editor.getModel();
        const { lineNumber } = model.getPositionAt(share * model.getValueLength());
        editor.focus();
        editor.setPosition({ lineNumber, column: model.getLineMaxColumn(lineNumber) });
        editor.revealLineInCenter(lineNumber);
      },
    };
  },
};

let editor;

/** Opens an editor, and returns how much is found in its text once all of it was checked. */
globalThis.open = async (name, text, checked) => {
  editor = EDITORS[name](text, checked);
  if (!checked) return 0;
  // Texts are opened in turns, part by part: this one is ready after the editor's.
  const document = checker.open(text);
  await document.opened;
  const { length } = document.marks;
  document.free();
  return length;
};
globalThis.select = (share) => editor.select(share);
globalThis.fixAll = async () => {
  performance.mark("fix");
  const start = performance.now();
  const count = await editor.fixAll();
  return { count, time: performance.now() - start };
};
globalThis.ready = true;
