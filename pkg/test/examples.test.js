// Runs the examples, and compares what they print with the comment at their top.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const root = join(import.meta.dirname, "..", "..");
const names = readdirSync(join(root, "examples", "node")).filter((name) => name.endsWith(".mjs"));

/** Reads the comment at the top: lines `$ COMMAND`, each followed by its output. */
function sessions(source) {
  const lines = source.split(/\r?\n/);
  const comment = lines
    .slice(
      0,
      lines.findIndex((line) => !line.startsWith("//")),
    )
    .map((line) => line.slice(3));
  const found = [];
  for (const line of comment) {
    if (line.startsWith("$ ")) found.push({ command: line.slice(2), output: "" });
    else if (found.length > 0) found.at(-1).output += `${line}\n`;
  }
  return found;
}

/** Runs `node FILE ARGS`, with `echo "…" |` before it or not, and returns its standard output. */
function run(command) {
  const [, input = "", args] = /^(?:echo "(.*)" \| )?node (.+)$/.exec(command);
  return execFileSync(process.execPath, args.split(" "), {
    cwd: root,
    encoding: "utf8",
    input: `${input}\n`,
    timeout: 60_000,
  });
}

for (const name of names) {
  test(`the example ${name} prints what it says`, () => {
    const found = sessions(readFileSync(join(root, "examples", "node", name), "utf8"));
    assert.ok(found.length > 0, "a command at its top");
    for (const { command, output } of found) {
      assert.ok(command.includes(`node examples/node/${name}`), command);
      assert.equal(run(command), output);
    }
  });
}

test("the README names them all", () => {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  assert.ok(names.length >= 5, names.join(", "));
  for (const name of names) assert.ok(readme.includes(`(examples/node/${name})`), name);
});
