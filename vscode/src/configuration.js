// The configuration of a folder: `unglue.toml` and the like, by the reader of the command line.

import { configuration, withLine, withWord } from "built:texts";
import * as vscode from "vscode";

/** The names of configurations: the first one that is there, and has something of unglue, holds. */
const NAMES = ["unglue.toml", ".unglue.toml", "pyproject.toml"];

/**
 * @typedef {object} Configuration
 * @property {string} name that of its file
 * @property {string} text what is in that
 * @property {vscode.Uri | undefined} place the file; none where there is none
 * @property {vscode.Uri[]} wordsFiles
 * @property {string[]} words its own, and those in its files
 * @property {string[] | null} rules
 * @property {number | null} show
 * @property {number | null} fixAt
 * @property {"editor" | "document" | null} mode
 */

/** @type {Configuration} */
export const NONE = {
  name: NAMES[0],
  text: "",
  place: undefined,
  wordsFiles: [],
  words: [],
  rules: null,
  show: null,
  fixAt: null,
  mode: null,
};

/**
 * The text of a file; nothing where there is none.
 * @param {vscode.Uri} file
 */
async function textOf(file) {
  try {
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(await vscode.workspace.fs.readFile(file));
  } catch (error) {
    if (/** @type {vscode.FileSystemError} */ (error).code === "FileNotFound") return undefined;
    throw error;
  }
}

/**
 * Returns the configuration that lies nearest to a folder, in it or above it, as the command line finds it.
 * @param {vscode.Uri} folder
 * @returns {Promise<Configuration>}
 * @throws when it is wrong
 */
export async function readConfiguration(folder) {
  for (const at of [folder, ...above(folder)]) {
    const found = await configurationIn(at, at === folder ? textOf : textIfReadable);
    if (found) return found;
  }
  return NONE;
}

/** Returns the folders above one, the nearest first. @param {vscode.Uri} folder */
function above(folder) {
  const folders = [];
  for (let at = folder; at.path.length > 1; folders.push(at)) at = vscode.Uri.joinPath(at, "..");
  return folders;
}

/**
 * Returns the text of a file that the editor may not have been given: above the folder that is open, what cannot be read is not there.
 * @param {vscode.Uri} file
 */
const textIfReadable = (file) => textOf(file).catch(() => undefined);

/**
 * Returns the configuration that lies in a folder.
 * @param {vscode.Uri} folder
 * @param {typeof textOf} read
 * @returns {Promise<Configuration | undefined>}
 */
async function configurationIn(folder, read) {
  for (const name of NAMES) {
    const place = vscode.Uri.joinPath(folder, name);
    const text = await read(place);
    if (text === undefined) continue;
    const parts = parsed(name, text);
    if (!parts) continue;
    const { rules, show, mode, words, "fix-at": fixAt, "words-files": files } = parts;
    const wordsFiles = /** @type {string[]} */ (files).map((file) => vscode.Uri.joinPath(folder, file));
    const lists = await Promise.all(wordsFiles.map(wordsIn));
    return { name, text, place, wordsFiles, words: [...words, ...lists.flat()], rules, show, fixAt, mode };
  }
  return undefined;
}

/** @param {string} name @param {string} text */
function parsed(name, text) {
  try {
    return JSON.parse(configuration(name, text) ?? "null");
  } catch (reason) {
    throw new Error(`${name}: ${reason}`, { cause: reason });
  }
}

/** The words in a file, one a line. @param {vscode.Uri} file */
async function wordsIn(file) {
  const text = await textOf(file);
  if (text === undefined) throw new Error(`${vscode.workspace.asRelativePath(file)}: there is no such file`);
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  return lines.filter((line) => line && !line.startsWith("#"));
}

/**
 * Adds a word to a configuration that there is, where the command line finds it too.
 * @param {Configuration & { place: vscode.Uri }} of
 * @param {string} word
 */
export async function addToConfiguration({ place, wordsFiles: [file] }, word) {
  const to = file ?? place;
  const open = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === to.toString());
  if (open?.isDirty) throw new Error(`save ${vscode.workspace.asRelativePath(to)} first`);
  const text = (await textOf(to)) ?? "";
  const name = place.path.slice(place.path.lastIndexOf("/") + 1);
  try {
    const changed = file ? withLine(text, word) : withWord(name, text, word);
    await vscode.workspace.fs.writeFile(to, new TextEncoder().encode(changed));
  } catch (reason) {
    throw new Error(`${name}: ${reason}`, { cause: reason });
  }
}

/**
 * Whether a file has to do with a configuration.
 * @param {Configuration} configuration
 * @param {vscode.Uri} file
 */
export const concerns = ({ wordsFiles }, file) =>
  NAMES.some((name) => file.path.endsWith(`/${name}`)) ||
  wordsFiles.some((words) => words.toString() === file.toString());

/** What is watched, as far as the editor can. */
export const PATTERN = `**/{${NAMES.join(",")}}`;
