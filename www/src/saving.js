// How a text leaves the editor: into the file that it came from, where the browser can write that, or as a download. Both have
// the bytes of the file, but for what was changed.

import { Transaction } from "@codemirror/state";
import { byId } from "./dom.js";
import { askForUtf8, askToOverwrite } from "./file/questions.js";
import { originOf, reformed } from "./file/origin.js";
import { download } from "./files.js";
import { alarm, say, settle } from "./notice.js";
import { writeBytes, writtenAs } from "./text-file.js";

/** @typedef {import("@codemirror/view").EditorView} EditorView */

/** What an alert is about. */
const SAVING = "saving";

/** When a file was written last, as far as this page knows. @type {WeakMap<FileSystemFileHandle, number>} */
const times = new WeakMap();

/** Notes the state in which a file was read or written. @param {FileSystemFileHandle} handle @param {File} file */
export function noteOpened(handle, { lastModified }) {
  times.set(handle, lastModified);
}

/**
 * Connects the buttons and the key.
 * @param {EditorView} view
 * @param {(doc: import("@codemirror/state").Text) => void} onSaved a text is in a file
 */
export function connectSaving(view, onSaved) {
  byId("download").addEventListener("click", () => downloadText(view, onSaved));
  byId("save").addEventListener("click", () => saveText(view, onSaved));
  addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, shiftKey, altKey } = event;
    if (key.toLowerCase() !== "s" || ctrlKey === metaKey || shiftKey || altKey) return;
    // The browser would save the page itself.
    event.preventDefault();
    saveText(view, onSaved);
  });
}

/** @param {EditorView} view @param {Parameters<typeof connectSaving>[1]} onSaved */
async function saveText(view, onSaved) {
  const { handle } = originOf(view.state);
  if (!handle) return downloadText(view, onSaved);
  const { doc } = view.state;
  const written = await bytesOf(view);
  if (!written) return view.focus();
  try {
    const { lastModified } = await handle.getFile();
    if (lastModified !== times.get(handle) && !(await askToOverwrite(handle.name))) return view.focus();
    const { fileSave } = await import("browser-fs-access");
    await fileSave(new Blob([written.bytes]), { fileName: handle.name }, handle, true);
    noteOpened(handle, await handle.getFile());
    settle(SAVING);
    onSaved(doc);
    say(`Saved in “${handle.name}”.`);
  } catch (error) {
    console.info(error);
    const isRefused = /** @type {Error} */ (error).name === "NotAllowedError";
    const why = isRefused ? "The browser was not allowed to write it" : "It may have been moved or deleted";
    alarm(
      `“${handle.name}” was not saved. ${why}. Your text is untouched; “Download” saves it as another file.`,
      SAVING,
    );
  }
}

/** @param {EditorView} view @param {Parameters<typeof connectSaving>[1]} onSaved */
async function downloadText(view, onSaved) {
  const { doc } = view.state;
  const written = await bytesOf(view);
  if (!written) return view.focus();
  download(written.bytes, "text/plain", written.name);
  onSaved(doc);
  say(`The text is saved as “${written.name}”.`);
}

/**
 * The text as its file has it, or as UTF-8 where the writer wants that since its encoding does not have all characters.
 * @param {EditorView} view
 * @returns {Promise<{ name: string, bytes: Uint8Array<ArrayBuffer> } | null>} null: it is not to be saved
 */
async function bytesOf(view) {
  const text = view.state.doc.toString();
  const { form, lineEnds, handle } = originOf(view.state);
  const { name } = form;
  const { bytes, missing } = writeBytes({ text, form, lineEnds });
  if (missing.length === 0) return { name, bytes };
  if (!(await askForUtf8(name, writtenAs(form), missing))) return null;
  const utf8 = { ...form, encoding: /** @type {const} */ ("utf-8"), exact: true };
  view.dispatch({
    effects: reformed.of({ form: utf8, usual: lineEnds.usual, handle }),
    annotations: Transaction.addToHistory.of(false),
  });
  return { name, bytes: writeBytes({ text, form: utf8, lineEnds }).bytes };
}
