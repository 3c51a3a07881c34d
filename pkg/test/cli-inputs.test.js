// What the command line is given at a terminal: files of every kind, and readers of its output.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { processLines } from "../cli/ndjson.js";
import { CLI, file, folder, refuses, run, start, unglue } from "./support/cli.js";

const isUnix = process.platform !== "win32";

/** Bytes of a text in UTF-16, the lower byte first or last. */
const utf16le = (text) => Buffer.from(text, "utf16le");
const utf16be = (text) => utf16le(text).swap16();
const latin1 = (text) => Buffer.from(text, "latin1");
const PROSE = "Moscow said thereare no plans.\r\n";

/** Bytes that are not taken for a text, and what is said of them. */
const UNREADABLE = [
  ["UTF-16 with its mark", utf16le(`\ufeff${PROSE}`), "is UTF-16", "iconv -f UTF-16 -t UTF-8"],
  ["UTF-16 with its mark, the high byte first", utf16be(`\ufeff${PROSE}`), "is UTF-16", "iconv -f UTF-16 -t"],
  ["UTF-16 without a mark", utf16le(PROSE), "is UTF-16", "iconv -f UTF-16LE"],
  ["UTF-16 without a mark, the high byte first", utf16be(PROSE), "is UTF-16", "iconv -f UTF-16BE"],
  ["UTF-16 with letters beyond ASCII", utf16le(`“Café,” ${PROSE.repeat(3)}`), "is UTF-16", "iconv -f UTF-16LE"],
  ["UTF-32", Buffer.concat([Buffer.from([0xff, 0xfe, 0, 0]), Buffer.from("a\0\0\0")]), "is UTF-32", "iconv -f UTF-32"],
  ["a picture", Buffer.from("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01", "latin1"), "is not a text file"],
  ["a program", Buffer.from(`\x7fELF\x02\x01\x01${"\0".repeat(40)}thereare`, "latin1"), "is not a text file"],
  ["one NUL", "\0", "is not a text file"],
  ["NULs among letters that are not UTF-8", latin1("na\xefve \0 thereare"), "is not a text file"],
  ["a PDF, even one that is UTF-8", "%PDF-1.4\n1 0 obj\n(thereare)\nendobj\n", "is a PDF", "pdftotext"],
  ["a .docx", "PK\x03\x04\x14\0\x06\0", "is a ZIP archive", "pandoc"],
  ["a .gz", Buffer.from([0x1f, 0x8b, 8, 0, 0]), "gunzip"],
  ["a .doc", Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), "old Office document"],
  [
    "an old encoding",
    latin1("fine\nna\xefve thereare\n"),
    "line 2 is not UTF-8 (byte 0xEF)",
    "may be Windows-1252",
    "iconv",
  ],
  ["an old encoding with old line ends", latin1("a\rb\r\nc\rna\xefve"), "line 4 is not UTF-8"],
  ["one byte", Buffer.from([0x80]), "line 1 is not UTF-8 (byte 0x80)"],
  [
    "damage",
    Buffer.concat([
      Buffer.from(`${"“Ça va.” ".repeat(40)}\n`),
      Buffer.from([0xff]),
      Buffer.from(`\n${"“Ça va.” ".repeat(40)}`),
    ]),
    "line 2",
    "seems to be damaged",
  ],
  [
    "a text that was cut off",
    Buffer.from("a\nthe 🦀").subarray(0, -1),
    "line 2",
    "byte 0xF0",
    "ends in the middle of a character",
  ],
  ["a surrogate", Buffer.from([0x61, 0xed, 0xa0, 0x80, 0x62]), "line 1", "byte 0xED"],
];

