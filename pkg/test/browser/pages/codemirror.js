import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { Compartment, EditorState } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { createChecker } from "unglue";
import { fixAll, unglue, unglueKeymap } from "unglue/codemirror";
import { checker } from "./shared.js";

const learned = [];
const slot = new Compartment();
const extension = () => unglue({ checker, onPersonal: (personal) => learned.push(personal) });
const make = () =>
  new EditorView({
    parent: document.querySelector("main"),
    state: EditorState.create({
      extensions: [slot.of(extension()), history(), keymap.of([...unglueKeymap, ...historyKeymap, ...defaultKeymap]), EditorView.lineWrapping],
    }),
  });
const view = make();

Object.assign(globalThis, {
  learned, view, make,
  fixAll: () => fixAll(view),
  detach: () => view.dispatch({ effects: slot.reconfigure([]) }),
  attach: () => view.dispatch({ effects: slot.reconfigure(extension()) }),
  attachInPage: async () => {
    const checker = await createChecker();
    view.dispatch({ effects: slot.reconfigure(unglue({ checker })) });
  },
  ready: true,
});
