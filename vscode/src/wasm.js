// Loads the Wasm files of the extension, by the editor's way to files, which is there on the web as well.

import loadTexts from "built:texts";
import { init } from "unglue";
import * as vscode from "vscode";

/** @param {vscode.Uri} extension where it is installed */
export async function loadWasm(extension) {
  /** @param {string} name */
  const read = (name) => vscode.workspace.fs.readFile(vscode.Uri.joinPath(extension, "dist", name));
  const [checker, texts] = await Promise.all(["unglue_bg.wasm", "texts_bg.wasm"].map(read));
  await Promise.all([init(checker), loadTexts({ module_or_path: texts })]);
}
