#!/usr/bin/env node
// The command line: `unglue --help`.

import { readFileSync } from "node:fs";
import { confidence, HELP, modeOf, parse, rules } from "./cli/arguments.js";
import { readText, stdin } from "./cli/files.js";
import { processLines } from "./cli/ndjson.js";
import { write } from "./cli/output.js";
import { Problem } from "./cli/problem.js";
import { clean } from "./cli/report.js";
import { processTexts } from "./cli/texts.js";
import { createChecker } from "./node.js";

/** @import { Checker } from "./index.js" */
/** @import { Arguments } from "./cli/arguments.js" */

const CLEAN = 0;
const FOUND = 1;
const ERROR = 2;

/**
 * Says what went wrong.
 * @param {unknown} error
 */
function complain(error) {
  const isOurs = error instanceof Problem || error instanceof RangeError;
  const { stack = error } = /** @type {Error} */ (error ?? {});
  process.stderr.write(`unglue: ${isOurs ? clean(error.message) : stack}\n`);
}

/** @param {string[]} args */
async function main(args) {
  const { command, files, options } = parse(args);
  if (options.help) return print(HELP);
  if (options.version)
    return print(`${JSON.parse(readFileSync(new URL("./package.json", import.meta.url), "utf8")).version}\n`);
  modeOf(options); // Refused before anything is loaded.
  const checker = await createChecker({
    showConfidence: confidence(options, "show"),
    fixConfidence: confidence(options, "fix-at") ?? confidence(options, "fix"),
    rules: rules(options),
  });
  for (const file of options.words ?? []) addWords(checker, file);
  if (options.ndjson) return answerLines(checker, command, options);
  const { errors, left } = await processTexts(checker, command, files, options, complain);
  return errors > 0 ? ERROR : left > 0 && !options["exit-zero"] ? FOUND : CLEAN;
}

/** @param {string} text */
async function print(text) {
  await write(text);
  return CLEAN;
}

/**
 * @param {Checker} checker
 * @param {Arguments["command"]} command
 * @param {Arguments["options"]} options
 */
async function answerLines(checker, command, options) {
  const { found, broken } = await processLines(checker, command, stdin(), write, {
    keepGoing: options["keep-going"],
    mode: modeOf(options),
  });
  if (broken === 0) return found && !options["exit-zero"] ? FOUND : CLEAN;
  process.stderr.write(
    `unglue: ${broken === 1 ? "1 line" : `${broken} lines`} could not be read: see "error" in the output\n`,
  );
  return ERROR;
}

/**
 * @param {Checker} checker
 * @param {string} file
 */
function addWords(checker, file) {
  const lines = readText(file).text.split(/\r\n|\n|\r/);
  lines.forEach((line, index) => {
    const word = line.trim();
    if (word === "" || word.startsWith("#")) return;
    try {
      checker.addWords([word]);
    } catch (error) {
      const { message } = /** @type {Error} */ (error);
      throw new Problem(`${file}, line ${index + 1}`, message, { cause: error });
    }
  });
}

main(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status;
  },
  (error) => {
    complain(error);
    process.exitCode = ERROR;
  },
);
