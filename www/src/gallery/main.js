// The gallery: each adapter in its editor, all with one worker. The file of an editor is the example for it.

import { createWorkerChecker } from "unglue/worker";
import * as codemirror from "./codemirror.js";
import * as contenteditable from "./contenteditable.js";
import * as field from "./field.js";
import * as lexical from "./lexical.js";
import * as prosemirror from "./prosemirror.js";
import * as quill from "./quill.js";
import * as slate from "./slate.js";
import * as textarea from "./textarea.js";
import * as tiptap from "./tiptap.js";

/**
 * @typedef {object} Example
 * @property {(place: HTMLElement, text: string, checker: import("unglue/worker").WorkerChecker) => { fixAll(): unknown }} open
 */

const TEXT = "They said that thereare no plans for ameeting on November12. It was short-lived,and nobody came.";

const checker = createWorkerChecker();

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @param {string} name @param {Example} example */
function open(name, example) {
  const editor = example.open(byId(name), TEXT, checker);
  const button = /** @type {HTMLElement} */ (document.querySelector(`[data-fix="${name}"]`));
  button.addEventListener("click", () => editor.fixAll());
  button.hidden = false;
}

const examples = { textarea, contenteditable, field, codemirror, prosemirror, tiptap, lexical, quill, slate };
for (const [name, example] of Object.entries(examples)) open(name, example);

byId("load-monaco").addEventListener("click", async () => {
  const monaco = await import("./monaco.js");
  byId("monaco").replaceChildren();
  open("monaco", monaco);
});
