// Wires the parts together. The editor is there at once; the checker joins it when its dictionary has arrived.

import { undo } from "@codemirror/commands";
import { setDiagnosticsEffect } from "@codemirror/lint";
import { createChecker } from "unglue";
import * as commands from "./commands.js";
import { byId } from "./dom.js";
import { createEditor } from "./editor.js";
import { connectFiles } from "./files.js";
import { places } from "./finding.js";
import { printKeys } from "./keys.js";
import { MAX_LENGTH, checkAgain, lintExtension, markAt, marksIn } from "./lint.js";
import { alarm, hush, say } from "./notice.js";
import { createPanel } from "./panel.js";
import { loadPersonal, onPersonalElsewhere, savePersonal } from "./personal.js";
import { SAMPLE } from "./sample.js";
import { readTextFile } from "./text-file.js";
import { connectTheme } from "./theme.js";
import { createWordsView } from "./words.js";

/** @typedef {import("./lint.js").Mark} Mark */

const session = {
  /** @type {import("unglue").Checker | null} */
  checker: null,
  failed: false,
  onCheckError: checkerStopped,
};

const panel = createPanel({
  jump: (mark) => withPlace(mark, ({ from, to }) => commands.jumpTo(view, from, to)),
  fix: applyMark,
  empty: () => view.focus(),
});
const showWords = createWordsView(forget);
const view = createEditor({
  parent: byId("editor"),
  text: SAMPLE,
  lint: lintExtension(session, actionsFor),
  commands: { apply: applyAtCaret, fixAll, showList: () => panel.focus() || say("There is nothing in the list.") },
  onUpdate,
});

connectTheme(/** @type {HTMLButtonElement} */ (byId("theme")));
connectFiles(takeFile);
printKeys();
byId("fix-all").addEventListener("click", fixAll);
byId("sample").addEventListener("click", () => takeText(SAMPLE, "This is the sample."));
byId("clear").addEventListener("click", () => takeText("", "The text is cleared."));
byId("copy").addEventListener("click", copyText);
onPersonalElsewhere(usePersonal);
showWords({ words: [], ignored: [] });

try {
  session.checker = await createChecker();
  usePersonal();
} catch (error) {
  console.warn(error);
  session.failed = true;
  alarm("The checker could not be loaded, so nothing is marked. You can go on writing; reload the page to try again.");
}
showState();

/** @param {import("@codemirror/view").ViewUpdate} update */
function onUpdate(update) {
  const checked = update.transactions.some((tr) => tr.effects.some((effect) => effect.is(setDiagnosticsEffect)));
  if (checked) panel.showFound(marksIn(update.state));
  if (checked || update.docChanged) showState();
  if (checked || update.selectionSet) panel.showCurrent(markAt(update.state, update.state.selection.main.head)?.mark);
  if (update.docChanged) hush();
}

/** Says why there is no list, where there is none. */
function showState() {
  const { doc } = view.state;
  if (session.failed) return panel.showState("The checker could not be loaded.");
  if (!session.checker) return panel.showState("Loading the dictionary…");
  if (doc.length === 0) return panel.showState("Type, paste or drop a text, and what it lacks is listed here.");
  if (doc.length > MAX_LENGTH) return panel.showState("This text is too long to be checked here (over 1 MB).");
  panel.showState(marksIn(view.state).length === 0 ? "Every space is where it should be." : "");
}

/**
 * What CodeMirror's tooltip offers for a mark.
 * @param {Mark} mark
 */
function actionsFor(mark) {
  const { repairs, rule } = mark.finding;
  const other = repairs.slice(1, 3).map((repair, nth) => ({
    name: `Or: ${repair.text}`,
    apply: () => applyMark(mark, nth + 1),
  }));
  const actions = [
    { name: repairs[0].cuts.length > 1 ? "Insert spaces" : "Insert space", markClass: "apply", apply: () => applyMark(mark) },
    ...other,
    { name: "Ignore", apply: () => ignore(mark) },
  ];
  // What ends in front of a comma is no word.
  if (rule !== "missing-space-after-punctuation") {
    actions.push({ name: "Add to my words", apply: () => addWord(mark) });
  }
  return actions;
}

