// Monaco's own worker, as an entry that the bundler finds.
import "monaco-editor/editor/editor.worker.js";
