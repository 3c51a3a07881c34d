// The command line as it is typed.

import { parseArgs } from "node:util";
import { RULES } from "../rules.js";
import { Problem } from "./problem.js";

/** @import { Mode, Rule } from "../index.js" */

export const HELP = `Puts every space where it belongs: missing ones in, wrong ones out.

Usage: unglue check [OPTIONS] [FILES…]    say what is wrong
       unglue fix [OPTIONS] [FILES…]      print the text with every space where it belongs

Without FILES, or for the file -, the text comes from standard input. Names that start with - go behind --.

Options:
  --write        fix: change the files instead of printing; only those that change are touched
  --json         print one JSON array with a {"file", "diagnostics"} per file; fix adds "fixed"; a file that cannot
                 be read gives {"file", "error": {"code", "message"}}
  --ndjson       read a {"id", "text"} a line; print the same line with "fixed" and "diagnostics" added
  --keep-going   --ndjson: answer a line that is no such record with {"id", "line", "error": {"code", "message"}}, and
                 go on, instead of ending there
  --show NUMBER  leave out what is less sure than this, from 0 to 1 (default 0.8)
  --fix-at NUMBER
                 leave alone what is less sure than this, from 0 to 1 (default 0.955); also --fix
  --mode MODE    editor (the default): fix only what is sure; document, for ruined or pasted text: fix all that is shown
  --rules RULES  the rules that are on, with commas between: all, default, or names; +NAME and -NAME add to the default
                 and take from it, as in --rules=-split-word,+merged-real-word
  --words FILE   words that are right as they stand, one a line; lines that start with # say nothing
  --exit-zero    end with 0 also where something is found
  --version      print the version
  --help         print this

Texts are UTF-8. Offsets, lines and columns count UTF-16 code units; lines and columns start at 1, a byte order mark is
not counted.

Exit status: 0 nothing is wrong, or all of it was fixed; 1 something was found, or is left; 2 an error, also if other
files or lines were right. Whoever stops reading the output, such as head, ends it with 0; --write goes on. Ctrl-C ends
it as it does other programs, and leaves every file as it was or fixed.
`;

/**
 * What the arguments ask for.
 * @typedef {object} Arguments
 * @property {"check" | "fix"} command
 * @property {string[]} files
 * @property {ReturnType<typeof parseArgs<{ args: string[], options: typeof OPTIONS, allowPositionals: true }>>["values"]} options
 */

const OPTIONS = /** @type {const} */ ({
  write: { type: "boolean" },
  json: { type: "boolean" },
  ndjson: { type: "boolean" },
  "keep-going": { type: "boolean" },
  show: { type: "string" },
  fix: { type: "string" },
  mode: { type: "string" },
  "fix-at": { type: "string" },
  rules: { type: "string", multiple: true },
  "exit-zero": { type: "boolean" },
  words: { type: "string", multiple: true },
  version: { type: "boolean" },
  help: { type: "boolean", short: "h" },
});

/**
 * @param {string} message
 * @returns {never}
 */
const refuse = (message) => {
  throw new Problem(undefined, `${message} (see \`unglue --help\`)`);
};

/**
 * Returns what the arguments ask for: `{ command, files, options }`, the files `["-"]` if none is named.
 *
 * @throws Problem when they do not go together.
 * @param {string[]} args
 * @returns {Arguments}
 */
export function parse(args) {
  let parsed;
  try {
    parsed = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new Problem(undefined, `${/** @type {Error} */ (error).message} (\`unglue --help\` lists the options)`);
  }
  const { values: options, positionals } = parsed;
  const [command, ...files] = positionals;
  if (options.help || options.version) return { command: "check", files: [], options };
  if (command === undefined) return refuse("say what to do: `unglue check` or `unglue fix`");
  if (command !== "check" && command !== "fix")
    return refuse(`there is no command ${JSON.stringify(command)}: use check or fix`);
  refuseTogether(command, files, options);
  return { command, files: files.length > 0 ? files : ["-"], options };
}

/**
 * @param {Arguments["command"]} command
 * @param {readonly string[]} files
 * @param {Arguments["options"]} options
 */
function refuseTogether(command, files, options) {
  if (options.write) {
    if (command === "check") refuse("--write belongs to `unglue fix`");
    if (options.ndjson) refuse("--write cannot be used with --ndjson, which reads no files");
    if (files.length === 0 || files.includes("-")) refuse("--write needs the names of the files to change");
  }
  if (options.ndjson && files.length > 0) refuse("--ndjson reads standard input: use `unglue … --ndjson < FILE`");
  if (options.ndjson && options.json) refuse("--json and --ndjson exclude each other");
  if (options["keep-going"] && !options.ndjson) {
    refuse("--keep-going belongs to --ndjson: what goes wrong with one of several files never stops the others");
  }
}

/** The modes that there are. @type {readonly Mode[]} */
const MODES = ["editor", "document"];

/**
 * Returns the mode of `--mode`, or nothing if it is not given.
 *
 * @throws Problem when there is none of this name.
 * @param {Arguments["options"]} options
 * @returns {Mode | undefined}
 */
export function modeOf({ mode }) {
  if (mode === undefined) return undefined;
  const known = MODES.find((name) => name === mode);
  return known ?? refuse(`--mode takes editor or document, not ${JSON.stringify(mode)}`);
}

/**
 * Returns the number of `--show`, `--fix` or `--fix-at`, or nothing if it is not given.
 *
 * @throws Problem when it is no probability.
 * @param {Arguments["options"]} options
 * @param {"show" | "fix" | "fix-at"} name
 * @returns {number | undefined}
 */
export function confidence(options, name) {
  const value = options[name];
  if (value === undefined) return undefined;
  const number = value.trim() === "" ? NaN : Number(value);
  if (!(number >= 0 && number <= 1)) {
    throw new Problem(undefined, `--${name} takes a number from 0 to 1, such as 0.8, not ${JSON.stringify(value)}`);
  }
  return number;
}

/**
 * Returns the rules of `--rules`, or nothing if it is not given: those that are named, or those by default with what `+` and
 * `-` add and take. Names that are not there are for the checker to refuse.
 * @param {Arguments["options"]} options
 * @returns {Rule[] | undefined}
 */
export function rules({ rules: given }) {
  const asked = given?.flatMap((names) => names.split(",")).map((name) => name.trim());
  if (asked === undefined) return undefined;
  const defaults = RULES.filter(({ isDefault }) => isDefault).map(({ name }) => name);
  const on = new Set(asked.every((name) => /^[+-]/.test(name)) ? defaults : []);
  for (const name of asked) {
    const plain = name.replace(/^[+-]+/, "");
    const all = plain === "all" ? RULES.map(({ name }) => name) : defaults;
    const named = plain === "all" || plain === "default" ? all : [/** @type {Rule} */ (plain)];
    for (const rule of named) name.startsWith("-") ? on.delete(rule) : on.add(rule);
  }
  return [...on];
}