test("what is not a text in UTF-8 is named for what it is, in files, in standard input and in lines", () => {
  const names = UNREADABLE.map(([, bytes], nth) => file(`unreadable-${nth}`, bytes));
  const { status, stdout, stderr } = unglue(["check", "--json", ...names]);
  assert.equal(status, 2);
  const records = JSON.parse(stdout);
  const said = stderr.trimEnd().split("\n");
  for (const [nth, [what, , ...parts]] of UNREADABLE.entries()) {
    const { file: name, error } = records[nth];
    assert.equal(name, names[nth]);
    assert.match(error.code, /^(UTF16|UTF32|BINARY|NOT_UTF8)$/);
    for (const part of parts) assert.ok(error.message.includes(part), `${what}: ${error.message}`);
    assert.equal(said[nth], `unglue: ${name}: ${error.message}`);
  }
  for (const [, bytes, part] of [UNREADABLE[0], UNREADABLE[6], UNREADABLE[14]]) {
    refuses(unglue(["check"], bytes), "standard input: ", part);
    assert.match(unglue(["check", "--ndjson"], bytes).stderr, /^unglue: standard input, line 1: /);
  }
});

test("texts that are odd are texts all the same", () => {
  for (const text of [
    "",
    "\n",
    "\ufeff",
    "a\0b and thereare plans for it",
    "PK is a name",
    "%PDF",
    "\ufeff\ufeffa",
    "a\u0000\u0001 ".concat("word ".repeat(9)),
  ]) {
    const { status, stdout, stderr } = unglue(["fix", file("odd.txt", text)]);
    assert.deepEqual([status, stdout, stderr], [0, text.replace("thereare", "there are"), ""], JSON.stringify(text));
  }
});

test("a text that is longer than a string is refused before it is read", () => {
  const handle = fs.openSync(join(folder, "huge.txt"), "w");
  fs.ftruncateSync(handle, 3e9); // it takes no room on the disk
  fs.closeSync(handle);
  refuses(unglue(["check", "huge.txt"]), "huge.txt: is too large: cut it into parts");
  fs.rmSync(join(folder, "huge.txt"));
  // A device has no size, and no end.
  if (isUnix) refuses(unglue(["check", "/dev/zero"]), "/dev/zero: is too large");
});

