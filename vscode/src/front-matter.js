// What stands above the text of a Markdown file.

import * as vscode from "vscode";

/**
 * Returns where the front matter of a text ends; 0 if it has none.
 * @param {vscode.TextDocument} text
 */
export function frontMatter(text) {
  if (text.languageId !== "markdown") return 0;
  const mark = text.lineAt(0).text.trimEnd();
  if (mark !== "---" && mark !== "+++") return 0;
  for (let line = 1; line < text.lineCount; line++) {
    const here = text.lineAt(line).text.trimEnd();
    if (here === mark || (mark === "---" && here === "...")) return text.offsetAt(new vscode.Position(line + 1, 0));
  }
  return 0;
}
