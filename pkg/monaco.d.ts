/**
 * Monaco: markers, and code actions for them.
 *
 * ```js
 * import * as monaco from "monaco-editor";
 * import { unglue } from "unglue/monaco";
 * import { createWorkerChecker } from "unglue/worker";
 *
 * const attached = unglue(monaco, monaco.editor.create(element, { language: "markdown" }), { checker: createWorkerChecker() });
 * attached.destroy();
 * ```
 *
 * @module
 */

import type * as monaco from "monaco-editor";
import type { AdapterOptions, Attached, PasteOffer } from "./adapter.js";

export type { AdapterOptions, Attached, PasteOffer };

/** What is used of the module `monaco-editor`, which is given since there are many ways to load it. */
export interface Monaco {
  readonly editor: Pick<typeof monaco.editor, "registerCommand" | "setModelMarkers">;
  readonly languages: Pick<typeof monaco.languages, "registerCodeActionProvider">;
  readonly KeyCode: typeof monaco.KeyCode;
  readonly KeyMod: typeof monaco.KeyMod;
  readonly MarkerSeverity: typeof monaco.MarkerSeverity;
  readonly Range: typeof monaco.Range;
}

/**
 * Checks what is written in an editor, whichever model it shows. Ctrl-. (Cmd-. on a Mac) shows the code actions, Alt-Enter
 * fixes at the caret, Ctrl-Shift-Enter fixes all. It ends with the editor, too. Nothing is fixed in an editor that is read
 * only.
 *
 * Editors that show the same model share its checking, with the options of the first of them. Markers are those of the 500
 * faults nearest to what can be seen. `protect` gets the model as well; about the text that “fix all” tries it is not
 * asked, since no model has that: what is protected moves with it.
 */
export function unglue(
  monaco: Monaco,
  editor: monaco.editor.IStandaloneCodeEditor,
  options: AdapterOptions<[model: monaco.editor.ITextModel]>,
): Attached;
