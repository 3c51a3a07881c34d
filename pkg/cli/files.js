// Texts come from files and go back to them whole.

import { isUtf8 } from "node:buffer";
import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import { basename, dirname, join } from "node:path";

/** Something the person at the terminal can mend: its message is all there is to say. */
export class Problem extends Error {}

const BOM = "\ufeff";

/** What to do about the errors of the system. */
const REMEDIES = {
  ENOENT: "there is no such file",
  EISDIR: "is a directory: give files, for example with `*.md` behind it",
  EACCES: "may not be read or changed by you: see its permissions",
  EPERM: "may not be read or changed by you: see its permissions",
  ENOSPC: "the disk is full: the file is as it was",
  EROFS: "lies on a disk that is read-only",
  ELOOP: "is a symbolic link that leads in a circle",
  ERR_FS_FILE_TOO_LARGE: "is too large: cut it into files of less than 500 MB",
  ERR_STRING_TOO_LONG: "is too large: cut it into files of less than 500 MB",
};

/** The same error, told by what to do. */
function problem(name, error) {
  if (error instanceof Problem) return error;
  return new Problem(`${name}: ${REMEDIES[error.code] ?? error.message}`, { cause: error });
}

/** Reads a text: `{ text, bom, stat }`. One that will be replaced must be an ordinary file: a pipe is empty once it is read. */
export function readText(file, { toReplace = false } = {}) {
  try {
    const stat = fs.statSync(file);
    if (toReplace && !stat.isFile() && !stat.isDirectory()) {
      throw new Problem(`${file}: is not an ordinary file: use \`unglue fix\` without --write`);
    }
    return { ...decode(file, fs.readFileSync(file)), stat };
  } catch (error) {
    throw problem(file, error);
  }
}

export async function readStdin() {
  const chunks = [];
  for await (const chunk of stdin()) chunks.push(chunk);
  return decode("standard input", Buffer.concat(chunks));
}

/** The bytes of standard input, as they come. */
export async function* stdin() {
  if (process.stdin.isTTY) process.stderr.write("unglue: type the text; Ctrl-D ends it (`unglue --help` says more)\n");
  try {
    // Node takes a folder for an empty stream.
    if (fs.fstatSync(0).isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
    yield* process.stdin;
  } catch (error) {
    throw problem("standard input", error);
  }
}

/** Bytes as text. What is not UTF-8 is refused, since it could not be written back. */
export function decode(name, bytes) {
  if (!isUtf8(bytes)) {
    throw new Problem(
      `${name}: line ${badLine(bytes)} is not UTF-8: convert it first, for example with \`iconv -f WINDOWS-1252 -t UTF-8\``,
    );
  }
  const text = bytes.toString("utf8");
  return text.startsWith(BOM) ? { text: text.slice(1), bom: BOM } : { text, bom: "" };
}

function badLine(bytes) {
  for (let line = 1, start = 0; ; line++) {
    const end = bytes.indexOf(0x0a, start);
    if (end < 0 || !isUtf8(bytes.subarray(start, end))) return line;
    start = end + 1;
  }
}

/**
 * Puts a text in the place of a file's, all of it or nothing: it is written beside the file, reaches the disk, and
 * takes the file's name. Symbolic links and permissions stay; a hard link elsewhere keeps the text that it had.
 */
export function replaceFile(file, { bom, stat }, text) {
  let temporary;
  try {
    const target = fs.realpathSync(file);
    fs.accessSync(target, fs.constants.W_OK);
    const path = join(dirname(target), `.${basename(target).slice(0, 100)}.unglue-${randomBytes(6).toString("hex")}`);
    const handle = fs.openSync(path, "wx", stat.mode);
    temporary = path;
    try {
      fs.writeFileSync(handle, bom + text);
      keepOwner(handle, stat);
      fs.fchmodSync(handle, stat.mode);
      fs.fsyncSync(handle);
    } finally {
      fs.closeSync(handle);
    }
    const now = fs.statSync(target);
    if (now.mtimeMs !== stat.mtimeMs || now.size !== stat.size || now.ino !== stat.ino) {
      throw new Problem(`${file}: was changed by something else meanwhile, and is left as it is: run unglue again`);
    }
    fs.renameSync(temporary, target);
    temporary = undefined;
    syncFolder(dirname(target));
  } catch (error) {
    throw problem(file, error);
  } finally {
    if (temporary !== undefined) fs.rmSync(temporary, { force: true });
  }
}

/** Only the superuser can, and only then it matters. */
function keepOwner(handle, { uid, gid }) {
  try {
    fs.fchownSync(handle, uid, gid);
  } catch (error) {
    if (error.code !== "EPERM") throw error;
  }
}

/** Makes the new name outlive a power cut, where folders can be synced. */
function syncFolder(folder) {
  try {
    const handle = fs.openSync(folder, "r");
    try {
      fs.fsyncSync(handle);
    } finally {
      fs.closeSync(handle);
    }
  } catch {
    // Windows, and some file systems, have no such thing. The file is in place all the same.
  }
}
