import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { createChecker } from "unglue";
import { file, folder, read, refuses, sabotaged, start, unglue } from "./support/cli.js";

test("check says where and what, with the token underlined", () => {
  const { status, stdout, stderr } = unglue(["check"], "Fine.\n\nMoscow 🦀 said thereare no plans.\n");
  assert.equal(status, 1);
  const [title, line, carets, ...rest] = stdout.split("\n");
  assert.match(title, /^<stdin>:3:16: “there are” \(merged-words, \d+ %\)$/);
  assert.equal(line, "  Moscow 🦀 said thereare no plans.");
  assert.equal(carets, `${" ".repeat(17)}^^^^^^^^`);
  assert.deepEqual(rest, [""]);
  assert.equal(stderr, "unglue: found 1 fault in 1 text\n");
});

test("a space that is missing at the edge of a token is shown with what follows", () => {
  const { stdout } = unglue(["check"], "Well,thereare no plans.");
  assert.deepEqual(stdout.replace(/ \(.*/gm, "").split("\n"), [
    "<stdin>:1:1: “Well, …”",
    "  Well,thereare no plans.",
    "  ^^^^^",
    "<stdin>:1:6: “there are”",
    "  Well,thereare no plans.",
    "       ^^^^^^^^",
    "",
  ]);
  assert.equal(unglue(["fix"], "Well,thereare no plans.").stdout, "Well, there are no plans.");
});

test("a space that goes can be seen", () => {
  const { stdout } = unglue(["check"], "We saw th edog run across the yard.");
  assert.deepEqual(stdout.replace(/ \(.*/gm, "").split("\n"), [
    "<stdin>:1:8: “th␣edog” → “the dog”",
    "  We saw th edog run across the yard.",
    "         ^^^^^^^",
    "",
  ]);
});

test("--mode document fixes all that is shown", () => {
  const text = "thereare two";
  const wary = ["fix", "--show", "0.1", "--fix", "1"];
  assert.equal(unglue(wary, text).stdout, text);
  const { stdout, status } = unglue([...wary, "--mode", "document"], text);
  assert.deepEqual([stdout, status], ["there are two", 0]);
  const line = JSON.stringify({ text });
  const answer = JSON.parse(unglue([...wary, "--mode", "document", "--ndjson"], line).stdout);
  assert.deepEqual([answer.fixed, answer.diagnostics[0].suggestions[0].applicability], ["there are two", "auto"]);
  refuses(unglue(["fix", "--mode", "book"]), '--mode takes editor or document, not "book"');
});

test("check of a clean text is silent and succeeds", () => {
  assert.deepEqual(unglue(["check"], "There are no plans.\n"), {
    status: 0,
    stdout: "",
    stderr: "unglue: nothing found in 1 text\n",
  });
  assert.equal(unglue(["check"], "").status, 0);
});

test("lines end in every way that lines end", () => {
  const { stdout } = unglue(["check"], "a\r\nb\rc\nThe thereare\r\nThe ameeting");
  assert.deepEqual(stdout.match(/^<stdin>:\d+:\d+/gm), ["<stdin>:4:5", "<stdin>:5:5"]);
});

test("long lines are cut, and control characters cannot reach the terminal", () => {
  const { stdout } = unglue(["check"], `${"word ".repeat(100)}\x1b[31m thereare ${"word ".repeat(100)}`);
  const [, line, carets] = stdout.split("\n");
  assert.match(line, /^ {2}….*·\[31m thereare .*…$/);
  assert.ok(line.length < 90);
  assert.equal(line.slice(carets.indexOf("^")).slice(0, 8), "thereare");
});

test("fix prints the text with its spaces, and nothing else changes", () => {
  const input = "\ufeffthereare no\tplans\r\nfor November12\0\n\n";
  const { status, stdout } = unglue(["fix"], input);
  assert.equal(status, 0);
  assert.equal(stdout, "\ufeffthere are no\tplans\r\nfor November 12\0\n\n");
});

test("a fix that leaves something to decide says so", () => {
  const { status, stdout } = unglue(["fix", "--fix", "1", "--show", "0.1"], "a thereare b");
  assert.ok(status === 1 ? stdout === "a thereare b" : stdout === "a there are b");
  assert.equal(unglue(["fix", "--fix", "0"], "a thereare b").status, 0);
});

test("several files, standard input among them", () => {
  file("one.txt", "thereare\n");
  file("two.txt", "fine\n");
  const { status, stdout, stderr } = unglue(["check", "one.txt", "-", "two.txt"], "on November12\n");
  assert.equal(status, 1);
  assert.deepEqual(stdout.match(/^\S+:\d+:\d+/gm), ["one.txt:1:1", "<stdin>:1:4"]);
  assert.equal(stderr, "unglue: found 2 faults in 3 texts\n");
  assert.equal(unglue(["fix", "one.txt", "two.txt"]).stdout, "there are\nfine\n");
});

test("--json prints one array", () => {
  file("json.txt", "\ufefffine\nthereare\n");
  const { status, stdout } = unglue(["check", "--json", "json.txt", "-"], "fine");
  assert.equal(status, 1);
  const [first, second] = JSON.parse(stdout);
  assert.equal(first.file, "json.txt");
  const { line, column, from, to, rule, suggestions } = first.diagnostics[0];
  assert.deepEqual([line, column, from, to, rule], [2, 1, 5, 13, "merged-words"]);
  assert.equal(suggestions[0].text, "there are");
  assert.deepEqual(second, { file: "-", diagnostics: [] });
  const [fixed] = JSON.parse(unglue(["fix", "--json", "json.txt"]).stdout);
  assert.equal(fixed.fixed, "fine\nthere are\n");
  assert.equal(fixed.diagnostics.length, 1);
});

test("--ndjson answers a line a line, with all its fields", () => {
  const lines = [
    '{"id":1,"text":"thereare no","more":{"a":[null]}}',
    "",
    '{"text":"\\ud800 fine","id":"x"}\r',
    '{"id":3,"text":"on November12"}',
  ];
  const { status, stdout } = unglue(["check", "--ndjson"], `\ufeff${lines.join("\n")}`);
  assert.equal(status, 1);
  const answers = stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    answers.map(({ id, fixed }) => [id, fixed]),
    [
      [1, "there are no"],
      ["x", "\ud800 fine"],
      [3, "on November 12"],
    ],
  );
  assert.deepEqual(answers[0].more, { a: [null] });
  assert.deepEqual(Object.keys(answers[0]), ["id", "text", "more", "fixed", "diagnostics"]);
  assert.deepEqual(
    answers[0].diagnostics.map(({ from, to }) => [from, to]),
    [[0, 8]],
  );
  assert.deepEqual(answers[1].diagnostics, []);
  assert.equal(unglue(["fix", "--ndjson"], lines.join("\n")).status, 0);
});

test("--ndjson leaves fields as they are spelt, numbers that JavaScript cannot hold included", () => {
  const spelt = '"id" : 12345678901234567890,"text":"Aa","more":{"fixed":[1e999,"}\\"]"]},"text":"thereare"';
  const { stdout } = unglue(
    ["fix", "--ndjson"],
    `\ufeff {"fixed":1.10,${spelt},"diagnostics":[{}],"é":-0.0} \r\n{"text":"a"}`,
  );
  const [first, second] = stdout.split("\n");
  assert.ok(first.startsWith(`{${spelt},"é":-0.0,"fixed":"there are","diagnostics":[{"from":0`), first);
  assert.equal(second, '{"text":"a","fixed":"a","diagnostics":[]}');
});

test("--ndjson gives the same answers as the package", async () => {
  const checker = await createChecker();
  const texts = ["thereare no plans", "ameeting on November12", "fine", "a short-lived,and thereare"];
  const { stdout } = unglue(["fix", "--ndjson"], texts.map((text, id) => JSON.stringify({ id, text })).join("\n"));
  const expected = texts.map((text, id) => ({ id, text, fixed: checker.fix(text), diagnostics: checker.check(text) }));
  assert.deepEqual(
    stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line)),
    expected,
  );
});

