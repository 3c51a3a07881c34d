// Standard output, with back-pressure.

import { once } from "node:events";

process.stdout.on("error", (error) => {
  const why = error.code === "EPIPE" ? "its reader has stopped reading; the rest of the output is lost" : error.message;
  process.stderr.write(`unglue: standard output: ${why}\n`);
  process.exit(2);
});

/** Writes, and waits until there is room for more. */
export async function write(text) {
  if (text !== "" && !process.stdout.write(text)) await once(process.stdout, "drain");
}
