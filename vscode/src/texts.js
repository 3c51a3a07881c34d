// The texts that are open, and what is found in each.

import * as vscode from "vscode";
import { addToConfiguration, PATTERN } from "./configuration.js";
import { Projects } from "./projects.js";
import { inProse, protectedIn } from "./prose.js";
import { SECTION, addWord, isChecked } from "./settings.js";

/** @import { WorkerDocument, Mark } from "unglue/worker" */
/** @import { Project } from "./projects.js" */

/** For so long after a key, nothing is said of the word at the caret: it may not be finished. Milliseconds. */
const PAUSE = 800;

/** Where texts are that somebody writes: not in outputs, differences with the past, and the like. */
const SCHEMES = new Set(["file", "untitled", "vscode-notebook-cell", "vscode-userdata"]);

/**
 * Whether somebody writes a text.
 * @param {vscode.TextDocument} text
 */
function isWritten({ uri: { scheme } }) {
  return SCHEMES.has(scheme) || vscode.workspace.fs.isWritableFileSystem(scheme) === true;
}

/**
 * Whether a text is to be checked: the settings say so of its language, or nothing, and the configuration asks for it.
 * @param {vscode.TextDocument} text
 * @param {Project} project
 */
function isToCheck({ uri: { path }, languageId }, { texts }) {
  return !texts.excludes(path) && (isChecked(languageId) ?? texts.asksFor(path));
}

/** A text that is checked. */
class Followed {
  /** @type {Project} */
  #project;
  /** @type {WorkerDocument} */
  #document;
  /** @type {vscode.DiagnosticCollection} */
  #shown;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #lastKey = 0;
  /** @type {import("./prose.js").Ranges} */
  #protected = [];
  #protectedAt = -1;

  /**
   * @param {vscode.TextDocument} text
   * @param {Project} project
   * @param {vscode.DiagnosticCollection} shown
   */
  constructor(text, project, shown) {
    this.text = text;
    this.#project = project;
    this.#shown = shown;
    this.#document = project.checker.open(() => text.getText(), {
      onChange: () => this.show(),
      onError: () => shown.delete(text.uri),
    });
    this.#document.opened.then(
      () => this.show(),
      () => {},
    );
  }

  /** What is no prose in the text as it stands. */
  get protected() {
    if (this.#protectedAt !== this.text.version) {
      this.#protectedAt = this.text.version;
      this.#protected = protectedIn(this.text, this.#project.texts);
    }
    return this.#protected;
  }

  /** What is found in the text as it stands. @returns {Mark[]} */
  get marks() {
    return inProse(this.#document.marks, this.protected);
  }

  /** @param {vscode.TextDocumentChangeEvent} event */
  change({ contentChanges }) {
    const edits = contentChanges.map(({ rangeOffset: from, rangeLength, text: insert }) => ({
      from,
      to: from + rangeLength,
      insert,
    }));
    this.#lastKey = Date.now();
    this.#document.edit(edits).then(
      () => this.show(),
      () => {},
    );
  }

  /** Underlines what is found. The word at the caret waits until the writer has paused. */
  show() {
    clearTimeout(this.#timer);
    const wait = this.#lastKey + PAUSE - Date.now();
    const carets = wait > 0 ? this.#carets() : [];
    const isWritten = (/** @type {Mark} */ mark) => carets.some((at) => mark.from <= at && at <= mark.to);
    const marks = this.marks;
    this.#shown.set(
      this.text.uri,
      marks.filter((mark) => !isWritten(mark)).map((mark) => diagnosticOf(this.text, mark)),
    );
    if (marks.some(isWritten)) this.#timer = setTimeout(() => this.show(), wait);
  }

  #carets() {
    const editors = vscode.window.visibleTextEditors.filter(({ document }) => document === this.text);
    return editors.flatMap(({ selections }) => selections.map(({ active }) => this.text.offsetAt(active)));
  }

  end() {
    clearTimeout(this.#timer);
    this.#document.free();
    this.#shown.delete(this.text.uri);
  }
}

/**
 * @param {vscode.TextDocument} text
 * @param {Mark} mark
 */
export function rangeOf(text, { from, to }) {
  return new vscode.Range(text.positionAt(from), text.positionAt(to));
}

/**
 * @param {vscode.TextDocument} text
 * @param {Mark} mark
 */
function diagnosticOf(text, mark) {
  const isSure = mark.suggestions.some(({ applicability }) => applicability === "auto");
  const { Warning, Information } = vscode.DiagnosticSeverity;
  const diagnostic = new vscode.Diagnostic(rangeOf(text, mark), mark.message, isSure ? Warning : Information);
  diagnostic.source = "unglue";
  diagnostic.code = mark.rule;
  return diagnostic;
}

