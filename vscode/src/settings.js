// The settings, with the names and meanings of `unglue.toml`.

import { RULES } from "unglue/rules";
import * as vscode from "vscode";

/** @import { Options, Rule } from "unglue" */

/** The name of all settings. */
export const SECTION = "unglue";

/**
 * Returns the rules that are on: those that are named, or those by default with what `+` and `-` add and take.
 * @param {readonly string[]} names
 * @returns {Rule[]}
 */
function rulesOf(names) {
  const byDefault = RULES.filter(({ isDefault }) => isDefault).map(({ name }) => name);
  const startsFromDefault = names.every((name) => /^[+-]/.test(name));
  let on = startsFromDefault ? byDefault : [];
  for (const name of names) {
    const plain = name.replace(/^[+-]/, "");
    const all = RULES.map((rule) => rule.name);
    const named = plain === "all" ? all : plain === "default" ? byDefault : all.filter((rule) => rule === plain);
    if (!named.length) throw new RangeError(`there is no rule ${plain}: there are ${all.join(", ")}`);
    on = on.filter((rule) => !named.includes(rule));
    if (!name.startsWith("-")) on.push(...named);
  }
  return on;
}

/**
 * Returns the options of a checker.
 * @returns {Options}
 * @throws when a setting is wrong
 */
export function readOptions() {
  const settings = vscode.workspace.getConfiguration(SECTION);
  return {
    showConfidence: settings.get("show"),
    fixConfidence: settings.get("fixAt"),
    rules: rulesOf(settings.get("rules") ?? []),
    words: allWords(),
  };
}

/** Returns the words of the user, the workspace and its folders together, where the editor's own way has the last of them win. */
function allWords() {
  const { workspaceFolders = [] } = vscode.workspace;
  const scopes = [undefined, ...workspaceFolders.map(({ uri }) => uri)];
  const lists = scopes.flatMap((scope) => {
    const of = vscode.workspace.getConfiguration(SECTION, scope).inspect("words");
    return [of?.globalValue, of?.workspaceValue, of?.workspaceFolderValue];
  });
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
 * Whether the texts of a language are checked.
 * @param {string} language
 * @returns {boolean}
 */
export function isChecked(language) {
  const languages = vscode.workspace.getConfiguration(SECTION).get("languages", /** @type {object} */ ({}));
  return /** @type {Record<string, boolean>} */ (languages)[language] === true;
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