/** Command lines, with what they are given, and all that they say. `%` stands for what is found in `thereare`. */
const FOUND = (name) => `${name}:1:1: “there are” (merged-words, 98 %)\n  thereare\n  ^^^^^^^^\n`;
const NO_FILE = "there is no such file";
const CASES = [
  {
    args: ["check", "none.txt", "folder", "a.txt"],
    status: 2,
    stdout: FOUND("a.txt"),
    stderr: [
      `none.txt: ${NO_FILE}`,
      "folder: is a directory: give files, for example with `*.md` behind it",
      "found 1 fault in 1 text",
    ],
  },
  { args: ["check", "a.txt/b"], status: 2, stderr: [`a.txt/b: ${NO_FILE}: a part of its path is not a directory`] },
  {
    args: ["check", "\ufffd.txt"],
    status: 2,
    stderr: [`\ufffd.txt: ${NO_FILE}, or its name is not UTF-8: rename it first`],
  },
  { args: ["check", "x".repeat(300)], status: 2, stderr: [`${"x".repeat(300)}: its name is too long for this system`] },
  {
    args: ["check", "a.txt", "a.txt"],
    status: 1,
    stdout: FOUND("a.txt").repeat(2),
    stderr: ["found 2 faults in 2 texts"],
  },
  {
    args: ["check", "--", "-x.txt"],
    status: 1,
    stdout: FOUND("-x.txt"),
    stderr: ["found 1 fault in 1 text"],
  },
  {
    args: ["check", "./-x.txt", "--show", "0.9"],
    status: 1,
    stdout: FOUND("./-x.txt"),
    stderr: ["found 1 fault in 1 text"],
  },
  {
    args: ["check", "-", "--", "-"],
    input: "thereare\n",
    status: 1,
    stdout: FOUND("<stdin>"),
    stderr: ["found 1 fault in 2 texts"],
  },
  { args: ["check", "empty.txt"], status: 0, stderr: ["nothing found in 1 text"] },
  {
    args: ["check", "--json", "empty.txt", "none.txt"],
    status: 2,
    stdout: `[\n{"file":"empty.txt","diagnostics":[]},\n{"file":"none.txt","error":{"code":"ENOENT","message":"${NO_FILE}"}}\n]\n`,
    stderr: [`none.txt: ${NO_FILE}`],
  },
  {
    args: ["check", "--json", "folder"],
    status: 2,
    stdout: `[\n{"file":"folder","error":{"code":"EISDIR","message":"is a directory: give files, for example with \`*.md\` behind it"}}\n]\n`,
    stderr: ["folder: is a directory: give files, for example with `*.md` behind it"],
  },
  { args: ["fix", "--json"], input: "fine", status: 0, stdout: '[\n{"file":"-","diagnostics":[],"fixed":"fine"}\n]\n' },
  { args: ["fix", "none.txt", "a.txt"], status: 2, stdout: "there are\n", stderr: [`none.txt: ${NO_FILE}`] },
  {
    args: ["fix", "--write", "again.txt", "none.txt", "again.txt"],
    status: 2,
    stderr: [`none.txt: ${NO_FILE}`, "1 of 2 texts changed"],
  },
  {
    args: ["fix", "--ndjson"],
    input: '{"text":"a"}\n[]\n{"text":"b"}',
    status: 2,
    stdout: '{"text":"a","fixed":"a","diagnostics":[]}\n',
    stderr: [
      'standard input, line 2: has no "text": give an object with a string of that name, such as {"id": 1, "text": "…"}',
    ],
  },
  {
    args: ["fix", "--ndjson", "--keep-going"],
    input: '{"text":"a"}\n{"id" : 12345678901234567890, "id":"x"}\n\n[]\n{"text":"b"}',
    status: 2,
    stdout: [
      '{"text":"a","fixed":"a","diagnostics":[]}',
      ...['"id":"x",', ""].map(
        (id, nth) =>
          `{${id}"line":${2 * nth + 2},"error":{"code":"NO_TEXT","message":"has no \\"text\\": give an object with a string of that name, such as {\\"id\\": 1, \\"text\\": \\"…\\"}"}}`,
      ),
      '{"text":"b","fixed":"b","diagnostics":[]}\n',
    ].join("\n"),
    stderr: ['2 lines could not be read: see "error" in the output'],
  },
  {
    args: ["check", "--ndjson", "--keep-going"],
    input: '{"text":"fine"}',
    status: 0,
    stdout: '{"text":"fine","fixed":"fine","diagnostics":[]}\n',
  },
];

test("a table of command lines", () => {
  fs.mkdirSync(join(folder, "folder"));
  for (const name of ["a.txt", "-x.txt", "again.txt"]) file(name, "thereare\n");
  file("empty.txt", "");
  for (const { args, input, status, stdout = "", stderr = [] } of CASES) {
    const expected = { status, stdout, stderr: stderr.map((line) => `unglue: ${line}\n`).join("") };
    assert.deepEqual(unglue(args, input), expected, args.join(" "));
  }
});

test("a directory as standard input is refused", { skip: !isUnix }, () => {
  const directory = fs.openSync(folder, "r");
  const result = spawnSync(process.execPath, [CLI, "check"], { stdio: [directory, "pipe", "pipe"], encoding: "utf8" });
  fs.closeSync(directory);
  refuses(result, "standard input: is a directory");
});

test("a reader that stops reading ends it quietly", { skip: !isUnix }, async () => {
  for (const [args, stream] of [
    [["check", "--ndjson"], "stdout"],
    [["fix"], "stdout"],
    [["check"], "stdout"],
    [["check", "--json"], "stdout"],
    [["check", "none.txt", "-"], "stderr"],
  ]) {
    const child = start(args);
    child[stream].destroy();
    child.stdin.on("error", () => {}); // it stops listening as well
    child.stdin.end((args.includes("--ndjson") ? '{"text":"thereare"}\n' : PROSE).repeat(2_000));
    const other = child[stream === "stdout" ? "stderr" : "stdout"].setEncoding("utf8");
    const [said, status] = await Promise.all([
      other.toArray().then((parts) => parts.join("")),
      new Promise((resolve) => child.on("close", resolve)),
    ]);
    assert.deepEqual([status, said], [0, ""], args.join(" "));
  }
});