/** All texts that are open and checked. */
export class Texts {
  #shown = vscode.languages.createDiagnosticCollection("unglue");
  /** @type {Map<string, Followed>} */
  #followed = new Map();
  #projects = new Projects();
  /** Counts how often the settings were read. */
  #turn = 0;
  /** @type {vscode.Disposable[]} */
  #listeners;

  constructor() {
    const { workspace, window } = vscode;
    const read = () => void this.#begin();
    const watcher = workspace.createFileSystemWatcher(PATTERN);
    this.#listeners = [
      workspace.onDidOpenTextDocument((text) => void this.#open(text)),
      workspace.onDidCloseTextDocument((text) => this.#close(text)),
      workspace.onDidChangeTextDocument((event) => this.of(event.document)?.change(event)),
      workspace.onDidChangeConfiguration((event) => event.affectsConfiguration(SECTION) && read()),
      workspace.onDidChangeWorkspaceFolders(read),
      // Not every way to files can be watched.
      workspace.onDidSaveTextDocument(({ uri }) => this.#projects.concerns(uri) && read()),
      window.onDidChangeTextEditorSelection(({ textEditor }) => this.of(textEditor.document)?.show()),
      watcher,
      watcher.onDidChange(read),
      watcher.onDidCreate(read),
      watcher.onDidDelete(read),
    ];
    read();
  }

  /** Checks everything that is open by the settings and the configurations as they are. */
  async #begin() {
    this.#turn += 1;
    const turn = this.#turn;
    this.#projects.forget();
    const written = vscode.workspace.textDocuments.filter(isWritten);
    const projects = await Promise.all(written.map((text) => this.#projects.of(text)));
    if (turn !== this.#turn) return;
    // All at once, so that no text is left alone for a while. What was opened meanwhile is checked by these already.
    for (const [nth, text] of written.entries()) this.#follow(text, projects[nth]);
    this.#projects.endOld();
  }

  /**
   * Adds a word to the words of the workspace: to the configuration of a text if there is one, else to the workspace's settings.
   * @param {string} word
   * @param {vscode.TextDocument | undefined} text
   */
  async addToWorkspace(word, text) {
    const configuration = text && (await this.#projects.of(text)).configuration;
    const place = configuration?.place;
    if (!configuration || !place) return addWord(word);
    await addToConfiguration({ ...configuration, place }, word);
    return this.#begin();
  }

  /** @param {vscode.TextDocument} text */
  async #open(text) {
    if (!isWritten(text)) return;
    const turn = this.#turn;
    const project = await this.#projects.of(text);
    if (turn === this.#turn) this.#follow(text, project);
  }

  /**
   * @param {vscode.TextDocument} text
   * @param {Project} project
   */
  #follow(text, project) {
    if (text.isClosed) return;
    this.#close(text);
    if (isToCheck(text, project)) this.#followed.set(text.uri.toString(), new Followed(text, project, this.#shown));
  }

  /** @param {vscode.TextDocument} text */
  #close(text) {
    this.of(text)?.end();
    this.#followed.delete(text.uri.toString());
  }

  /**
   * What is found in a text, if it is checked.
   * @param {vscode.TextDocument} text
   */
  of(text) {
    return this.#followed.get(text.uri.toString());
  }

  /**
   * Returns the edits of all that is sure in a text, or of all that is shown if it is repaired as a whole.
   * @param {vscode.TextDocument} text
   * @param {"editor" | "document"} [mode] what the configuration says, if nothing else is said
   * @returns {Promise<vscode.TextEdit[] | undefined>} nothing where the text has changed meanwhile
   */
  async fixes(text, mode) {
    const { version } = text;
    const { checker, texts, configuration } = await this.#projects.of(text);
    const protect = this.of(text)?.protected ?? protectedIn(text, texts);
    const options = { mode: mode ?? configuration.mode ?? "editor", protect };
    const { edits } = await checker.fixWithEdits(text.getText(), options);
    if (text.version !== version) return undefined;
    return edits.map(({ from, to, insert }) => {
      const range = new vscode.Range(text.positionAt(from), text.positionAt(to));
      return vscode.TextEdit.replace(range, insert);
    });
  }

  dispose() {
    this.#turn += 1;
    for (const listener of this.#listeners) listener.dispose();
    for (const followed of this.#followed.values()) followed.end();
    this.#followed.clear();
    this.#projects.dispose();
    this.#shown.dispose();
  }
}
