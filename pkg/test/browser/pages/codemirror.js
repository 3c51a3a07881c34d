import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { javascript } from "@codemirror/lang-javascript";
import { markdown } from "@codemirror/lang-markdown";
import { forEachDiagnostic, linter, lintKeymap } from "@codemirror/lint";
import { Compartment, EditorState } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { createChecker } from "unglue";
import { checkingOf, fixAll, fixAtCaret, repair, unglue, unglueKeymap } from "unglue/codemirror";
import { checker } from "./shared.js";

const learned = [];
const slot = new Compartment();
const dress = new Compartment();
const extension = (options) => unglue({ checker, onPersonal: (personal) => learned.push(personal), ...options });
const isFix = (tr) => tr.isUserEvent("input.fix");
/** What a host may have beside it. */
const DRESSES = {
  readOnly: EditorState.readOnly.of(true),
  uneditable: EditorView.editable.of(false),
  off: EditorView.contentAttributes.of({ "data-unglue": "off" }),
  "off by a function": EditorView.contentAttributes.of(() => ({ "data-unglue": "off" })),
  markdown: markdown(),
  javascript: javascript(),
  "a filter of changes": EditorState.changeFilter.of((tr) => (isFix(tr) ? [30, 45] : true)),
  "a filter of transactions": EditorState.transactionFilter.of((tr) => (isFix(tr) ? [] : tr)),
  "another linter": linter(() => [{ from: 0, to: 4, severity: "error", message: "Not this word", source: "other" }], {
    delay: 0,
  }),
};
const make = () =>
  new EditorView({
    parent: document.querySelector("main"),
    state: EditorState.create({
      extensions: [
        slot.of(extension()),
        dress.of([]),
        history(),
        EditorView.lineWrapping,
        keymap.of([...unglueKeymap, ...lintKeymap, ...historyKeymap, ...defaultKeymap]),
      ],
    }),
  });
const view = make();

Object.assign(globalThis, {
  learned,
  view,
  make,
  checkingOf,
  fixAll: () => fixAll(view),
  repair: () => repair(view),
  fixAtCaret: () => fixAtCaret(view),
  dress: (...names) => view.dispatch({ effects: dress.reconfigure(names.map((name) => DRESSES[name])) }),
  dressWith: (name, changes) => view.dispatch({ changes, effects: dress.reconfigure(DRESSES[name]) }),
  attachWith: (options) => view.dispatch({ effects: slot.reconfigure(extension(options)) }),
  /** How many underlines the editor has, be they drawn or not. */
  decorations() {
    const given = view.state.facet(EditorView.decorations).map((set) => (typeof set === "function" ? set(view) : set));
    let count = 0;
    for (const set of given)
      set.between(0, view.state.doc.length, (_from, _to, { spec }) => void (count += /unglue-mark/.test(spec.class)));
    return count;
  },
  /** What the lint extension has of another linter. */
  diagnostics() {
    const found = [];
    forEachDiagnostic(view.state, ({ source }, from, to) =>
      found.push(`${from} ${source} ${view.state.sliceDoc(from, to)}`),
    );
    return found;
  },
  detach: () => view.dispatch({ effects: slot.reconfigure([]) }),
  attach: () => view.dispatch({ effects: slot.reconfigure(extension()) }),
  attachInPage: async () => {
    const checker = await createChecker();
    view.dispatch({ effects: slot.reconfigure(unglue({ checker })) });
  },
  ready: true,
});
