// What the adapters of all editors have in common.

import type { Checker, Diagnostic, Personal, Rule } from "./index.js";
import type { Mark, WorkerChecker } from "./worker.js";

/** Parts of a text: pairs of offsets in UTF-16 code units, half-open, in any order; they may overlap. */
export type Ranges = readonly (readonly [from: number, to: number])[];

/** `Given`: what an adapter gives to `protect` besides the text. */
export interface AdapterOptions<Given extends readonly unknown[] = []> {
  /** The checker, here or (better) in a worker. Any number of editors may share it. */
  checker: Checker | WorkerChecker;
  /** The writer has ignored a token or added a word: the place to store it. */
  onPersonal?: ((personal: Personal) => void) | undefined;
  /**
   * The writer has pasted something that a repair would change: the place to offer that. Nothing is changed unless the offer is
   * taken. Without it, nobody looks.
   *
   * ```js
   * const onPaste = ({ repairs, repair }) => repairs.length > 2 && say(`${repairs.length} spaces seem wrong.`, { Repair: repair });
   * ```
   */
  onPaste?: ((offer: PasteOffer) => void) | undefined;
  /**
   * After a paste in which a repair would change three places or more, offer that beside it: a tooltip, which Ctrl-. leads into, and which
   * Escape closes. The repair is one step of undo. {@link onPaste} is called as well.
   */
  checkOnPaste?: boolean | undefined;
  /**
   * This text is not checked any more, or was not to begin with, since its checker has ended; the text itself is untouched.
   * Also, once, what {@link protect} throws. By default a warning on the console.
   */
  onError?: ((error: Error) => void) | undefined;
  /**
   * Returns the parts of the text in which nothing is to be found or fixed: quotations, code, what a format of one's own
   * protects. It is asked about the text as it stands when there is something to show; while keys are typed only when
   * something new is found, and again once they pause. “Fix all” asks it about the fixed text as well. While it throws,
   * nothing is shown.
   *
   * ```js
   * const protect = (text) => [...text.matchAll(/\{\{.*?\}\}/g)].map(({ index, 0: { length } }) => [index, index + length]);
   * ```
   */
  protect?: ((text: string, ...given: Given) => Ranges) | undefined;
  /** What the writer reads, in the host's own words or language. What is left out stays English. */
  messages?: Messages | undefined;
}

/** The words of a host for what an adapter shows. */
export interface Messages {
  /**
   * Returns the sentence about a diagnostic; undefined for the English one.
   *
   * ```js
   * const messages = {
   *   diagnostic: ({ rule }, { before, after }) => `${REGELN[rule]}: „${before}“ → „${after}“`,
   *   ignoreHere: "Hier übergehen",
   * };
   * ```
   */
  diagnostic?: ((diagnostic: Diagnostic, parts: MessageParts) => string | undefined) | undefined;
  /** The action that takes a mark away at its place. */
  ignoreHere?: string | undefined;
  /** The action that takes all marks of the same token away. */
  ignoreEverywhere?: string | undefined;
  /** The action that makes a word a personal one. */
  addWord?: string | undefined;
  /** The command that fixes at the caret, in Monaco. */
  fixAtCaret?: string | undefined;
  /** The command that fixes everything, in Monaco. */
  fixAll?: string | undefined;
  /** The command that repairs the whole text, in Monaco. */
  repair?: string | undefined;
}

/** What the sentence about a diagnostic is made of. */
export interface MessageParts {
  rule: Rule;
  /** What the rule is called in English. */
  label: string;
  /** The token as it stands, with `␣` for each space that goes. */
  before: string;
  /** What it becomes, with an ellipsis for what is beyond a space at its edge. */
  after: string;
  /** How many edits mend it. */
  edits: number;
}

/** What the adapters of plain elements (textarea, input, editable regions) take. */
export interface ElementOptions extends AdapterOptions {
  /** What is underlined has changed, or has moved: for a list beside the text. It is the same array as long as no mark comes or goes. */
  onMarks?: ((marks: readonly Mark[], text: string) => void) | undefined;
  /** What the tooltip of a mark offers besides, below the rest: asked whenever one opens. */
  moreActions?: ((mark: Mark) => readonly { name: string; run: () => void }[]) | undefined;
}

/** The repair of a text that was pasted, which nobody has asked for yet. */
export interface PasteOffer {
  /**
   * What it would change, in the order of the text: what {@link "unglue".Checker.fixWithEdits} would in the mode `"document"`, as far
   * as it lies in what was pasted.
   */
  readonly repairs: readonly Diagnostic[];
  /**
   * Repairs what was pasted, as it stands by then, as one step of undo. Returns how many spaces were put in or taken out: none where
   * the editor refuses it, and once something else was pasted.
   */
  repair(): Promise<number>;
}

/** The checking of one editor. */
export interface Attached {
  /** Applies the best suggestion at the caret, as a step of undo of its own. Returns false where there is none, or where it was refused. */
  fixAtCaret(): boolean;
  /**
   * Puts every space where it belongs of which that is found, as one step of undo. Returns how many were put in or taken out: none
   * where the page refuses it.
   */
  fixAll(): Promise<number>;
  /**
   * Repairs the whole text as a ruined or pasted one (the mode `"document"`), as one step of undo. Returns how many spaces were put in
   * or taken out.
   */
  repair(): Promise<number>;
  /** Ends the checking, and leaves nothing behind. */
  destroy(): void;
}