/**
 * Does something with where a mark stands now; a mark that is gone is passed over.
 * @param {Mark} mark
 * @param {(place: { from: number, to: number }) => void} act
 */
function withPlace(mark, act) {
  const place = marksIn(view.state).find((found) => found.mark === mark);
  if (place) act(place);
}

/** @param {Mark} mark @param {number} [nth] */
function applyMark(mark, nth = 0) {
  const inList = byId("list").contains(document.activeElement);
  withPlace(mark, ({ from }) => {
    if (commands.apply(view, mark.finding, from, nth)) say(`Fixed: ${mark.finding.repairs[nth].text}`);
  });
  if (!inList) view.focus();
}

function applyAtCaret() {
  guarded(() => {
    const at = commands.findingAtCaret(view, session.checker);
    if (at && commands.apply(view, at.finding, at.from)) say(`Fixed: ${at.finding.repairs[0].text}`);
    else say("Nothing is marked at the caret.");
  });
}

function fixAll() {
  guarded((checker) => {
    const count = commands.fixAll(view, checker);
    if (count === 0) return say("There is nothing to fix.");
    say(`Fixed ${places(count)}.`, { label: "Undo", run: undoFromNotice });
    view.focus();
  });
}

function undoFromNotice() {
  undo(view);
  view.focus();
}

/** @param {Mark} mark */
function ignore(mark) {
  teach((checker) => checker.ignore(mark.finding.origin), `“${mark.finding.token}” is ignored from now on.`);
}

/** @param {Mark} mark */
function addWord(mark) {
  teach((checker) => checker.addWords([mark.finding.token]), `“${mark.finding.token}” is one of your words now.`);
}

/** @param {"words" | "ignored"} kind @param {string} token */
function forget(kind, token) {
  teach((checker) => {
    const personal = checker.exportPersonal();
    checker.importPersonal({ ...personal, [kind]: personal[kind].filter((kept) => kept !== token) });
  }, `“${token}” is checked again.`);
}

/**
 * Changes what the checker knows of this reader, keeps it and checks again.
 * @param {(checker: import("unglue").Checker) => void} change
 * @param {string} done
 */
function teach(change, done) {
  guarded((checker) => {
    change(checker);
    const personal = checker.exportPersonal();
    const kept = savePersonal(personal);
    showWords(personal);
    checkAgain(view);
    say(kept ? done : `${done} This browser keeps nothing, so only until you leave.`);
  });
  if (!byId("personal").contains(document.activeElement)) view.focus();
}

/** Takes over what is kept in this browser. */
function usePersonal() {
  const { checker } = session;
  if (!checker) return;
  const loaded = loadPersonal((personal) => checker.importPersonal(personal));
  if (loaded === "no storage") say("This browser keeps nothing: your own words last until you leave.");
  if (loaded === "unreadable") {
    alarm("Your own words could not be read, so this visit starts without them. What was stored is left as it is.");
  }
  showWords(checker.exportPersonal());
  checkAgain(view);
}

/** @param {File} file */
async function takeFile(file) {
  const read = await readTextFile(file);
  if ("problem" in read) return alarm(read.problem);
  takeText(read.text, `Opened “${file.name}”.`);
}

/** @param {string} text @param {string} done */
function takeText(text, done) {
  const former = view.state.doc.length > 0;
  commands.replaceText(view, text);
  view.focus();
  say(done, former ? { label: "Bring the former text back", run: undoFromNotice } : undefined);
}

async function copyText() {
  try {
    await navigator.clipboard.writeText(view.state.doc.toString());
    say("The text is copied.");
  } catch {
    say("The browser did not allow copying. Select the text and copy it with the keyboard.");
  }
}

/** @param {(checker: import("unglue").Checker) => void} act */
function guarded(act) {
  if (!session.checker) return say(session.failed ? "The checker could not be loaded." : "The dictionary is still loading.");
  try {
    act(session.checker);
  } catch (error) {
    checkerStopped(error);
  }
}

/** @param {unknown} error */
function checkerStopped(error) {
  console.warn(error);
  alarm("The checker stopped on this text. Your text is untouched; copy it, and reload the page to go on checking.");
}
