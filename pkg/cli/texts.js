// Files and standard input, one text after the other. Nothing of a text is kept once it is answered.

import { examine } from "./examine.js";
import { readStdin, readText, STDIN } from "./files.js";
import { jsonArray, jsonError, jsonString } from "./json.js";
import { goOnWithoutReader, write } from "./output.js";
import { batched, piecesOf } from "./pieces.js";
import { places } from "./places.js";
import { replaceFile, uninterrupted } from "./replace.js";
import { describe, summarise } from "./report.js";

/**
 * Checks or fixes texts; what goes wrong with one does not stop the next, and is given to `complain`. Returns
 * `{ left, errors }`: how many diagnostics are left, and how many texts could not be read or replaced.
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

async function processText(checker, command, file, { write }) {
  const input = file === "-" ? await readStdin() : readText(file, { toReplace: write });
  const result = { ...input, ...examine(checker, command, file === "-" ? STDIN : file, input.text) };
  result.isChanged = command === "fix" && result.fixed !== input.text;
  if (write && result.isChanged) await uninterrupted(() => replaceFile(file, input, result.fixed));
  return result;
}

const nothing = () => [];

/** Returns what goes to standard output, as pieces, for a text, for one that could not be read, and at the end. */
function answersOf(command, options) {
  if (options.json) return jsonAnswers();
  if (command === "check")
    return { text: (file, { text, diagnostics }) => describe(file, text, diagnostics), error: nothing, end: "" };
  return { text: options.write ? nothing : fixedText, error: nothing, end: "" };
}

function* fixedText(_file, { bom, fixed }) {
  yield bom;
  yield* piecesOf(fixed);
}

/** One array with a record for each file, which is valid JSON whatever goes wrong with one of them. */
function jsonAnswers() {
  let separator = "[\n";
  const start = (file) => {
    const before = separator;
    separator = ",\n";
    return `${before}{"file":${JSON.stringify(file)},`;
  };
  return {
    *text(file, { text, diagnostics, fixed }) {
      yield `${start(file)}"diagnostics":`;
      yield* jsonArray(located(text, diagnostics));
      if (fixed !== undefined) {
        yield ',"fixed":';
        yield* jsonString(fixed);
      }
      yield "}";
    },
    *error(file, error) {
      yield `${start(file)}"error":${jsonError(error)}}`;
    },
    end: "\n]\n",
  };
}

function* located(text, diagnostics) {
  for (const { diagnostic, line, column } of places(text, diagnostics)) yield { line, column, ...diagnostic };
}
