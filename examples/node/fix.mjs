// Fixes a file, or standard input, and writes the result to standard output.
//
// $ echo "thereare no plans for November12" | node examples/node/fix.mjs
// there are no plans for November 12
// $ node examples/node/fix.mjs examples/notes.txt
// Two leaders met in the morning, and there are no plans for November 12.
//
// Nothing else was said, and nobody asked.

import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { createChecker } from "unglue";

const [file] = process.argv.slice(2);
const source = file === undefined ? await text(process.stdin) : readFileSync(file, "utf8");
const checker = await createChecker();
// Changes only what is surer than the option `fixConfidence`.
process.stdout.write(checker.fix(source));
