#!/usr/bin/env node
// The command line: `unglue --help`.

import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { readStdin, readText, stdin } from "./cli/files.js";
import { processLines } from "./cli/ndjson.js";
import { Problem } from "./cli/problem.js";
import { replaceFile, uninterrupted } from "./cli/replace.js";
import { clean, describe, locate, summarise } from "./cli/report.js";
import { write } from "./cli/output.js";
import { createChecker } from "./node.js";

const HELP = `Finds words that have lost the space between them, and puts it back.

Usage: unglue check [OPTIONS] [FILES…]    say what is wrong
       unglue fix [OPTIONS] [FILES…]      print the text with its spaces put back

Without FILES, or for the file -, the text comes from standard input.

Options:
  --write        fix: change the files instead of printing; only those that change are touched
  --json         print one JSON array with a {"file", "diagnostics"} per file; fix adds "fixed"
  --ndjson       read a {"id", "text"} a line; print the same line with "fixed" and "diagnostics" added
  --show NUMBER  leave out what is less sure than this, from 0 to 1 (default 0.8)
  --fix NUMBER   leave alone what is less sure than this, from 0 to 1 (default 0.975)
  --words FILE   words that are right as they stand, one a line; lines that start with # say nothing
  --version      print the version
  --help         print this

Offsets, lines and columns count UTF-16 code units; lines and columns start at 1, a byte order mark is not counted.

Exit status: 0 nothing is wrong, or all of it was fixed; 1 something was found, or is left; 2 an error.
`;

const OPTIONS = {
  write: { type: "boolean" },
  json: { type: "boolean" },
  ndjson: { type: "boolean" },
  show: { type: "string" },
  fix: { type: "string" },
  words: { type: "string", multiple: true },
  version: { type: "boolean" },
  help: { type: "boolean", short: "h" },
};

const CLEAN = 0;
const FOUND = 1;
const ERROR = 2;

/** Says what went wrong. */
function complain(error) {
  const isOurs = error instanceof Problem || error instanceof RangeError;
  process.stderr.write(`unglue: ${isOurs ? clean(error.message) : (error.stack ?? error)}\n`);
}

async function main(args) {
  const { command, files, options } = parse(args);
  if (options.help) return write(HELP).then(() => CLEAN);
  if (options.version) {
    const { version } = JSON.parse(readFileSync(new URL("./package.json", import.meta.url), "utf8"));
    return write(`${version}\n`).then(() => CLEAN);
  }
  const checker = await createChecker({
    showConfidence: confidence(options, "show"),
    fixConfidence: confidence(options, "fix"),
  });
  for (const file of options.words ?? []) {
    addWords(checker, file);
  }
  if (options.ndjson) {
    return (await processLines(checker, command, stdin(), write)) ? FOUND : CLEAN;
  }
  return judge(checker, command, files.length > 0 ? files : ["-"], options);
}

/** Understands the command line. */
function parse(args) {
  let parsed;
  try {
    parsed = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new Problem(undefined, `${error.message} (\`unglue --help\` lists the options)`);
  }
  const { values: options, positionals } = parsed;
  const [command, ...files] = positionals;
  if (options.help || options.version) return { options };
  const refuse = (message) => {
    throw new Problem(undefined, `${message} (see \`unglue --help\`)`);
  };
  if (command === undefined) refuse("say what to do: `unglue check` or `unglue fix`");
  if (command !== "check" && command !== "fix") refuse(`there is no command ${JSON.stringify(command)}: use check or fix`);
  if (options.write) {
    if (command === "check") refuse("--write belongs to `unglue fix`");
    if (options.ndjson) refuse("--write cannot be used with --ndjson, which reads no files");
    if (files.length === 0 || files.includes("-")) refuse("--write needs the names of the files to change");
  }
  if (options.ndjson && files.length > 0) refuse("--ndjson reads standard input: use `unglue … --ndjson < FILE`");
  if (options.ndjson && options.json) refuse("--json and --ndjson exclude each other");
  return { command, files, options };
}

function confidence(options, name) {
  const value = options[name];
  if (value === undefined) return undefined;
  const number = value.trim() === "" ? NaN : Number(value);
  if (!(number >= 0 && number <= 1)) {
    throw new Problem(undefined, `--${name} takes a number from 0 to 1, such as 0.8, not ${JSON.stringify(value)}`);
  }
  return number;
}

function addWords(checker, file) {
  const lines = readText(file).text.split(/\r\n|\n|\r/);
  lines.forEach((line, index) => {
    const word = line.trim();
    if (word === "" || word.startsWith("#")) return;
    try {
      checker.addWords([word]);
    } catch (error) {
      throw new Problem(`${file}, line ${index + 1}`, error.message, { cause: error });
    }
  });
}

/** Checks or fixes texts one after the other; what goes wrong with one does not stop the next. */
async function judge(checker, command, files, options) {
  const results = [];
  let status = CLEAN;
  for (const file of files) {
    try {
      const input = file === "-" ? await readStdin() : readText(file, { toReplace: options.write });
      const result = { file, text: input.text, diagnostics: checker.check(input.text) };
      let left = result.diagnostics.length;
      if (command === "fix") {
        result.fixed = checker.fix(input.text);
        left = left > 0 ? checker.check(result.fixed).length : 0;
        if (options.write && result.fixed !== input.text) await uninterrupted(() => replaceFile(file, input, result.fixed));
      }
      if (left > 0) status = Math.max(status, FOUND);
      results.push(result);
      if (options.json) continue;
      if (command === "check") await write(describe(result));
      else if (!options.write) await write(input.bom + result.fixed);
    } catch (error) {
      complain(error);
      status = ERROR;
    }
  }
  if (options.json) {
    await write(`${JSON.stringify(results.map(({ text, ...rest }) => ({ ...rest, diagnostics: locate(text, rest.diagnostics) })))}\n`);
  } else if (results.length > 0 && (command === "check" || options.write)) {
    process.stderr.write(summarise(command, results));
  }
  return status;
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
