// `--ndjson`: a stream of texts, one JSON object a line, in and out.

import { decode } from "./encoding.js";
import { Problem } from "./problem.js";

/**
 * Answers every line of `input`, the bytes of standard input as they come, by `write`. Says whether anything was found, or
 * for "fix" whether anything is left.
 */
export async function processLines(checker, command, input, write) {
  let found = false;
  let number = 0;
  for await (const bytes of lines(input)) {
    number += 1;
    const name = `standard input, line ${number}`;
    const { text: line } = decode(name, bytes, { isLine: true });
    if (line.trim() === "") continue;
    const record = parse(name, line);
    const diagnostics = checker.check(record.text);
    const fixed = checker.fix(record.text);
    const left = command === "fix" && diagnostics.length > 0 ? checker.check(fixed) : diagnostics;
    found ||= left.length > 0;
    const kept = members(line).filter(({ name }) => name !== "fixed" && name !== "diagnostics");
    const spelt = kept.map(({ source }) => source).join(",");
    await write(`{${spelt},"fixed":${JSON.stringify(fixed)},"diagnostics":${JSON.stringify(diagnostics)}}\n`);
  }
  return found;
}

function parse(name, line) {
  let record;
  try {
    record = JSON.parse(line);
  } catch (error) {
    throw new Problem(name, `is not JSON: give one object a line, such as {"id": 1, "text": "…"} (${error.message})`);
  }
  if (typeof record?.text !== "string") {
    throw new Problem(name, `has no "text": give an object with a string of that name, such as {"id": 1, "text": "…"}`);
  }
  return record;
}

/**
 * The fields of an object in JSON as they are spelt: the numbers of other programs may be larger and more exact than
 * those of JavaScript.
 */
function members(json) {
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
    if (mark === "}" && depth === 0 || mark === "," && depth === 1) {
      members.push({ name, source: json.slice(start, index).trim() });
      [start, name] = [index + 1, undefined];
    }
    if (mark === "{" || mark === "[") depth += 1;
    if (mark === "{" && depth === 1) start = index + 1;
  }
  return members;
}

/** Where the string ends that starts at `start`. A regular expression would run out of stack on a long one. */
function endOfString(json, start) {
  for (let at = start; ; ) {
    at = json.indexOf('"', at + 1);
    let before = at;
    while (json[before - 1] === "\\") before -= 1;
    if ((at - before) % 2 === 0) return at + 1;
  }
}

/** The lines of a stream as bytes, without their line feeds. Only one line is held at a time. */
async function* lines(stream) {
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
