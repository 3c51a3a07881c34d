// The cases that the native command line and this one have in common: `crates/cli/tests/cases.rs` tries them all.

import assert from "node:assert/strict";
import * as fs from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { folder, run } from "./support/cli.js";

const TABLE = new URL("../../tests/cli/cases.json", import.meta.url);
const cases = JSON.parse(fs.readFileSync(TABLE, "utf8")).filter(({ only }) => only === undefined);

/** The bytes of a file of a case. */
const bytes = (content) => (typeof content === "string" ? Buffer.from(content) : Buffer.from(content.latin1, "latin1"));

/** What was said, without what changes with the model. */
const settled = (said) => (said === "" ? [] : said.replace(/[0-9.]+ %\)/g, "N %)").split("\n"));

for (const [
  nth,
  { name, args, files = {}, stdin = "", status, stdout = [], stderr = [], after = {} },
] of cases.entries()) {
  test(name, { skip: process.platform === "win32" && args.includes("--") }, () => {
    const place = fs.mkdirSync(join(folder, `case-${nth}`), { recursive: true });
    for (const [file, content] of Object.entries(files)) {
      fs.mkdirSync(dirname(join(place, file)), { recursive: true });
      fs.writeFileSync(join(place, file), bytes(content));
    }
    const result = run(args, { input: stdin, cwd: place });
    assert.deepEqual(settled(result.stderr), stderr);
    assert.deepEqual(settled(result.stdout), stdout);
    assert.equal(result.status, status);
    for (const [file, content] of Object.entries({ ...files, ...after })) {
      assert.deepEqual(fs.readFileSync(join(place, file)), bytes(content), file);
    }
    assert.deepEqual(fs.readdirSync(place).sort(), Object.keys(files).sort());
  });
}

test("the table is read whole", () => assert.ok(cases.length >= 20, `${cases.length} cases`));