test("--ndjson streams: a line is answered before the next one comes", async () => {
  const child = start(["fix", "--ndjson"]);
  const answers = child.stdout.setEncoding("utf8")[Symbol.asyncIterator]();
  for (const id of [1, 2, 3]) {
    // In pieces, cut in the middle of a character.
    const bytes = Buffer.from(`${JSON.stringify({ id, text: "🦀 Now thereare two" })}\n`);
    const middle = bytes.indexOf(0xa6);
    child.stdin.write(bytes.subarray(0, middle));
    await new Promise((resolve) => setTimeout(resolve, 20));
    child.stdin.write(bytes.subarray(middle));
    const answer = JSON.parse((await answers.next()).value);
    assert.deepEqual([answer.id, answer.fixed], [id, "🦀 Now there are two"]);
  }
  child.stdin.end();
  assert.equal(await new Promise((resolve) => child.on("close", resolve)), 0);
});

test("--ndjson reads no further while nobody reads its answers", async () => {
  const child = start(["fix", "--ndjson"]);
  const line = `${JSON.stringify({ id: 1, text: "They met inthe town. ".repeat(500) })}\n`;
  const LINES = 300;
  const taken = () =>
    new Promise((resolve) => {
      child.stdin.once("drain", () => resolve(true));
      setTimeout(resolve, 1_000, false);
    });
  let sent = 1;
  while (sent < LINES && (child.stdin.write(line) || (await taken()))) sent += 1;
  assert.ok(sent < LINES / 2, `it took ${sent} lines`);
  let answers = 0;
  child.stdout.setEncoding("utf8").on("data", (text) => {
    answers += text.split("\n").length - 1;
  });
  child.stdin.end();
  assert.equal(await new Promise((resolve) => child.on("close", resolve)), 0);
  assert.equal(answers, sent);
});

