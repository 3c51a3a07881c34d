/**
 * What all adapters share, for an editor of one's own: which marks are shown when, while the text is being written.
 *
 * ```js
 * const session = new Session({ checker, text: () => editor.text, onChange: () => draw(session.marks) });
 * editor.on("input", (edits, caret) => session.edit(edits, { caret, typed: true }));
 * editor.on("select", (caret) => session.moveCaret(caret));
 * ```
 *
 * @module
 */

import type { AdapterOptions, MessageParts, Messages, PasteOffer, Ranges } from "./adapter.js";
import type { Checker, Diagnostic, Edit } from "./index.js";
import type { Mark, WorkerChecker } from "./worker.js";

export type { AdapterOptions, MessageParts, Messages, PasteOffer, Ranges };

export interface SessionOptions extends AdapterOptions {
  /** The editor's text, with all edits that the session was told of. */
  text: () => string;
  /** `marks` has changed, or has moved. */
  onChange: () => void;
  /** How much of a long text is checked, in code units. */
  onProgress?: ((progress: { done: number; total: number }) => void) | undefined;
}

/** Where an offer is shown. */
export interface PastePlace {
  /** Beside it the offer stands, and to it the focus goes back. */
  editor: HTMLElement;
  /** How the focus goes back, if not by `editor.focus()`. */
  focus?: (() => void) | undefined;
  /** Returns a box of the window at what was pasted, which stands there now; nothing, where it cannot be seen. */
  at: (part: {
    readonly from: number;
    readonly to: number;
  }) => { left: number; top: number; bottom: number } | null | undefined;
}

/** What repairs a text. */
export interface Repaired {
  /** The edits, ascending and apart, at offsets of the text as it stands. */
  edits: Edit[];
  /** What they repair, each with its rule. */
  repairs: Diagnostic[];
}

/** The checking of one text in an editor. */
export class Session {
  /** @throws TypeError when an option is wrong, or is none. */
  constructor(options: SessionOptions);

  /**
   * What is to be underlined now, in the order of the text: without what is being typed. It is the same array as long as no
   * mark comes or goes.
   */
  readonly marks: readonly Mark[];
  /**
   * Of {@link marks} those that touch a range, and with `most` those beside it, so many in all: for an editor that draws what
   * can be seen, and whose refreshes must not grow with the text.
   */
  near(from: number, to: number, most?: number): readonly Mark[];
  /** All that is found and neither protected nor ignored, also what is held back. */
  readonly found: readonly Mark[];
  /** Resolves once all that was typed is checked: to false where nothing is checked any more. */
  checked(): Promise<boolean>;
  /** The mark at a position, be it held back or not. Where one ends and the next begins, the first that `isChosen` lets through. */
  at(position: number, isChosen?: (mark: Mark) => boolean): Mark | undefined;

  /** The text has changed: of several edits, each fits the text that the last one left. `typed`: keys did it. */
  edit(edits: readonly Edit[], how: { caret: number | null; typed: boolean }): void;
  /**
   * As {@link edit}, where so much has changed that the text is checked more quickly from its beginning, part by part: until
   * then nothing is known of it. `text` gives the changed text already. With `checker`, that one checks it from now on.
   */
  reopen(edits: readonly Edit[], checker?: Checker | WorkerChecker): void;
  /** The caret is elsewhere, or (null) the editor has lost it. */
  moveCaret(caret: number | null): void;
  /** An input method begins or ends to compose: meanwhile nothing appears and nothing goes. */
  compose(composing: boolean): void;
  /** What {@link AdapterOptions.protect} returns is something else now, although the text is the same. */
  protectionChanged(): void;

  /** The edits that apply a mark's suggestion, or null where the text is no longer what was judged, or is protected now. */
  fix(mark: Mark): readonly Edit[] | null;
  /**
   * The edits that fix all that is found once all that was typed is checked, in the order of the text: also what is
   * only found in the fixed text, as with {@link "unglue".Checker.fix}. `isChosen`: what is to be fixed, if not all.
   * Null where the text changed meanwhile, or is not checked any more.
   */
  fixAll(isChosen?: (found: Pick<Mark, "rule" | "confidence">) => boolean): Promise<Edit[] | null>;
  /**
   * What repairs the text as a ruined or pasted one (the mode `"document"`), or the part of it between two positions, without what is
   * protected or ignored. Null where the text changed meanwhile, or is not checked any more.
   */
  repair(part?: { from?: number; to?: number; fixConfidence?: number | undefined }): Promise<Repaired | null>;
  /**
   * To be told of a paste, after {@link edit}, with where it stands now: {@link AdapterOptions.onPaste} is called if a repair would
   * change it. `apply` makes edits in the editor, as one step of undo, and returns how many. With {@link AdapterOptions.checkOnPaste} the
   * offer is shown at `place`.
   */
  pasted(
    part: { from: number; to: number },
    apply: (edits: readonly Edit[]) => number | Promise<number>,
    place?: PastePlace,
  ): Promise<void>;
  /**
   * What an editor offers for a mark: its fix, to ignore it here or everywhere, to add its word. Without `apply`, as in an
   * editor that is read only, no fix. `before`: what the fix replaces, with a sign for each space that goes, if any does.
   */
  actions(
    mark: Mark,
    word: string,
    apply: (() => void) | null,
  ): { name: string; before?: string | undefined; run: () => void }[];
  /** What the writer reads of a mark: its message, or the sentence of {@link AdapterOptions.messages}. */
  message(mark: Mark): string;
  /**
   * Takes a mark, or all that is found in a range of the text, away until that text changes, also from what {@link fixAll} fixes; the
   * same word elsewhere stays marked. It is kept as long as the session. Returns a function that brings it back.
   */
  ignoreHere(place: Mark | { from: number; to: number }): () => void;

  /** Ends the checking, also while a long text is being opened. */
  destroy(): void;
}
