// Files and standard input, one text after the other. Nothing of a text is kept once it is answered.

import { defined } from "../defined.js";
import { modeOf } from "./arguments.js";
import { examine } from "./examine.js";
import { readStdin, readText, STDIN } from "./files.js";
import { jsonArray, jsonError, jsonString } from "./json.js";
import { goOnWithoutReader, write } from "./output.js";
import { batched, piecesOf } from "./pieces.js";
import { places } from "./places.js";
import { replaceFile, uninterrupted } from "./replace.js";
import { describe, summarise } from "./report.js";

/** @import { Checker, Diagnostic, Diagnostics } from "../index.js" */
/** @import { Arguments } from "./arguments.js" */

/**
 * What came of a text.
 * @typedef {object} Result
 * @property {string} text
 * @property {string} bom
 * @property {Diagnostics} diagnostics
 * @property {string | undefined} fixed
 * @property {number} left
 * @property {boolean} isChanged
 */

/**
 * What goes to standard output, as pieces: for a text, for one that could not be read, and at the end.
 * @typedef {object} Answers
 * @property {(file: string, result: Result) => Iterable<string>} text
 * @property {(file: string, error: unknown) => Iterable<string>} error
 * @property {string} end
 */

/**
 * Checks or fixes texts; what goes wrong with one does not stop the next, and is given to `complain`. Returns
 * `{ left, errors }`: how many diagnostics are left, and how many texts could not be read or replaced.
 * @param {Checker} checker
 * @param {"check" | "fix"} command
 * @param {readonly string[]} files
 * @param {Arguments["options"]} options
 * @param {(error: unknown) => void} complain
 */
export async function processTexts(checker, command, files, options, complain) {
  if (options.write) goOnWithoutReader();
  const answers = answersOf(command, options);
  const counts = { texts: 0, found: 0, changed: 0, left: 0, errors: 0 };
  for (const file of files) {
    let pieces;
    try {
      const result = await processText(checker, command, file, options);
      counts.texts += 1;
      counts.found += result.diagnostics.length;
      counts.left += result.left;
      if (result.isChanged) counts.changed += 1;
      pieces = answers.text(file, result);
    } catch (error) {
      counts.errors += 1;
      complain(error);
      pieces = answers.error(file, error);
    }
    for (const piece of batched(pieces)) await write(piece);
  }
  await write(answers.end);
  if (!options.json && counts.texts > 0 && (command === "check" || options.write))
    process.stderr.write(summarise(command, counts));
  return counts;
}

/**
 * @param {Checker} checker
 * @param {"check" | "fix"} command
 * @param {string} file
 * @param {Arguments["options"]} options
 * @returns {Promise<Result>}
 */
async function processText(checker, command, file, { write, ...options }) {
  const input = file === "-" ? { ...(await readStdin()), stat: undefined } : readText(file, { toReplace: write });
  const { text, bom, stat } = input;
  const examined = examine(checker, command, file === "-" ? STDIN : file, text, { mode: modeOf(options) });
  const isChanged = command === "fix" && examined.fixed !== text;
  // Standard input, which has no `stat`, is never written to.
  if (write && stat && isChanged) await uninterrupted(() => replaceFile(file, { bom, stat }, defined(examined.fixed)));
  return { text, bom, ...examined, isChanged };
}

/** @returns {Iterable<string>} */
const nothing = () => [];

/**
 * Returns what goes to standard output, as pieces, for a text, for one that could not be read, and at the end.
 * @param {"check" | "fix"} command
 * @param {Arguments["options"]} options
 * @returns {Answers}
 */
function answersOf(command, options) {
  if (options.json) return jsonAnswers();
  if (command === "check")
    return { text: (file, { text, diagnostics }) => describe(file, text, diagnostics), error: nothing, end: "" };
  return { text: options.write ? nothing : fixedText, error: nothing, end: "" };
}

/**
 * @param {string} _file
 * @param {Result} result
 */
function* fixedText(_file, { bom, fixed }) {
  yield bom;
  yield* piecesOf(defined(fixed));
}

/**
 * One array with a record for each file, which is valid JSON whatever goes wrong with one of them.
 * @returns {Answers}
 */
function jsonAnswers() {
  let separator = "[\n";
  /** @param {string} file */
  const start = (file) => {
    const before = separator;
    separator = ",\n";
    return `${before}{"file":${JSON.stringify(file)},`;
  };
  return {
    /**
     * @param {string} file
     * @param {Result} result
     */
    *text(file, { text, diagnostics, fixed }) {
      yield `${start(file)}"diagnostics":`;
      yield* jsonArray(located(text, diagnostics));
      if (fixed !== undefined) {
        yield ',"fixed":';
        yield* jsonString(fixed);
      }
      yield "}";
    },
    /**
     * @param {string} file
     * @param {unknown} error
     */
    *error(file, error) {
      yield `${start(file)}"error":${jsonError(error)}}`;
    },
    end: "\n]\n",
  };
}

/**
 * @param {string} text
 * @param {Iterable<Diagnostic>} diagnostics
 */
function* located(text, diagnostics) {
  for (const { diagnostic, line, column } of places(text, diagnostics)) yield { line, column, ...diagnostic };
}
