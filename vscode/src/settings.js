// The settings, with the names and meanings of `unglue.toml`.

import { rules } from "built:texts";
import * as vscode from "vscode";

/** @import { Options, Rule } from "unglue" */
/** @import { Configuration } from "./configuration.js" */

/** The name of all settings. */
export const SECTION = "unglue";

/**
 * Returns what the writer has set; nothing where that is left to the configuration or the default.
 * @template T
 * @param {string} name
 * @param {vscode.Uri | undefined} folder for whose texts
 * @returns {T | undefined}
 */
function given(name, folder) {
  const of = vscode.workspace.getConfiguration(SECTION, folder).inspect(name);
  return /** @type {T | undefined} */ (of?.workspaceFolderValue ?? of?.workspaceValue ?? of?.globalValue);
}

/**
 * Returns the options of a checker: a setting wins over the configuration, and words add up.
 * @param {Configuration} configuration
 * @param {vscode.Uri | undefined} folder for whose texts
 * @returns {Options}
 * @throws when a setting is wrong
 */
export function optionsOf(configuration, folder) {
  /** @type {string[] | null} */
  const names = given("rules", folder) ?? configuration.rules;
  return {
    showConfidence: given("show", folder) ?? configuration.show ?? undefined,
    fixConfidence: given("fixAt", folder) ?? configuration.fixAt ?? undefined,
    rules: names?.length ? rulesOf(names) : undefined,
    words: [...new Set([...configuration.words, ...allWords(folder)])],
  };
}

/** @param {string[]} names */
function rulesOf(names) {
  try {
    return /** @type {Rule[]} */ (rules(names));
  } catch (reason) {
    throw new RangeError(String(reason), { cause: reason });
  }
}

/**
 * Returns the words of the user, the workspace and a folder together, where the editor's own way has the last of them win.
 * @param {vscode.Uri | undefined} folder
 */
function allWords(folder) {
  const of = vscode.workspace.getConfiguration(SECTION, folder).inspect("words");
  const lists = [of?.globalValue, of?.workspaceValue, of?.workspaceFolderValue];
  const words = lists.flatMap((list) => (Array.isArray(list) ? list : [])).filter((word) => /^\S+$/.test(word));
  return [...new Set(words)];
}

/**
 * Adds a word to the words of the workspace, or of the user where no folder is open.
 * @param {string} word
 * @param {{ isUsers?: boolean }} [options] whether it is for all workspaces
 */
export async function addWord(word, { isUsers = !vscode.workspace.workspaceFolders?.length } = {}) {
  const settings = vscode.workspace.getConfiguration(SECTION);
  const target = isUsers ? vscode.ConfigurationTarget.Global : vscode.ConfigurationTarget.Workspace;
  const of = settings.inspect("words");
  const list = (isUsers ? of?.globalValue : of?.workspaceValue) ?? [];
  if (!Array.isArray(list) || list.includes(word)) return;
  await settings.update("words", [...list, word], target);
}

/**
 * Whether the settings have the texts of a language checked; nothing where they leave it to the configuration.
 * @param {string} language
 * @returns {boolean | undefined}
 */
export function isChecked(language) {
  const languages = vscode.workspace.getConfiguration(SECTION).get("languages", /** @type {object} */ ({}));
  return /** @type {Record<string, boolean>} */ (languages)[language];
}

/**
 * Switches the texts of a language on or off.
 * @param {string} language
 * @param {boolean} isOn
 */
export async function setChecked(language, isOn) {
  const settings = vscode.workspace.getConfiguration(SECTION);
  const of = settings.inspect("languages");
  // Where the writer has said something of it already, that is what is changed.
  const target =
    of?.workspaceValue === undefined ? vscode.ConfigurationTarget.Global : vscode.ConfigurationTarget.Workspace;
  const before = /** @type {object} */ (settings.get("languages") ?? {});
  await settings.update("languages", { ...before, [language]: isOn }, target);
}
