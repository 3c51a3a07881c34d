/**
 * CodeMirror 6: marks, tooltips and actions.
 *
 * ```js
 * import { unglue, unglueKeymap } from "unglue/codemirror";
 * import { createWorkerChecker } from "unglue/worker";
 *
 * new EditorView({ extensions: [unglue({ checker: createWorkerChecker() }), keymap.of(unglueKeymap), history()] });
 * ```
 *
 * @module
 */

import type { ChangeSet, EditorState, Extension, Transaction } from "@codemirror/state";
import type { Command, EditorView, KeyBinding } from "@codemirror/view";
import type { AdapterOptions, PasteOffer } from "./adapter.js";
import type { Session } from "./session.js";
import type { Mark } from "./worker.js";

export type { AdapterOptions, PasteOffer };

export interface CodeMirrorOptions extends AdapterOptions<[state: EditorState]> {
  /** Whether a mark is shown, and fixed by {@link fixAll}; without it all are. */
  isShown?: ((found: Pick<Mark, "rule" | "confidence">) => boolean) | undefined;
  /** Marks have come or gone: {@link Checking.marks} is another array. */
  onChange?: (() => void) | undefined;
  /** How much of a long text is checked, in code units: nothing as yet, where it is opened. */
  onProgress?: ((progress: { done: number; total: number }) => void) | undefined;
  /** Makes what the tooltip of a mark shows, in place of its message and its actions. */
  tooltip?: ((mark: Mark, view: EditorView) => HTMLElement) | undefined;
  /**
   * What a transaction changes, where a host knows that more exactly than `changes` of the transaction: since it replaces a
   * stretch of text in place of thousands of edits in it.
   */
  changesOf?: ((transaction: Transaction) => ChangeSet) | undefined;
}

/**
 * The extension. It ends with its view, or when it is taken out of the configuration. Only what can be seen is decorated:
 * with the class `unglue-mark`, one for the rule, such as `unglue-merged-words`, on the character before a space that is missing
 * `unglue-edit`, and on a space that goes `unglue-removal`. Nothing is fixed where the state is read only or the view is not editable.
 *
 * Not checked are code, by the syntax tree of the editor's language (in one for programs all but the comments), and an
 * editor in an element with `data-unglue="off"`, such as by `EditorView.contentAttributes`. `protect` gets the state as well.
 */
export function unglue(options: CodeMirrorOptions): Extension;

/**
 * Alt-Enter: fix at the caret. Ctrl-Shift-Enter (Cmd on a Mac): fix all. F8 and Shift-F8: to the next and the previous fault.
 * Escape: close the tooltip.
 */
export const unglueKeymap: readonly KeyBinding[];

/** The command that applies the suggestion at the caret, as a step of undo of its own. */
export function fixAtCaret(view: EditorView): boolean;

/** Applies every suggestion as one transaction, once all that was typed is checked. Returns how many spaces were put in or taken out. */
export function fixAll(view: EditorView): Promise<number>;

/** Repairs the whole text as a ruined or pasted one, as one transaction. Returns how many spaces were put in or taken out. */
export function repair(view: EditorView): Promise<number>;

/** Selects a mark, brings it into view and opens its tooltip. */
export function goTo(view: EditorView, mark: Mark): void;

/** The command that goes to the fault behind the selection, and from the last one to the first. */
export const nextFault: Command;

/** The command that goes to the fault before the selection, and from the first one to the last. */
export const previousFault: Command;

/** The checking of one view, for what a host shows beside the text, such as a list. */
export interface Checking {
  /** What is found, and what can be done with it. It is told of edits and of the caret by the adapter. */
  readonly session: Session;
  /** What is underlined, in view or not, in the order of the text. It is the same array as long as no mark comes or goes. */
  readonly marks: readonly Mark[];
  /** The underlined mark that a position touches. */
  at(position: number): Mark | undefined;
  /** Shows what {@link CodeMirrorOptions.isShown} lets through by now. */
  refresh(): void;
}

/** The checking of a view; null where it has none. */
export function checkingOf(view: EditorView): Checking | null;
