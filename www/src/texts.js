// How texts come into the editor.

import { undo } from "@codemirror/commands";
import { replaceText } from "./commands.js";
import { byId, setText } from "./dom.js";
import { joinedText } from "./documents/joined.js";
import { haveOneOrigin, opened, originOf } from "./file/origin.js";
import { connectFiles } from "./files.js";
import { alarm, copy, hush, say, settle } from "./notice.js";
import { endReading, showReading } from "./reading.js";
import { SAMPLE } from "./sample.js";
import { noteOpened } from "./saving.js";
import { PLAIN, describe } from "./text-file.js";

/** @typedef {import("@codemirror/view").EditorView} EditorView */
/** @typedef {import("./files.js").FileWithHandle} FileWithHandle */
/** @typedef {import("./documents/read.js").DocumentText} DocumentText */
/** @typedef {import("./text-file.js").Opened} Opened */
/** @typedef {(steps: number) => import("./notice.js").Action | undefined} BringBack offers the text before so many steps, if there was one */
/**
 * @typedef {object} Page
 * @property {() => Promise<string>} keep keeps the text that is here as one of its own; returns what to say of it
 * @property {(document: DocumentText, told: string, bringBack: BringBack) => void} repair repairs the text of a document, and says that after what was told
 */

/** Of the files that were dropped with another one, as many as are named. */
const NAMED = 3;
/** What an alert is about. */
const FILE = "file";

/** Files that were given, of which only the last is waited for. */
let turns = 0;

/**
 * Connects the buttons for the text as a whole.
 * @param {EditorView} view
 * @param {Page} page
 */
export function connectTexts(view, page) {
  /** @param {FileWithHandle[]} files */
  const take = (files) => takeFiles(view, files, page);
  connectFiles(take);
  byId("sample").addEventListener("click", () => takeText(view, plain(SAMPLE), "This is the sample."));
  byId("clear").addEventListener("click", () => takeText(view, plain(""), "The text is cleared."));
  byId("copy").addEventListener("click", () => copy(view.state.doc.toString(), "The text is copied."));
  showOrigin(view.state);
  return {
    take,
    /** Takes a text that comes from no file. @param {string} text @param {string} told */
    async takePlain(text, told) {
      const kept = await page.keep();
      takeText(view, plain(text), told + kept);
    },
  };
}

/** A text that comes from no file. @param {string} text @returns {Opened} */
function plain(text) {
  return { text, form: PLAIN, lineEnds: { usual: "\n", others: [] } };
}

/**
 * @param {EditorView} view
 * @param {FileWithHandle[]} files
 * @param {Page} page
 */
async function takeFiles(view, [file, ...others], { keep, repair }) {
  const turn = ++turns;
  endReading();
  const reading = isNamedDocument(file.name) ? showReading(file.name) : undefined;
  const read = await (reading ? Promise.race([readFile(file, reading), reading.cancelled]) : readFile(file));
  if (turn !== turns) return;
  if (reading?.signal.aborted) say(`Reading “${file.name}” was cancelled. Your text is as it was.`);
  endReading();
  if (read === null) return view.focus();
  if ("problem" in read) {
    hush();
    return alarm(read.problem, FILE);
  }
  // What was typed while the file was read, too.
  const left = leftOut(others) + (await keep());
  if (turn !== turns) return;
  if ("form" in read) {
    takeText(view, { ...read, handle: file.handle }, `Opened “${file.name}”.${left}`);
    if (file.handle) noteOpened(file.handle, file);
    return;
  }
  const told = `Opened the text of “${file.name}”.${headsOf(read)}${left}`;
  const form = { ...PLAIN, name: `${file.name.replace(/\.\w+$/, "")}.txt` };
  repair(read, told, takeText(view, { ...plain(joinedText(read)), form }, told));
}

/**
 * Reads a file, by what is loaded when the first one comes.
 * @param {File} file
 * @param {ReturnType<typeof showReading>} [reading]
 */
async function readFile(file, reading) {
  try {
    return await (await import("./file/reading.js")).readFile(file, reading);
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

/**
 * @param {EditorView} view
 * @param {Opened & { handle?: FileSystemFileHandle | undefined }} text
 * @param {string} done
 * @returns {BringBack}
 */
function takeText(view, { text, form, lineEnds, handle }, done) {
  const former = view.state.doc.length > 0;
  replaceText(view, text, opened.of({ form, lineEnds, handle }));
  settle(FILE);
  view.focus();
  /** @param {number} steps */
  const run = (steps) => {
    for (let step = 0; step < steps; step++) undo(view);
    view.focus();
  };
  /** @type {BringBack} */
  const bringBack = (steps) => (former ? { label: "Bring the former text back", run: () => run(steps) } : undefined);
  say(done, bringBack(1));
  return bringBack;
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
