// The extension: what it adds to the editor, and what it follows.

import * as vscode from "vscode";
import { Actions, FIX_ALL } from "./actions.js";
import { Commands } from "./commands.js";
import { loadWasm } from "./wasm.js";
import { Texts } from "./texts.js";

/** @param {vscode.ExtensionContext} context */
export async function activate(context) {
  await loadWasm(context.extensionUri);
  const texts = new Texts();
  const actions = new Actions(texts);
  const commands = new Commands(texts);
  context.subscriptions.push(
    texts,
    vscode.languages.registerCodeActionsProvider({ pattern: "**" }, actions, {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, FIX_ALL],
    }),
    ...commands.register(),
  );
}