test("--ndjson says which line is wrong", () => {
  const good = '{"id":1,"text":"fine"}\n';
  for (const [line, ...parts] of [
    ["{", "line 2", "not JSON", '{"id": 1, "text"'],
    ["[]", "line 2", 'no "text"'],
    ["null", "line 2", 'no "text"'],
    ['{"id":1}', "line 2", 'no "text"'],
    ['{"text":5}', "line 2", 'no "text"'],
    [Buffer.from([0x22, 0xff, 0x22]), "line 2", "UTF-8"],
  ]) {
    const { status, stdout, stderr } = unglue(
      ["check", "--ndjson"],
      Buffer.concat([Buffer.from(good), Buffer.from(line), Buffer.from(`\n${good}`)]),
    );
    assert.equal(status, 2);
    assert.equal(stdout.split("\n").length, 2, "what came before it is answered");
    for (const part of parts) assert.ok(stderr.includes(part), stderr);
  }
});

test("--write changes files, and only those that need it", () => {
  file("merged.txt", "\ufeffthereare no plans\r\n");
  file("clean.txt", "there are no plans\n");
  const before = fs.statSync(join(folder, "clean.txt"), { bigint: true });
  const { status, stdout, stderr } = unglue(["fix", "--write", "merged.txt", "clean.txt"]);
  assert.deepEqual([status, stdout, stderr], [0, "", "unglue: 1 of 2 texts changed\n"]);
  assert.equal(read("merged.txt"), "\ufeffthere are no plans\r\n");
  const now = fs.statSync(join(folder, "clean.txt"), { bigint: true });
  assert.deepEqual([now.ino, now.mtimeNs], [before.ino, before.mtimeNs]);
  assert.deepEqual(
    fs.readdirSync(folder).filter((name) => name.includes("unglue-")),
    [],
  );
});

test("--write keeps permissions and symbolic links", { skip: process.platform === "win32" }, () => {
  file("target.txt", "thereare\n");
  fs.chmodSync(join(folder, "target.txt"), 0o754);
  fs.mkdirSync(join(folder, "links"));
  fs.symlinkSync(join("..", "target.txt"), join(folder, "links", "link.txt"));
  assert.equal(unglue(["fix", "--write", "links/link.txt"]).status, 0);
  assert.equal(read("target.txt"), "there are\n");
  assert.equal(fs.statSync(join(folder, "target.txt")).mode & 0o7777, 0o754);
  assert.ok(fs.lstatSync(join(folder, "links", "link.txt")).isSymbolicLink());
  assert.deepEqual(fs.readdirSync(join(folder, "links")), ["link.txt"]);
});

