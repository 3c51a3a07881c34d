// How texts come into the editor.

import { undo } from "@codemirror/commands";
import { replaceText } from "./commands.js";
import { byId, setText } from "./dom.js";
import { joinedText } from "./documents/joined.js";
import { haveOneOrigin, opened, originOf } from "./file/origin.js";
import { connectFiles } from "./files.js";
import { alarm, copy, hush, say, settle } from "./notice.js";
import { SAMPLE } from "./sample.js";
import { noteOpened } from "./saving.js";
import { PLAIN, describe } from "./text-file.js";

/** @typedef {import("@codemirror/view").EditorView} EditorView */
/** @typedef {import("./files.js").FileWithHandle} FileWithHandle */
/** @typedef {import("./documents/read.js").DocumentText} DocumentText */
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
 * @param {(document: DocumentText, told: string) => void} repair repairs the text of a document, and says that after what was told
 */
export function connectTexts(view, repair) {
  /** @type {(files: FileWithHandle[], before?: () => Promise<string>) => Promise<void>} */
  const take = (files, before) => takeFiles(view, files, repair, before);
  connectFiles(take);
  byId("sample").addEventListener("click", () => takeText(view, plain(SAMPLE), "This is the sample."));
  byId("clear").addEventListener("click", () => takeText(view, plain(""), "The text is cleared."));
  byId("copy").addEventListener("click", () => copy(view.state.doc.toString(), "The text is copied."));
  showOrigin(view.state);
  return {
    take,
    /** Takes a text that comes from no file. @param {string} text @param {string} told */
    takePlain: (text, told) => takeText(view, plain(text), told),
  };
}

/** A text that comes from no file. @param {string} text @returns {Opened} */
function plain(text) {
  return { text, form: PLAIN, lineEnds: { usual: "\n", others: [] } };
}

/**
 * @param {EditorView} view
 * @param {FileWithHandle[]} files
 * @param {(document: DocumentText, told: string) => void} repair
 * @param {() => Promise<string>} [before] is waited for when the text is about to come; returns what is said besides
 */
async function takeFiles(view, [file, ...others], repair, before) {
  const turn = ++turns;
  if (isNamedDocument(file.name)) say(`Reading “${file.name}”…`);
  const read = await readFile(file);
  if (turn !== turns) return;
  if (read === null) return view.focus();
  if ("problem" in read) {
    hush();
    return alarm(read.problem, FILE);
  }
  const left = leftOut(others) + ((await before?.()) ?? "");
  if ("form" in read) {
    takeText(view, { ...read, handle: file.handle }, `Opened “${file.name}”.${left}`);
    if (file.handle) noteOpened(file.handle, file);
    return;
  }
  const told = `Opened the text of “${file.name}”.${headsOf(read)}${left}`;
  const form = { ...PLAIN, name: `${file.name.replace(/\.\w+$/, "")}.txt` };
  takeText(view, { ...plain(joinedText(read)), form }, told);
  repair(read, told);
}

/** Reads a file, by what is loaded when the first one comes. @param {File} file */
async function readFile(file) {
  try {
    return await (await import("./file/reading.js")).readFile(file);
  } catch (error) {
    console.info(error);
    return { problem: "A part of this page that reads files could not be loaded. Check the network, and try again." };
  }
}

/** Whether a file is read as a document, by its name: that may take a while. @param {string} name */
const isNamedDocument = (name) => /\.(?:pdf|docx)$/i.test(name);

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

/** @param {EditorView} view @param {Opened & { handle?: FileSystemFileHandle | undefined }} text @param {string} done */
function takeText(view, { text, form, lineEnds, handle }, done) {
  const former = view.state.doc.length > 0;
  replaceText(view, text, opened.of({ form, lineEnds, handle }));
  settle(FILE);
  view.focus();
  const bringBack = () => {
    undo(view);
    view.focus();
  };
  say(done, former ? { label: "Bring the former text back", run: bringBack } : undefined);
}

/**
 * Says which file the text is, and what kind of file: it goes back as such.
 * @param {import("@codemirror/state").EditorState} state
 * @param {import("@codemirror/state").EditorState} [former]
 */
export function showOrigin(state, former) {
  if (former && haveOneOrigin(state, former)) return;
  const { form, lineEnds, handle } = originOf(state);
  byId("save").hidden = handle === undefined;
  const line = byId("origin");
  line.hidden = form === PLAIN;
  setText(line, form === PLAIN ? "" : `${form.name}: ${describe(form, lineEnds)}`);
}
