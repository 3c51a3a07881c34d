/**
 * A plugin for retext (unified): each diagnostic becomes a message of the file, with `actual`, `expected` and `confidence`.
 *
 * ```js
 * import retextUnglue from "unglue/retext";
 * const file = await retext().use(retextUnglue, { showConfidence: 0.9 }).process("thereare no plans");
 * ```
 *
 * @module
 */

import type { LinterOptions, MessageParts, Messages } from "./textlint.js";

export type { LinterOptions, MessageParts, Messages };

/** A file as unified has it (a `VFile`), as far as the plugin needs it: its types are no dependency of this package. */
export interface RetextFile {
  toString(): string;
  message(reason: string, options?: object): object;
}

/** The plugin. It changes no tree: what it finds are messages, whose `ruleId` is the rule and whose `source` is `unglue`. */
export default function retextUnglue(options?: LinterOptions): (tree: unknown, file: RetextFile) => void;
