// The folders that texts lie in, and what the texts in each are judged by.

import { Texts } from "built:texts";
import * as vscode from "vscode";
import { createChecker } from "./checker.js";
import { concerns, NONE, readConfiguration } from "./configuration.js";
import { optionsOf } from "./settings.js";

/** @import { WorkerChecker } from "unglue/worker" */
/** @import { Options } from "unglue" */
/** @import { Configuration } from "./configuration.js" */

/**
 * @typedef {object} Project
 * @property {Configuration} configuration that of the folder
 * @property {Texts} texts what it says of the folder's texts
 * @property {WorkerChecker} checker
 */

/** @typedef {{ read: Promise<Project>, project?: Project }} Entry a project, once it is read */

/** Returns the folder whose configuration holds for a text: the one that is open and nearest, else the text's own. @param {vscode.TextDocument} text */
function folderOf(text) {
  const uri = notebookOf(text) ?? text.uri;
  const { workspace } = vscode;
  const around = workspace.getWorkspaceFolder(uri)?.uri;
  if (around) return around;
  return uri.scheme === "untitled" ? workspace.workspaceFolders?.[0]?.uri : vscode.Uri.joinPath(uri, "..");
}

/** Returns the notebook of which a text is a cell. @param {vscode.TextDocument} text */
function notebookOf(text) {
  if (text.uri.scheme !== "vscode-notebook-cell") return undefined;
  const holds = (/** @type {vscode.NotebookDocument} */ book) => book.getCells().some((cell) => cell.document === text);
  return vscode.workspace.notebookDocuments.find(holds)?.uri;
}

/** The projects of the texts that have asked for theirs. */
export class Projects {
  /** By the addresses of their folders. @type {Map<string, Entry>} */
  #projects = new Map();
  /** Those before the settings or a configuration changed, for a folder where they are wrong now. @type {Map<string, Entry>} */
  #old = new Map();
  /** Those in use, by their options. @type {Map<string, WorkerChecker>} */
  #checkers = new Map();
  /** What was told since the settings were read, so that it is told once and not for every folder. @type {Set<string>} */
  #told = new Set();

  /** Has all settings and configurations read again when a text asks for them. */
  forget() {
    for (const [key, entry] of this.#projects) this.#old.set(key, entry);
    this.#projects.clear();
    this.#told.clear();
  }

  /**
   * Returns the project of a text.
   * @param {vscode.TextDocument} text
   */
  of(text) {
    const folder = folderOf(text);
    const key = String(folder ?? "");
    const known = this.#projects.get(key);
    if (known) return known.read;
    const entry = /** @type {Entry} */ ({});
    this.#projects.set(key, entry);
    entry.read = this.#read(folder, this.#old.get(key)?.read, entry);
    return entry.read;
  }

  /**
   * @param {vscode.Uri | undefined} folder
   * @param {Promise<Project> | undefined} old
   * @param {Entry} entry gets it as soon as its checker is made
   * @returns {Promise<Project>}
   */
  async #read(folder, old, entry) {
    try {
      const configuration = folder ? await readConfiguration(folder) : NONE;
      entry.project = this.#project(folder, configuration, optionsOf(configuration, folder));
    } catch (error) {
      this.#tell(`unglue's settings: ${error instanceof Error ? error.message : error}`);
      entry.project = (await old) ?? this.#project(folder, NONE, {});
    }
    return entry.project;
  }

  /**
   * @param {vscode.Uri | undefined} folder
   * @param {Configuration} configuration
   * @param {Options} options
   * @returns {Project}
   */
  #project(folder, configuration, options) {
    const texts = new Texts(folder?.path ?? "", configuration.name, configuration.text);
    return { configuration, texts, checker: this.#checker(options) };
  }

  /** @param {string} problem */
  #tell(problem) {
    if (this.#told.has(problem)) return;
    this.#told.add(problem);
    void vscode.window.showErrorMessage(problem);
  }

  /** Returns a checker, the same for the same options. @param {Options} options */
  #checker(options) {
    const key = JSON.stringify(options);
    const checker = this.#checkers.get(key) ?? createChecker(options);
    this.#checkers.set(key, checker);
    return checker;
  }

  /** Ends what served only texts as they were judged before. */
  endOld() {
    this.#old.clear();
    const used = new Set([...this.#projects.values()].map(({ project }) => project?.checker));
    for (const [key, checker] of this.#checkers) {
      if (used.has(checker)) continue;
      checker.terminate();
      this.#checkers.delete(key);
    }
  }

  /**
   * Whether a file has to do with how texts are judged.
   * @param {vscode.Uri} file
   */
  concerns(file) {
    const known = [...this.#projects.values()].flatMap(({ project }) => project ?? []);
    return known.some(({ configuration }) => concerns(configuration, file));
  }

  dispose() {
    for (const checker of this.#checkers.values()) checker.terminate();
    this.#checkers.clear();
  }
}