test("--write goes on without a reader", { skip: !isUnix }, async () => {
  const names = [1, 2, 3].map((nth) => file(`unread-${nth}.txt`, PROSE.repeat(5_000)));
  const child = start(["fix", "--write", "--json", ...names]);
  child.stdout.destroy();
  assert.equal(await new Promise((resolve) => child.on("close", resolve)), 0);
  for (const name of names)
    assert.equal(fs.readFileSync(join(folder, name), "utf8"), PROSE.replace("thereare", "there are").repeat(5_000));
});

test("output that finds no room is an error", { skip: !fs.existsSync("/dev/full") }, () => {
  file("found.txt", "thereare\n");
  for (const args of [["check"], ["fix"], ["check", "--json"]]) {
    const full = fs.openSync("/dev/full", "w");
    const { status, stderr } = spawnSync(process.execPath, [CLI, ...args, "found.txt"], {
      cwd: folder,
      stdio: ["ignore", full, "pipe"],
      encoding: "utf8",
    });
    fs.closeSync(full);
    assert.equal(status, 2);
    assert.equal(stderr, "unglue: standard output: the disk is full, and the output is not complete\n");
  }
});

test("a file that the output goes into is not read", () => {
  for (const args of [["fix"], ["check"], ["fix", "--json"]]) {
    file("both.txt", "thereare\n");
    const both = fs.openSync(join(folder, "both.txt"), "a");
    const { status, stderr } = spawnSync(process.execPath, [CLI, ...args, "both.txt"], {
      cwd: folder,
      stdio: ["ignore", both, "pipe"],
      encoding: "utf8",
    });
    fs.closeSync(both);
    assert.deepEqual(
      [status, stderr],
      [2, "unglue: both.txt: is also where the output goes: use `unglue fix --write`, or another file\n"],
    );
  }
});

test("--json gives a file's record before the next file is read", async () => {
  file("early.txt", "thereare\n");
  const child = start(["check", "--json", "early.txt", "-"]);
  let output = "";
  child.stdout.setEncoding("utf8");
  for await (const text of child.stdout) {
    output += text;
    if (output.includes('"suggestions"')) child.stdin.end("fine");
  }
  assert.deepEqual(
    JSON.parse(output).map(({ file, diagnostics }) => [file, diagnostics.length]),
    [
      ["early.txt", 1],
      ["-", 0],
    ],
  );
});

test("of many texts no more than one is kept", () => {
  // All of them together are several times what the heap may hold.
  const name = file("large.txt", `${"\n".repeat(4e6)}thereare\n`);
  const names = Array(40).fill(name);
  for (const args of [["check"], ["fix", "--write"]]) {
    const { status, stderr } = run([...args, ...names], { node: ["--max-old-space-size=40"] });
    assert.equal(status, args.length === 1 ? 1 : 0, stderr);
    assert.equal(
      stderr,
      args.length === 1 ? "unglue: found 40 faults in 40 texts\n" : "unglue: 1 of 40 texts changed\n",
    );
  }
});

test("after a crash of the checker no line is checked, and each says so", async () => {
  let calls = 0;
  const crashed = {
    checkPacked: () => {
      calls += 1;
      throw new WebAssembly.RuntimeError("unreachable");
    },
  };
  let output = "";
  const write = async (text) => {
    output += text;
  };
  const lines = [Buffer.from('{"text":"a"}\n{"text":"b"}\n')];
  assert.deepEqual(await processLines(crashed, "check", lines, write, { keepGoing: true }), {
    found: false,
    broken: 2,
  });
  const [first, second] = output
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line).error);
  assert.deepEqual([first.code, second.code, calls], ["CRASHED", "NOT_CHECKED", 1]);
  assert.match(first.message, /unreachable/);
  assert.match(second.message, /standard input, line 1/);
});
