// Standard output, with back-pressure.

import { once } from "node:events";

const status = { needsReader: true, isClosed: false };

/** Goes on without a reader, as for `fix --write`, whose work is another one than to print. */
export function goOnWithoutReader() {
  status.needsReader = false;
}

/**
 * A reader that has seen enough, such as `head`, is no error: ripgrep, ruff and others end with 0 then. Anything else that
 * goes wrong with the output is.
 * @param {NodeJS.WriteStream} stream
 * @param {NodeJS.ErrnoException} error
 */
function failed(stream, error) {
  if (error.code === "EPIPE") {
    status.isClosed = true;
    if (status.needsReader) process.exit(0);
    return;
  }
  const why = error.code === "ENOSPC" ? "the disk is full, and the output is not complete" : error.message;
  if (stream === process.stdout) process.stderr.write(`unglue: standard output: ${why}\n`);
  process.exit(2);
}

for (const stream of [process.stdout, process.stderr]) stream.on("error", (error) => failed(stream, error));

/**
 * Writes, and waits until there is room for more.
 * @param {string} text
 */
export async function write(text) {
  if (text === "" || status.isClosed || process.stdout.write(text)) return;
  // An error is told to the listener above.
  await once(process.stdout, "drain").catch(() => {});
}
