/** The kinds of fault. */
export type Rule = "merged-words" | "merged-number" | "missing-space-after-punctuation";

/** How a checker judges. Everything has a default. */
export interface Options {
  /** Diagnostics below this probability are not reported. 0 to 1, default 0.5. */
  showConfidence?: number;
  /** `fix` leaves diagnostics below this probability alone. 0 to 1, default 0.9. */
  fixConfidence?: number;
  /** The rules that are on. Default: all. */
  rules?: readonly Rule[];
  /** Personal words: never flagged, nor are their possessives and plurals. */
  words?: readonly string[];
  /** The bytes of another lexicon, in place of the English one. */
  lexicon?: Uint8Array;
}

/** What the host knows about one text. All offsets are UTF-16 code units, as in JavaScript strings. */
export interface CheckOptions {
  /** Half-open ranges that are never flagged. */
  protect?: readonly (readonly [from: number, to: number])[];
  /** Where the writer is typing: a diagnostic that touches it is withheld. */
  caret?: number;
}

/** Replace `from..to` by `insert`. Every edit of a suggestion inserts one space. UTF-16 code units. */
export interface Edit {
  from: number;
  to: number;
  insert: string;
}

/** One way to put the spaces back. */
export interface Suggestion {
  /** What the token reads like afterwards. */
  text: string;
  /** Insertions of one space each, ascending. */
  edits: Edit[];
  /** The probability that this is right, 0 to 1. */
  confidence: number;
}

/** A token that has lost one space or more. */
export interface Diagnostic {
  /** Where the token starts, in UTF-16 code units. */
  from: number;
  /** Where the token ends, in UTF-16 code units. */
  to: number;
  rule: Rule;
  /** One sentence for the writer. */
  message: string;
  /** The probability that the first suggestion is right, 0 to 1. */
  confidence: number;
  /** What may be done about it, the best first. Never empty. */
  suggestions: Suggestion[];
}

/** What an edit changed. */
export interface Change {
  /** The part of the new text outside which diagnostics have only moved. */
  from: number;
  to: number;
  /** Diagnostics that are gone, where they stood in the old text. */
  removed: Diagnostic[];
  /** Diagnostics that are new, where they stand in the new text. */
  added: Diagnostic[];
}

/** What the writer taught the checker: plain JSON. */
export interface Personal {
  words: string[];
  ignored: string[];
}
