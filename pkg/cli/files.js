// Texts come from files and from standard input, whole.

import * as fs from "node:fs";
import { decode, MAX_BYTES } from "./encoding.js";
import { Problem, problem, tooLarge } from "./problem.js";

/** How much is read at once of what does not say how long it is. */
const PIECE = 1 << 20;

/**
 * Reads a text: `{ text, bom, stat }`. One that will be replaced must be an ordinary file: a pipe is empty once it is
 * read.
 *
 * @throws Problem
 * @param {string} file
 * @param {{ toReplace?: boolean | undefined }} [how]
 */
export function readText(file, { toReplace = false } = {}) {
  try {
    const stat = fs.statSync(file, { bigint: true });
    if (stat.isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
    if (toReplace && !stat.isFile()) {
      throw new Problem(file, "is not an ordinary file: use `unglue fix` without --write", { code: "NOT_A_FILE" });
    }
    if (isOutput(stat)) {
      throw new Problem(file, "is also where the output goes: use `unglue fix --write`, or another file", {
        code: "IS_OUTPUT",
      });
    }
    if (stat.size > MAX_BYTES) throw tooLarge(file);
    return { ...decode(file, stat.isFile() ? fs.readFileSync(file) : readPieces(file)), stat };
  } catch (error) {
    throw problem(file, error);
  }
}

/**
 * Whether a file is the one that standard output writes: a shell has emptied it, or it would be read without end.
 * @param {fs.BigIntStats} stat
 */
function isOutput(stat) {
  try {
    const output = fs.fstatSync(1, { bigint: true });
    return stat.isFile() && output.dev === stat.dev && output.ino === stat.ino;
  } catch {
    return false; // standard output is closed
  }
}

/**
 * Reads a pipe or a device, which may have no end.
 * @param {string} file
 */
function readPieces(file) {
  const handle = fs.openSync(file, "r");
  try {
    const pieces = new Pieces(file);
    for (;;) {
      const piece = Buffer.allocUnsafe(PIECE);
      const length = fs.readSync(handle, piece);
      if (length === 0) return pieces.joined();
      pieces.add(piece.subarray(0, length));
    }
  } finally {
    fs.closeSync(handle);
  }
}

/** The pieces of a text, as long as there are not too many of them. */
class Pieces {
  #name;
  /** @type {Buffer[]} */
  #pieces = [];
  #length = 0;

  /** @param {string} name */
  constructor(name) {
    this.#name = name;
  }

  /** @param {Buffer} piece */
  add(piece) {
    this.#length += piece.length;
    if (this.#length > MAX_BYTES) throw tooLarge(this.#name);
    this.#pieces.push(piece);
  }

  joined() {
    return Buffer.concat(this.#pieces);
  }
}

/** How messages name it. */
export const STDIN = "standard input";

/**
 * Reads the text of standard input: `{ text, bom }`. It is empty the second time.
 *
 * @throws Problem
 */
export async function readStdin() {
  const pieces = new Pieces(STDIN);
  if (!process.stdin.readableEnded) for await (const piece of stdin()) pieces.add(piece);
  return decode(STDIN, pieces.joined());
}

/**
 * Yields the bytes of standard input as they come.
 * @returns {AsyncGenerator<Buffer, void, void>}
 */
export async function* stdin() {
  if (process.stdin.isTTY) process.stderr.write("unglue: type the text; Ctrl-D ends it (`unglue --help` says more)\n");
  try {
    // Node takes a folder for an empty stream.
    if (fs.fstatSync(0).isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
    yield* process.stdin;
  } catch (error) {
    throw problem(STDIN, error);
  }
}
