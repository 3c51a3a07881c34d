// Fixes a stream paragraph by paragraph, so that a text of any length needs little memory. For prose: a code block with an
// empty line in it is only recognised in a whole text, whose other paragraphs are evidence as well.
//
// $ node examples/node/stream.mjs examples/notes.txt
// Two leaders met in the morning, and there are no plans for November 12.
//
// Nothing else was said, and nobody asked.

import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createChecker } from "unglue";

const checker = await createChecker();

/** Cuts a stream after each empty line. */
async function* paragraphs(chunks) {
  let rest = "";
  for await (const chunk of chunks) {
    const parts = (rest + chunk).split(/(?<=\n\r?\n)/);
    rest = parts.pop();
    yield* parts;
  }
  yield rest;
}

async function* fixed(texts) {
  for await (const text of texts) yield checker.fix(text);
}

const input = createReadStream(process.argv[2], "utf8");
await pipeline(input, paragraphs, fixed, process.stdout);
