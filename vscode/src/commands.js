// The commands of the palette.

import * as vscode from "vscode";
import { addWord, isChecked, setChecked } from "./settings.js";

/** @import { Texts } from "./texts.js" */

/** How often a fix is tried in a text that changes meanwhile. */
const TRIES = 3;

export class Commands {
  #texts;

  /** @param {Texts} texts */
  constructor(texts) {
    this.#texts = texts;
  }

  register() {
    /** @type {Record<string, (...args: any[]) => unknown>} */
    const commands = {
      "unglue.fixAll": () => this.#fix(),
      "unglue.repair": () => this.#fix("document"),
      "unglue.addWord": (/** @type {string | undefined} */ word) =>
        this.#add(word, (word) => this.#texts.addToWorkspace(word, vscode.window.activeTextEditor?.document)),
      "unglue.addUserWord": (/** @type {string | undefined} */ word) =>
        this.#add(word, (word) => addWord(word, { isUsers: true })),
      "unglue.toggleLanguage": () => this.#toggle(),
    };
    return Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(name, run));
  }

  /**
   * Fixes the text at hand, in one step of undo.
   * @param {"document"} [mode]
   */
  async #fix(mode) {
    const editor = vscode.window.activeTextEditor;
    if (!editor) return say("there is no text to fix");
    for (let nth = 0; nth < TRIES; nth++) {
      const edits = await this.#texts.fixes(editor.document, mode);
      if (!edits) continue;
      if (!edits.length) return say("nothing is to be fixed");
      const isDone = await editor.edit((builder) => {
        for (const { range, newText } of edits) builder.replace(range, newText);
      });
      if (isDone) return say(`${edits.length === 1 ? "1 space was" : `${edits.length} spaces were`} mended`);
    }
    return say("the text changes all the time: try again");
  }

  /**
   * @param {string | undefined} word the one at the caret if none is given
   * @param {(word: string) => Promise<void>} to
   */
  async #add(word, to) {
    const added = word ?? wordAtCaret();
    if (!added) return say("there is no word at the caret");
    return to(added);
  }

  async #toggle() {
    const text = vscode.window.activeTextEditor?.document;
    if (!text) return say("there is no text");
    const language = text.languageId;
    const isOn = !(isChecked(language) ?? this.#texts.of(text) !== undefined);
    await setChecked(language, isOn);
    return say(`texts of the language ${language} are ${isOn ? "checked" : "left alone"} now`);
  }
}

/** The white space around the caret parts the word from others, not what the language takes for a word. */
function wordAtCaret() {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return undefined;
  const range = editor.document.getWordRangeAtPosition(editor.selection.active, /[\p{L}\p{N}'’-]+/u);
  return range && editor.document.getText(range);
}

/** @param {string} message */
function say(message) {
  vscode.window.setStatusBarMessage(`unglue: ${message}`, 4_000);
}
