// How texts come into the editor, and how they leave it.

import { undo } from "@codemirror/commands";
import { Transaction } from "@codemirror/state";
import { replaceText } from "./commands.js";
import { byId, setText } from "./dom.js";
import { isNamedDocument, readDocument } from "./documents/read.js";
import { askEncoding, askForUtf8 } from "./file/questions.js";
import { haveOneOrigin, opened, originOf, reformed } from "./file/origin.js";
import { connectFiles, download } from "./files.js";
import { alarm, copy, hush, say, settle } from "./notice.js";
import { SAMPLE } from "./sample.js";
import { PLAIN, describe, readTextFile, writeBytes, writtenAs } from "./text-file.js";

/** @typedef {import("@codemirror/view").EditorView} EditorView */
/** @typedef {import("./text-file.js").Opened} Opened */

/** Of the files that were dropped with another one, as many as are named. */
const NAMED = 3;
/** What an alert is about. */
const FILE = "file";

/** Files that were given, of which only the last is waited for. */
let turns = 0;

/**
 * Connects the buttons for the text as a whole.
 * @param {EditorView} view
 * @param {object} page
 * @param {() => void} page.onSaved the text was saved as a file
 * @param {(told: string) => void} page.repair repairs the text as a ruined one, and says that after what was told
 */
export function connectTexts(view, { onSaved, repair }) {
  connectFiles((files) => takeFiles(view, files, repair));
  byId("sample").addEventListener("click", () => takeText(view, plain(SAMPLE), "This is the sample."));
  byId("clear").addEventListener("click", () => takeText(view, plain(""), "The text is cleared."));
  byId("copy").addEventListener("click", () => copy(view.state.doc.toString(), "The text is copied."));
  byId("download").addEventListener("click", () => downloadText(view, onSaved));
  showOrigin(view.state);
}

/** A text that comes from no file. @param {string} text @returns {Opened} */
function plain(text) {
  return { text, form: PLAIN, lineEnds: { usual: "\n", others: [] } };
}

/** @param {EditorView} view @param {File[]} files @param {(told: string) => void} repair */
async function takeFiles(view, [file, ...others], repair) {
  const turn = ++turns;
  if (isNamedDocument(file.name)) say(`Reading “${file.name}”…`);
  const read = (await readDocument(file)) ?? (await readTextFile(file, askEncoding));
  if (turn !== turns) return;
  if (read === null) return view.focus();
  if ("problem" in read) {
    hush();
    return alarm(read.problem, FILE);
  }
  const left = leftOut(others);
  if ("form" in read) return takeText(view, read, `Opened “${file.name}”.${left}`);
  const told = `Opened the text of “${file.name}”.${headsOf(read)}${left}`;
  const form = { ...PLAIN, name: `${file.name.replace(/\.\w+$/, "")}.txt` };
  takeText(view, { ...plain(read.text), form }, told);
  repair(told);
}

/** Says which files were not opened. @param {File[]} others */
function leftOut(others) {
  if (others.length === 0) return "";
  const named = others
    .slice(0, NAMED)
    .map(({ name }) => `“${name}”`)
    .join(", ");
  const more = others.length > NAMED ? ` and ${others.length - NAMED} more` : "";
  return ` One text at a time: ${named}${more} ${others.length > 1 ? "were" : "was"} not opened.`;
}

/** Says which running heads of a document are left out. @param {{ omitted?: string[] }} read */
function headsOf({ omitted = [] }) {
  if (omitted.length === 0) return "";
  const more = omitted.length > NAMED ? " and others" : "";
  return ` Left out, since they stand on every page: ${omitted
    .slice(0, NAMED)
    .map((head) => `“${head}”`)
    .join(", ")}${more}.`;
}

/** @param {EditorView} view @param {Opened} text @param {string} done */
function takeText(view, { text, form, lineEnds }, done) {
  const former = view.state.doc.length > 0;
  replaceText(view, text, opened.of({ form, lineEnds }));
  settle(FILE);
  view.focus();
  const bringBack = () => {
    undo(view);
    view.focus();
  };
  say(done, former ? { label: "Bring the former text back", run: bringBack } : undefined);
}

/** @param {EditorView} view @param {() => void} onSaved */
async function downloadText(view, onSaved) {
  const text = view.state.doc.toString();
  const { form, lineEnds } = originOf(view.state);
  const encoding = writtenAs(form);
  let written = { form, ...writeBytes({ text, form, lineEnds }) };
  if (written.missing.length > 0) {
    if (!(await askForUtf8(form.name, encoding, written.missing))) return view.focus();
    const utf8 = { ...form, encoding: /** @type {const} */ ("utf-8"), exact: true };
    written = { form: utf8, ...writeBytes({ text, form: utf8, lineEnds }) };
    view.dispatch({
      effects: reformed.of({ form: utf8, usual: lineEnds.usual }),
      annotations: Transaction.addToHistory.of(false),
    });
  }
  download(written.bytes, "text/plain", form.name);
  onSaved();
  say(`The text is saved as “${form.name}”.`);
}

/**
 * Says which file the text is, and what kind of file: it goes back as such.
 * @param {import("@codemirror/state").EditorState} state
 * @param {import("@codemirror/state").EditorState} [former]
 */
export function showOrigin(state, former) {
  if (former && haveOneOrigin(state, former)) return;
  const { form, lineEnds } = originOf(state);
  const line = byId("origin");
  line.hidden = form === PLAIN;
  setText(line, form === PLAIN ? "" : `${form.name}: ${describe(form, lineEnds)}`);
}
