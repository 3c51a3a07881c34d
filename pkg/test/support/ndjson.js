// What holds for `unglue … --ndjson`, whatever its input is: tried by the tests and by the fuzzer.

import assert from "node:assert/strict";
import { isUtf8 } from "node:buffer";
import { createChecker } from "unglue";
import { processLines } from "../../cli/ndjson.js";
import { Problem } from "../../cli/problem.js";
import { randomFrom, randomText } from "./random.js";

const checker = await createChecker({ showConfidence: 0.3, fixConfidence: 0.4 });

/** Values that a field may have; some are made for other programs to trip over. */
const VALUES = [
  null,
  true,
  0,
  -0.5,
  1e300,
  "",
  "thereare",
  "\ud83e",
  [],
  [[[]]],
  {},
  { text: "thereare" },
  { toJSON: "x" },
  { __proto__: null, constructor: { prototype: {} } },
];
const NAMES = ["id", "fixed", "diagnostics", "toJSON", "constructor", "__proto__", "length", "", "text ", "é", "\n"];
/** Lines that are no record, or hardly one. */
const ODD = [
  "",
  " ",
  "\r",
  "\t\r",
  "null",
  "1",
  '"text"',
  "[]",
  '["text"]',
  "{}",
  '{"text":1}',
  '{"id":1e999}',
  ' {"id" : "x" , "text":2}',
  '{"text":null}',
  '{"text":["a"]}',
  '{"text":"a"',
  '{"text":"a"}}',
  '{"text":"a"} {"text":"b"}',
  '{"text":"a\u2028b"}',
  '{"text":"\\ud83e and \\udc00"}',
  '{"text":"\\u0000"}',
  '{"text":"a","text":"thereare"}',
  '{"__proto__":{"text":"a"}}',
  '\ufeff{"text":"thereare"}',
  '\ufeff\ufeff{"text":"a"}',
  '{text:"a"}',
  "{'text':'a'}",
  '{"text":"a",}',
  '{"text":"\t"}',
  "\u2028",
  "[".repeat(5000),
  `{"text":"a","deep":${"[".repeat(400)}${"]".repeat(400)}}`,
  '{"text":"a","number":12345678901234567890}',
];

/** A stream of a few lines, in pieces; the same for the same number. */
export function inputOf(number) {
  const random = randomFrom(number);
  const one = (list) => list[random(list.length)];
  const record = () => {
    const fields = Array.from({ length: random(4) }, () => [one(NAMES), one(VALUES)]);
    fields.splice(random(fields.length + 1), 0, ["text", randomText(random)]);
    return `{${fields.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(",")}}`;
  };
  const lines = Array.from({ length: random(6) }, () => (random(4) > 0 ? record() : one(ODD)));
  const bytes = Buffer.from(lines.join(one(["\n", "\n", "\r\n", "\n\n"])) + one(["", "\n"]));
  if (random(4) === 0) {
    for (let left = random(6); left > 0 && bytes.length > 0; left--) bytes[random(bytes.length)] = random(256);
  }
  const pieces = [];
  for (let start = 0; start < bytes.length; ) {
    const end = start + 1 + (random(2) ? random(8) : random(200));
    pieces.push(bytes.subarray(start, end));
    start = end;
  }
  return pieces;
}

/** What the command line answers: `{ output, found, broken, error }`. */
export async function answer(command, pieces, options) {
  let output = "";
  const write = async (text) => {
    output += text;
  };
  try {
    return { ...(await processLines(checker, command, pieces, write, options)), output };
  } catch (error) {
    return { error, output };
  }
}

/** A line as a record; undefined if it is none, null if it is blank. */
function recordOf(line) {
  if (!isUtf8(line)) return undefined;
  const text = line.toString("utf8").replace(/^\ufeff/u, "");
  if (text.trim() === "") return null;
  try {
    const record = JSON.parse(text);
    return typeof record?.text === "string" ? record : undefined;
  } catch {
    return undefined;
  }
}

const without = (record) =>
  Object.fromEntries(Object.entries(record).filter(([name]) => name !== "fixed" && name !== "diagnostics"));

/** Every record before the first line that is none has its answer, and that line is named; `keepGoing` answers all lines. */
export function holds(command, pieces, { output, found, broken, error }, { keepGoing = false } = {}) {
  const lines = Buffer.concat(pieces)
    .toString("latin1")
    .split("\n")
    .map((line) => Buffer.from(line, "latin1"));
  const records = lines.map(recordOf);
  const wrong = records.indexOf(undefined);
  const end = wrong < 0 || keepGoing ? undefined : wrong;
  if (end === undefined) {
    assert.equal(error, undefined);
    assert.equal(broken, records.filter((record) => record === undefined).length);
  } else {
    assert.ok(error instanceof Problem, `line ${wrong + 1} is no record: ${error?.stack}`);
    assert.ok(error.message.startsWith(`standard input, line ${wrong + 1}: `), error.message);
  }
  const answers = output.split("\n");
  assert.equal(answers.pop(), "", "the last answer ends with a line feed");
  let some = false;
  for (const [nth, record] of records.slice(0, end).entries()) {
    if (record === null) continue;
    const answer = answers.shift();
    if (record === undefined) isError(answer, nth + 1);
    else some = isAnswer(command, answer, record, lines[nth]) || some;
  }
  assert.deepEqual(answers, []);
  if (error === undefined) assert.equal(found, some);
}

/** A line that is no record is named, and what is wrong with it. */
function isError(answer, number) {
  const { line, error, id, ...rest } = JSON.parse(answer);
  assert.equal(line, number);
  assert.match(error.code, /^[A-Z0-9_]+$/);
  assert.match(error.message, /^(is|has) /);
  assert.deepEqual(rest, {});
}

/** A record has its answer. Returns whether that says that something was found, or is left. */
function isAnswer(command, answer, record, line) {
  const got = JSON.parse(answer);
  assert.deepEqual(without(got), without(record));
  const spelt = line
    .toString("utf8")
    .replace(/^\ufeff/u, "")
    .trim();
  const isNew = !Object.hasOwn(record, "fixed") && !Object.hasOwn(record, "diagnostics");
  if (isNew && !/[{,]\s|\s[,}]/u.test(spelt)) assert.ok(answer.startsWith(spelt.slice(0, -1)), "as it is spelt");
  assert.deepEqual(got.diagnostics, checker.check(record.text));
  assert.equal(got.fixed, checker.fix(record.text));
  assert.equal(got.fixed.replaceAll(" ", ""), record.text.replaceAll(" ", ""));
  return (command === "fix" ? checker.check(got.fixed) : got.diagnostics).length > 0;
}
