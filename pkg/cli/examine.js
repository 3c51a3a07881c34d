// What is asked of the checker about one text, whichever way it came.

import { defined } from "../defined.js";
import { Problem } from "./problem.js";

/** @import { Checker, Mode } from "../index.js" */

/**
 * The texts on which a checker has crashed. It is not asked again: nobody knows what state it is in.
 * @type {WeakMap<Checker, string>}
 */
const crashes = new WeakMap();

/**
 * Checks a text, and fixes it for the command "fix" or `withFixed`: `{ diagnostics, fixed, left }`, where `left` is how
 * many diagnostics the command leaves. The diagnostics stay packed: a long text may have more of them than there is
 * memory for as objects.
 *
 * @throws Problem with `name` when the checker crashes, as it does when its memory of at most 4 GB is full, and for every
 * text after that.
 * @param {Checker} checker
 * @param {"check" | "fix"} command
 * @param {string} name
 * @param {string} text
 * @param {{ withFixed?: boolean, mode?: Mode | undefined }} [how]
 */
export function examine(checker, command, name, text, { withFixed = command === "fix", mode } = {}) {
  if (crashes.has(checker)) {
    throw new Problem(name, `was not checked, since the checker crashed on ${crashes.get(checker)}: run unglue again`, {
      code: "NOT_CHECKED",
    });
  }
  try {
    const diagnostics = checker.checkPacked(text, { mode });
    const fixed = withFixed ? checker.fix(text, { mode }) : undefined;
    const left =
      command === "fix" && diagnostics.length > 0
        ? checker.checkPacked(defined(fixed), { mode }).length
        : diagnostics.length;
    return { diagnostics, fixed, left };
  } catch (cause) {
    if (!(cause instanceof WebAssembly.RuntimeError)) throw cause;
    crashes.set(checker, name);
    const reason = `made the checker crash, perhaps since it takes more memory than there is: cut it into parts (${cause.message})`;
    throw new Problem(name, reason, { code: "CRASHED", cause });
  }
}
