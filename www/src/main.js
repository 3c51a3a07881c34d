// Wires the parts together. The editor is there at once; the checker joins it when its dictionary has arrived.

import "./trust.js";
import { undo } from "@codemirror/commands";
import { checkingOf, goTo } from "unglue/codemirror";
import { createWorkerChecker } from "unglue/worker";
import { createCard } from "./card.js";
import { createChecking } from "./checking.js";
import * as commands from "./commands.js";
import { createCounts } from "./counts.js";
import { byId } from "./dom.js";
import { createDrafts } from "./drafts/view.js";
import { createEditor } from "./editor.js";
import { connectIncoming, copyLink } from "./incoming.js";
import { connectFind, loadFind } from "./find.js";
import { done, places, toFinding } from "./finding.js";
import { printKeys } from "./keys.js";
import { createLearning } from "./learning.js";
import { LEVELS } from "./levels.js";
import { alarm, hush, say, settle } from "./notice.js";
import { createPanel } from "./panel.js";
import { createRepair } from "./repair.js";
import { repairsOf } from "./repairs.js";
import { createRules } from "./rules.js";
import { createReview } from "./review-panel.js";
import { connectPrinting } from "./print.js";
import { connectSaving } from "./saving.js";
import { connectTexts, showOrigin } from "./texts.js";
import { connectTheme } from "./theme.js";
import { keepUpToDate } from "./updates.js";

/** @typedef {import("unglue/worker").Mark} Mark */

/** What an alert is about. */
const CHECKER = "checker";

/** @type {"loading" | "ready" | "failed"} */
let state = "loading";
let panelIsDue = false;

const rules = createRules(changeRules);
const panel = createPanel({
  jump: (mark) => mark.live && goTo(view, mark),
  fix: applyMark,
  empty: () => view.focus(),
  level: changeLevel,
  isOn: rules.isOn,
});
let checker = makeChecker();
const learning = createLearning({
  checker: () => checker,
  focusText: () => view.focus(),
  onError: checkerStopped,
});
const drafts = createDrafts();
const restored = await drafts.restore();
const review = createReview(() => view);
const repairing = createRepair({
  view: () => view,
  checker: () => checker,
  // As sure as what is likely right, whatever else is shown.
  least: () => Math.max(panel.level.least, LEVELS.likely.least),
  isReady,
  undo: undoFromNotice,
  review: review.begin,
});
const checking = createChecking({
  checker,
  isShown,
  onChange: showFound,
  onProgress: showProgress,
  onError: checkerStopped,
  tooltip: cardOf,
  onPaste: repairing.offer,
});
const counts = createCounts(() => view.state);
const view = createEditor({
  parent: byId("editor"),
  text: restored.text,
  checking: checking.extension,
  commands: { apply: applyAtCaret, fixAll, showList: () => panel.focus() || say("There is nothing in the list.") },
  onUpdate,
});

counts.later();
connectTheme(/** @type {HTMLButtonElement} */ (byId("theme")));
connectFind(view);
connectPrinting(() => view.state.doc.iterLines());
const texts = connectTexts(view, { keep: drafts.startAnew, repair: repairOpened });
connectSaving(view, drafts.saved);
restored.show(view);
connectIncoming(texts);
printKeys();
byId("fix-all").addEventListener("click", fixAll);
byId("link").addEventListener("click", () => copyLink(view.state.doc.toString()));
byId("repair").addEventListener("click", () => repairing.repair());
byId("cancel").addEventListener("click", cancel);
byId("again").addEventListener("click", checkAgain);

learning.restore();
try {
  await checker.ready;
  state = "ready";
} catch (error) {
  console.warn(error);
  state = "failed";
  alarm(
    "The checker could not be loaded, so nothing is marked. You can go on writing; reload the page to try again.",
    CHECKER,
  );
}
showState();
loadFind(view).catch((error) => console.info(error));

// Only as built, and when all else is done.
if (import.meta.env.PROD) keepUpToDate(drafts.flush);

/** @param {import("@codemirror/view").ViewUpdate} update */
function onUpdate(update) {
  const { docChanged, selectionSet } = update;
  if (docChanged) hush();
  showOrigin(update.state, update.startState);
  drafts.update(update);
  review.update(update);
  if (docChanged || selectionSet) {
    showCurrent();
    counts.later();
  }
  if (docChanged) showState();
}

function showCurrent() {
  panel.showCurrent(checkingOf(view)?.at(view.state.selection.main.head));
}

/** Fills the panel with the next frame, once for all that happens until then: it must not slow the typing down. */
function showFound() {
  if (panelIsDue) return;
  panelIsDue = true;
  requestAnimationFrame(() => {
    panelIsDue = false;
    panel.showFound(checkingOf(view)?.session.marks ?? []);
    showCurrent();
    showState();
  });
}

/** Long texts are checked in parts, so that there is something to show, and time to cancel. */
function showProgress() {
  const { progress } = checking;
  const isCancelled = checking.isCancelled(view.state);
  byId("progress").hidden = isCancelled || progress === 0 || progress === 1;
  byId("again").hidden = !isCancelled;
  /** @type {HTMLProgressElement} */ (byId("bar")).value = progress;
  if (progress === 1) settle(CHECKER);
  showState();
}

function cancel() {
  checking.cancel(view);
  showFound();
  byId("again").focus();
}

function checkAgain() {
  checking.begin(view);
  view.focus();
}