test("--write goes nowhere it was not sent", { skip: process.platform === "win32" }, () => {
  fs.mkdirSync(join(folder, "sent"));
  fs.mkdirSync(join(folder, "sent", "deeper"));
  for (const name of ["sent/deeper/a.txt", "linked.txt"]) file(name, "thereare\n");
  fs.linkSync(join(folder, "linked.txt"), join(folder, "linked-too.txt"));
  fs.symlinkSync("nowhere", join(folder, "dangling.txt"));
  fs.symlinkSync("circle-b.txt", join(folder, "circle-a.txt"));
  fs.symlinkSync("circle-a.txt", join(folder, "circle-b.txt"));
  const before = fs.readdirSync(folder).sort();
  refuses(unglue(["fix", "--write", "sent"]), "sent: is a directory");
  assert.equal(read("sent/deeper/a.txt"), "thereare\n");
  refuses(unglue(["fix", "--write", "dangling.txt"]), "dangling.txt: there is no such file");
  refuses(unglue(["fix", "--write", "circle-a.txt"]), "circle-a.txt", "circle");
  // A pipe is not even read: what it holds would be gone.
  spawnSync("mkfifo", [join(folder, "pipe")]);
  refuses(unglue(["fix", "--write", "pipe"]), "pipe: is not an ordinary file");
  fs.rmSync(join(folder, "pipe"));
  // Another name of the same file keeps its text.
  assert.equal(unglue(["fix", "--write", "linked.txt"]).status, 0);
  assert.deepEqual([read("linked.txt"), read("linked-too.txt")], ["there are\n", "thereare\n"]);
  assert.deepEqual(fs.readdirSync(folder).sort(), before);
});

test("what a terminal would obey is made visible, in texts, names of files and messages", {
  skip: process.platform === "win32",
}, () => {
  const red = "\u001b[31mred\u009b\u202e";
  file(`${red}.txt`, `${red} thereare plans\n`);
  const { stdout } = unglue(["check", `${red}.txt`]);
  assert.match(stdout, /^·\[31mred··\.txt:1:12: /);
  for (const { stderr } of [
    unglue(["check", `none${red}`]),
    unglue(["check", "--show", red]),
    unglue(["check", `--${red}`]),
    unglue(["check", "--ndjson"], red),
  ]) {
    assert.match(stderr, /red/);
    assert.doesNotMatch(stderr.trimEnd(), /[\p{Cc}\u202e]/u);
  }
});

test("a write that fails leaves the file as it was, and nothing beside it", () => {
  file("kept.txt", "thereare\n");
  const entries = fs.readdirSync(folder);
  const failing = (name, code) => `fs.${name} = () => { throw Object.assign(new Error("no"), { code: "${code}" }); };`;
  const failingNew = (code) =>
    `const open = fs.openSync; fs.openSync = (path, flags, mode) => { if (flags === "wx") throw Object.assign(new Error("no"), { code: "${code}" }); return open(path, flags, mode); };`;
  for (const [sabotage, ...parts] of [
    // The disk fills up while the text is written; the file changes meanwhile, its time kept or not; it cannot take its new name.
    [
      'fs.writeFileSync = (handle, text) => { fs.writeSync(handle, text.slice(0, 3)); throw Object.assign(new Error("no"), { code: "ENOSPC" }); };',
      "the disk is full",
    ],
    [
      'const sync = fs.fsyncSync; fs.fsyncSync = (handle) => { sync(handle); fs.utimesSync("kept.txt", 1, 1); };',
      "changed by something else",
    ],
    [
      'const sync = fs.fsyncSync; fs.fsyncSync = (handle) => { sync(handle); const { atime, mtime } = fs.statSync("kept.txt"); fs.chmodSync("kept.txt", 0o600); fs.utimesSync("kept.txt", atime, mtime); };',
      "changed by something else",
    ],
    [failing("renameSync", "EACCES"), "permissions"],
    // Its directory takes no new file.
    [failingNew("EACCES"), "its directory may not be changed"],
    [failingNew("EROFS"), "read-only"],
  ]) {
    refuses(sabotaged(sabotage, ["fix", "--write", "kept.txt"]), "kept.txt: ", ...parts);
    assert.equal(read("kept.txt"), "thereare\n");
    assert.deepEqual(fs.readdirSync(folder), entries);
  }
});

test("a file that vanishes is named, and not made again", () => {
  const vanish = (name) =>
    `const call = fs.${name}; fs.${name} = (...given) => { fs.rmSync("gone.txt", { force: true }); return call(...given); };`;
  for (const name of ["readFileSync", "fsyncSync"]) {
    file("gone.txt", "thereare\n");
    refuses(sabotaged(vanish(name), ["fix", "--write", "gone.txt"]), "gone.txt: there is no such file");
    assert.deepEqual(
      fs.readdirSync(folder).filter((entry) => entry.includes("gone.txt")),
      [],
    );
  }
});

test("a signal while a file is replaced ends it afterwards, with nothing beside it", {
  skip: process.platform === "win32",
}, () => {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    for (const moment of ["openSync", "fsyncSync", "renameSync"]) {
      for (const name of ["first.txt", "second.txt"]) file(name, "thereare\n");
      const entries = fs.readdirSync(folder);
      const code = `const call = fs.${moment}; fs.${moment} = (...given) => { const done = call(...given); if ("${moment}" !== "openSync" || given[1] === "wx") process.kill(process.pid, "${signal}"); return done; };`;
      const { signal: endedBy, stdout, stderr } = sabotaged(code, ["fix", "--write", "first.txt", "second.txt"]);
      assert.deepEqual([endedBy, stdout, stderr], [signal, "", ""], moment);
      assert.deepEqual([read("first.txt"), read("second.txt")], ["there are\n", "thereare\n"]);
      assert.deepEqual(fs.readdirSync(folder), entries);
    }
  }
});

