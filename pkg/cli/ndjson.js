// `--ndjson`: a stream of texts, one JSON object a line, in and out.

import { defined } from "../defined.js";
import { decode } from "./encoding.js";
import { examine } from "./examine.js";
import { jsonArray, jsonError, jsonString } from "./json.js";
import { batched } from "./pieces.js";
import { Problem } from "./problem.js";

/** @import { Checker, Diagnostics, Mode } from "../index.js" */

/**
 * Answers every line of `input`, the bytes of standard input as they come, by `write`. Returns `{ found, broken }`: whether
 * anything was found, or for "fix" whether anything is left, and how many lines could not be read.
 *
 * With `keepGoing` a line that is no record is answered with `{"line", "error"}`, and its `id` if it has one.
 *
 * @throws Problem at the first such line without `keepGoing`; every line before it has been answered.
 * @param {Checker} checker
 * @param {"check" | "fix"} command
 * @param {AsyncIterable<Buffer>} input
 * @param {(text: string) => Promise<void>} write
 * @param {{ keepGoing?: boolean | undefined, mode?: Mode | undefined }} [how]
 */
export async function processLines(checker, command, input, write, { keepGoing = false, mode } = {}) {
  const result = { found: false, broken: 0 };
  let number = 0;
  for await (const bytes of lines(input)) {
    number += 1;
    const name = `standard input, line ${number}`;
    try {
      const record = readRecord(name, bytes);
      if (record === undefined) continue;
      const examined = examine(checker, command, name, record.text, { withFixed: true, mode });
      result.found ||= examined.left > 0;
      for (const piece of batched(answer(record, examined))) await write(piece);
    } catch (error) {
      if (!keepGoing || !(error instanceof Problem)) throw error;
      result.broken += 1;
      const id = error.id === undefined ? "" : `${error.id},`;
      await write(`{${id}"line":${number},"error":${jsonError(error)}}\n`);
    }
  }
  return result;
}

/**
 * Yields a record with what was found in it.
 * @param {{ line: string }} record
 * @param {{ fixed: string | undefined, diagnostics: Diagnostics }} examined
 */
function* answer({ line }, { fixed, diagnostics }) {
  const kept = members(line).filter(({ name }) => name !== "fixed" && name !== "diagnostics");
  yield `{${kept.map(({ source }) => source).join(",")},"fixed":`;
  yield* jsonString(defined(fixed));
  yield ',"diagnostics":';
  yield* jsonArray(diagnostics);
  yield "}\n";
}

/**
 * Reads a line: `{ line, text }`, or nothing if it is blank.
 *
 * @throws Problem, with the `id` of the record as it is spelt, if there is one.
 * @param {string} name
 * @param {Buffer} bytes
 */
function readRecord(name, bytes) {
  const { text: line } = decode(name, bytes, { isLine: true });
  if (line.trim() === "") return undefined;
  let value;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    const { message } = /** @type {Error} */ (cause);
    const reason = `is not JSON: give one object a line, such as {"id": 1, "text": "…"} (${message})`;
    throw new Problem(name, reason, { code: "NOT_JSON", cause });
  }
  if (typeof value?.text === "string") return { line, text: value.text };
  const reason = 'has no "text": give an object with a string of that name, such as {"id": 1, "text": "…"}';
  const error = new Problem(name, reason, { code: "NO_TEXT" });
  if (line.trimStart().startsWith("{")) error.id = members(line).findLast(({ name }) => name === "id")?.source;
  throw error;
}

/**
 * The fields of an object in JSON as they are spelt: the numbers of other programs may be larger and more exact than
 * those of JavaScript.
 * @param {string} json
 */
function members(json) {
  /** @type {{ name: string | undefined, source: string }[]} */
  const members = [];
  const marks = /["{}[\],]/g;
  let [depth, start, name] = [0, 0, undefined];
  for (let found; (found = marks.exec(json)) !== null; ) {
    const { 0: mark, index } = found;
    if (mark === '"') {
      marks.lastIndex = endOfString(json, index);
      if (depth === 1) name ??= JSON.parse(json.slice(index, marks.lastIndex));
      continue;
    }
    if (mark === "}" || mark === "]") depth -= 1;
    if ((mark === "}" && depth === 0) || (mark === "," && depth === 1)) {
      members.push({ name, source: json.slice(start, index).trim() });
      [start, name] = [index + 1, undefined];
    }
    if (mark === "{" || mark === "[") depth += 1;
    if (mark === "{" && depth === 1) start = index + 1;
  }
  return members;
}

/**
 * Where the string ends that starts at `start`. A regular expression would run out of stack on a long one.
 * @param {string} json
 * @param {number} start
 */
function endOfString(json, start) {
  for (let at = start; ; ) {
    at = json.indexOf('"', at + 1);
    let before = at;
    while (json[before - 1] === "\\") before -= 1;
    if ((at - before) % 2 === 0) return at + 1;
  }
}

/**
 * The lines of a stream as bytes, without their line feeds. Only one line is held at a time.
 * @param {AsyncIterable<Buffer>} stream
 */
async function* lines(stream) {
  /** @type {Buffer[]} */
  let pieces = [];
  for await (const chunk of stream) {
    let start = 0;
    for (let end; (end = chunk.indexOf(0x0a, start)) >= 0; start = end + 1) {
      pieces.push(chunk.subarray(start, end));
      yield pieces.length === 1 ? pieces[0] : Buffer.concat(pieces);
      pieces = [];
    }
    pieces.push(chunk.subarray(start));
  }
  const rest = Buffer.concat(pieces);
  if (rest.length > 0) yield rest;
}