/** A checker with the rules that are chosen. However sure it has to be, all that can be chosen is looked for. */
function makeChecker() {
  return createWorkerChecker({ showConfidence: panel.level.floor, rules: rules.chosen });
}

/** Puts another checker in the place of the one there is, which goes on until the other is ready. @param {string} told */
function changeRules(told) {
  return learning.inTurn(async () => {
    const next = makeChecker();
    try {
      await next.importPersonal(await checker.exportPersonal());
    } catch (error) {
      next.terminate();
      return checkerStopped(error);
    }
    const former = checker;
    checker = next;
    checking.use(view, next);
    former.terminate();
    say(told);
  });
}

/** Shows what the checker has to be sure enough of by now. */
function changeLevel() {
  checkingOf(view)?.refresh();
  showFound();
}

/** Says why there is no list, where there is none. */
function showState() {
  const isThere = state === "ready" && view.state.doc.length > 0;
  panel.showChoice(isThere);
  /** @type {HTMLButtonElement} */ (byId("repair")).disabled = !isThere;
  if (state === "failed") return panel.showState("The checker could not be loaded.");
  if (state === "loading") return panel.showState("Loading the dictionary…");
  if (view.state.doc.length === 0)
    return panel.showState("Type, paste or drop a text, and every space that seems wrong is listed here.");
  if (rules.chosen?.length === 0) return panel.showState("No rule is on, so nothing is looked for.");
  const now = checkingOf(view);
  if (!now) return panel.showState("The check of this text was cancelled.");
  if (checking.progress < 1) return panel.showState("Checking…");
  if (now.marks.length > 0) return panel.showState("");
  const { length } = now.session.marks.filter(({ confidence }) => confidence >= LEVELS.likely.least);
  panel.showState(
    length === 0 ? "Every space is where it should be." : `Nothing is that sure. ${places(length)} less sure.`,
  );
}

/** Whether the checker is sure enough of a mark for it to be shown. @param {Pick<Mark, "confidence">} mark */
function isShown({ confidence }) {
  return confidence >= panel.level.least;
}

/** What the tooltip of a mark shows. @param {Mark} mark */
function cardOf(mark) {
  const finding = toFinding(mark);
  return createCard(finding, actionsFor(mark, finding));
}

/**
 * What the tooltip offers for a mark.
 * @param {Mark} mark
 * @param {import("./finding.js").Finding} finding
 */
function actionsFor(mark, { repair, rule, token }) {
  const actions = [
    { name: repair.name, run: () => applyMark(mark) },
    { name: "Ignore here", run: () => ignoreHere(mark, token) },
    { name: "Ignore everywhere", run: () => learning.ignoreEverywhere(token) },
  ];
  // What ends in front of a comma is no word, nor what has a space in it.
  if (rule !== "missing-space-at-punctuation" && !/\s/.test(token)) {
    actions.push({ name: "Add to my words", run: () => learning.addWord(token) });
  }
  return actions;
}

/**
 * Repairs the text of a document that was just opened, once there is a checker.
 * @param {import("./documents/read.js").DocumentText} document
 * @param {string} told
 * @param {import("./texts.js").BringBack} bringBack
 */
async function repairOpened(document, told, bringBack) {
  const { doc } = view.state;
  await checker.ready.catch(() => {});
  if (state === "ready" && view.state.doc === doc) await repairing.repairDocument(document, told, bringBack);
}

/** @param {Mark} mark @param {string} token */
function ignoreHere(mark, token) {
  const takeBack = checkingOf(view)?.session.ignoreHere(mark);
  say(`“${token}” is ignored here.`, { label: "Undo", run: () => (takeBack?.(), say("Taken back."), view.focus()) });
  view.focus();
}

/** @param {Mark} mark */
function applyMark(mark) {
  const inList = byId("list").contains(document.activeElement);
  const [{ text }] = mark.suggestions;
  const edits = checkingOf(view)?.session.fix(mark);
  if (edits) {
    commands.apply(view, edits, repairsOf(view.state.doc, edits, [mark]));
    say(`Fixed: ${text.trim()}`);
  }
  if (!inList) view.focus();
}

async function applyAtCaret() {
  if (!isReady()) return;
  const mark = await commands.markAtCaret(view, isShown);
  if (mark) applyMark(mark);
  else say("Nothing is marked at the caret.");
}

async function fixAll() {
  if (!isReady()) return;
  const now = checkingOf(view);
  if (!now) return say("The check of this text was cancelled.");
  if (checking.progress < 1) say("What is found will be fixed once the whole text is checked.");
  const edits = await now.session.fixAll(panel.listing());
  if (!edits) return say("The text has changed meanwhile, so nothing was fixed.");
  if (edits.length === 0) return say("There is nothing to fix.");
  const repairs = repairsOf(view.state.doc, edits, now.session.found);
  commands.apply(view, edits, repairs);
  say(done(edits, repairs.length), { label: "Undo", run: undoFromNotice });
  view.focus();
}

function undoFromNotice() {
  undo(view);
  view.focus();
}

/** Whether there is a checker; where not, the writer is told. */
function isReady() {
  if (state === "failed") say("The checker could not be loaded.");
  if (state === "loading") say("The dictionary is still loading.");
  return state === "ready";
}

/** @param {unknown} error */
function checkerStopped(error) {
  // What failed to load is told by who waits for it.
  if (state !== "ready") return;
  console.warn(error);
  alarm(
    "The checker stopped on this text. Your text is untouched; copy it, and reload the page to go on checking.",
    CHECKER,
  );
}
