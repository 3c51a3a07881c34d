// What the editor offers to do about what is found.

import * as vscode from "vscode";
import { rangeOf } from "./texts.js";

/** @import { Mark } from "unglue/worker" */
/** @import { Texts } from "./texts.js" */

/** By which the editor can be told to fix all when a text is saved. */
export const FIX_ALL = vscode.CodeActionKind.SourceFixAll.append("unglue");

/** @implements {vscode.CodeActionProvider} */
export class Actions {
  #texts;

  /** @param {Texts} texts */
  constructor(texts) {
    this.#texts = texts;
  }

  /**
   * @param {vscode.TextDocument} text
   * @param {vscode.Range} range
   * @param {vscode.CodeActionContext} context
   */
  async provideCodeActions(text, range, { only, diagnostics }) {
    const followed = this.#texts.of(text);
    if (!followed) return [];
    const wants = (/** @type {vscode.CodeActionKind} */ kind) => !only || only.contains(kind);
    const actions = [];
    if (wants(vscode.CodeActionKind.QuickFix)) {
      const marks = followed.marks.filter((mark) => rangeOf(text, mark).intersection(range));
      actions.push(...marks.flatMap((mark) => quickFixes(text, mark, diagnostics)));
    }
    // Without being asked for it by name it is not computed: the lamp shows at every place.
    if (only && wants(FIX_ALL)) {
      const edits = await this.#texts.fixes(text);
      if (edits?.length) actions.push(fixAll(text, edits));
    }
    return actions;
  }
}

/**
 * @param {vscode.TextDocument} text
 * @param {Mark} mark
 * @param {readonly vscode.Diagnostic[]} shown
 */
function quickFixes(text, mark, shown) {
  const about = shown.filter(({ source, range }) => source === "unglue" && range.isEqual(rangeOf(text, mark)));
  const actions = mark.suggestions.map((suggestion, nth) => {
    const action = new vscode.CodeAction(`Change to “${suggestion.text}”`, vscode.CodeActionKind.QuickFix);
    action.edit = new vscode.WorkspaceEdit();
    for (const { from, to, insert } of suggestion.edits) {
      action.edit.replace(text.uri, new vscode.Range(text.positionAt(from), text.positionAt(to)), insert);
    }
    action.isPreferred = nth === 0;
    return action;
  });
  if (/^\S+$/.test(mark.token)) {
    for (const [command, whose] of [
      ["unglue.addWord", "the workspace"],
      ["unglue.addUserWord", "all workspaces"],
    ]) {
      const title = `Add “${mark.token}” to the words of ${whose}`;
      const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
      action.command = { title, command, arguments: [mark.token] };
      actions.push(action);
    }
  }
  const all = new vscode.CodeAction("Fix all spaces that are surely wrong", vscode.CodeActionKind.QuickFix);
  all.command = { title: all.title, command: "unglue.fixAll" };
  actions.push(all);
  for (const action of actions) action.diagnostics = about;
  return actions;
}

/**
 * @param {vscode.TextDocument} text
 * @param {vscode.TextEdit[]} edits
 */
function fixAll(text, edits) {
  const action = new vscode.CodeAction("Fix all spaces that are surely wrong", FIX_ALL);
  action.edit = new vscode.WorkspaceEdit();
  action.edit.set(text.uri, edits);
  return action;
}
