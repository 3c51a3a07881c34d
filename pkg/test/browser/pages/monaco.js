import * as monaco from "monaco-editor/editor/editor.api.js";
import "monaco-editor/editor/contrib/codeAction/browser/codeActionContributions.js";
import "monaco-editor/editor/contrib/clipboard/browser/clipboard.js";
import { unglue } from "unglue/monaco";
import { checker } from "./shared.js";

globalThis.MonacoEnvironment = { getWorker: () => new Worker("monaco.worker.js", { type: "module" }) };
const learned = [];
const place = document.querySelector("main");
place.style.cssText = "height: 300px; width: 800px";
const editor = monaco.editor.create(place, {
  value: "",
  language: "plaintext",
  wordWrap: "on",
  accessibilitySupport: "off",
});
const attach = (options) =>
  unglue(monaco, editor, { checker, onPersonal: (personal) => learned.push(personal), ...options });
let attached = attach();

/** Another editor with the same model. */
function share() {
  const place = document.createElement("div");
  place.style.cssText = "height: 200px; width: 800px";
  document.body.append(place);
  const other = monaco.editor.create(place, { model: editor.getModel(), wordWrap: "on", accessibilitySupport: "off" });
  Object.assign(globalThis, { other, otherAttached: unglue(monaco, other, { checker }) });
}

Object.assign(globalThis, {
  monaco,
  editor,
  learned,
  fixAll: () => attached.fixAll(),
  repair: () => attached.repair(),
  detach: () => attached.destroy(),
  attach: (options) => (attached = attach(options)),
  fixAtCaret: () => attached.fixAtCaret(),
  share,
  marks: () => {
    const model = editor.getModel();
    return monaco.editor
      .getModelMarkers({ resource: model.uri, owner: "unglue" })
      .map(
        (marker) =>
          `${model.getOffsetAt({ lineNumber: marker.startLineNumber, column: marker.startColumn })} ${model.getValueInRange(marker)}`,
      )
      .sort((a, b) => parseInt(a, 10) - parseInt(b, 10));
  },
  /** How many underlines are painted. */
  painted: () => document.querySelectorAll(".squiggly-info").length,
  select(from, to = from) {
    editor.focus();
    const [start, end] = [from, to].map((at) => editor.getModel().getPositionAt(at));
    editor.setSelection(monaco.Selection.fromPositions(start, end));
  },
  ready: true,
});
