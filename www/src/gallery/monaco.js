import * as monaco from "monaco-editor/editor/editor.api.js";
import "monaco-editor/editor/contrib/clipboard/browser/clipboard.js";
import "monaco-editor/editor/contrib/codeAction/browser/codeActionContributions.js";
import "monaco-editor/editor/contrib/hover/browser/hoverContribution.js";
import { unglue } from "unglue/monaco";

Object.assign(globalThis, {
  MonacoEnvironment: {
    getWorker: () => new Worker(new URL("./monaco-worker.js", import.meta.url), { type: "module" }),
  },
});

/** @type {import("./main.js").Example["open"]} */
export function open(place, text, checker) {
  const editor = monaco.editor.create(place, {
    value: text,
    language: "plaintext",
    wordWrap: "on",
    minimap: { enabled: false },
    ariaLabel: "Monaco",
    // Its place gets its height once it is there.
    automaticLayout: true,
  });
  return unglue(monaco, editor, { checker });
}