test("--words brings words that are right", () => {
  file("words.txt", "\ufeff# mine\r\nthereare\r\n\r\n  November12 \n");
  assert.equal(unglue(["check", "--words", "words.txt"], "thereare November12").status, 0);
  file("more.txt", "ameeting\n");
  assert.equal(unglue(["check", "--words", "words.txt", "--words", "more.txt"], "thereare ameeting").status, 0);
  file("bad.txt", "fine\ntwo words\n");
  refuses(unglue(["check", "--words", "bad.txt"]), "bad.txt, line 2", "two words");
  refuses(unglue(["check", "--words", "none.txt"]), "none.txt: there is no such file");
});

test("the command line is understood, or refused with a way out", () => {
  const { version } = JSON.parse(fs.readFileSync(new URL("../package.json", import.meta.url)));
  assert.deepEqual(unglue(["--version"]), { status: 0, stdout: `${version}\n`, stderr: "" });
  for (const help of [["--help"], ["-h"], ["check", "--help"]]) {
    const { status, stdout, stderr } = unglue(help);
    assert.deepEqual([status, stderr], [0, ""]);
    for (const option of [
      "check",
      "fix",
      "--write",
      "--json",
      "--ndjson",
      "--keep-going",
      "--show",
      "--fix",
      "--words",
      "Exit status",
    ])
      assert.ok(stdout.includes(option));
  }
  refuses(unglue([]), "unglue check", "--help");
  refuses(unglue(["mend"]), '"mend"', "check or fix");
  refuses(unglue(["check", "--frob"]), "--frob", "--help");
  refuses(unglue(["check", "--show"]), "--show", "--help");
  refuses(unglue(["check", "--show", "2"]), "--show takes a number from 0 to 1", '"2"');
  refuses(unglue(["check", "--show", ""]), "--show takes a number");
  refuses(unglue(["fix", "--fix", "high"]), "--fix takes a number");
  refuses(unglue(["check", "--write", "a.txt"]), "--write belongs to");
  refuses(unglue(["fix", "--write"]), "--write needs the names");
  refuses(unglue(["fix", "--write", "-"]), "--write needs the names");
  refuses(unglue(["fix", "--write", "--ndjson"]), "--write cannot");
  refuses(unglue(["check", "--json", "--ndjson"]), "exclude");
  refuses(unglue(["check", "--ndjson", "a.txt"]), "standard input");
  refuses(unglue(["check", "--keep-going", "a.txt"]), "--keep-going belongs to --ndjson");
  refuses(unglue(["check", "-a.txt"]), "'--'");
});
