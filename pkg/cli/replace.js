// `--write`: a fixed text takes the place of a file's.

import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import { basename, dirname, join } from "node:path";
import { yieldToNode } from "../yield.js";
import { Problem, problem } from "./problem.js";

/**
 * What ends a process from outside and can be waited with: Ctrl-C, `kill`, a terminal that is closed.
 * @type {NodeJS.Signals[]}
 */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Does `work`, and only then lets a signal end the process that came meanwhile: as if it had come a moment later. Long
 * work must not be done so, since nobody could stop it.
 * @template T
 * @param {() => T} work
 */
export async function uninterrupted(work) {
  /** @type {NodeJS.Signals | undefined} */
  let received;
  /** @param {NodeJS.Signals} signal */
  const receive = (signal) => {
    received ??= signal;
  };
  for (const signal of SIGNALS) process.on(signal, receive);
  try {
    return work();
  } finally {
    // Signals are told when the event loop polls, which it does before the second task at the latest.
    await yieldToNode();
    await yieldToNode();
    for (const signal of SIGNALS) process.off(signal, receive);
    if (received !== undefined) process.kill(process.pid, received);
  }
}

/**
 * Puts a text in the place of a file's, all of it or nothing: it is written beside the file, reaches the disk, and
 * takes the file's name. Symbolic links and permissions stay; a hard link elsewhere keeps the text that it had.
 *
 * @throws Problem; the file is then as it was.
 * @param {string} file
 * @param {{ bom: string, stat: fs.BigIntStats }} input
 * @param {string} text
 */
export function replaceFile(file, { bom, stat }, text) {
  /** @type {string | undefined} */
  let temporary;
  try {
    const target = fs.realpathSync(file);
    fs.accessSync(target, fs.constants.W_OK);
    const path = join(dirname(target), `.${basename(target).slice(0, 50)}.unglue-${randomBytes(6).toString("hex")}`);
    const handle = openBeside(file, path, Number(stat.mode));
    temporary = path;
    try {
      fs.writeFileSync(handle, bom + text);
      keepOwner(handle, stat);
      fs.fchmodSync(handle, Number(stat.mode));
      fs.fsyncSync(handle);
    } finally {
      fs.closeSync(handle);
    }
    if (!isSame(fs.statSync(target, { bigint: true }), stat)) {
      throw new Problem(file, "was changed by something else meanwhile, and is left as it is: run unglue again", {
        code: "CHANGED",
      });
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

/**
 * Makes the file that will take the place of another one.
 * @param {string} file
 * @param {string} path
 * @param {number} mode
 */
function openBeside(file, path, mode) {
  try {
    return fs.openSync(path, "wx", mode);
  } catch (cause) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (cause);
    if (code !== "EACCES" && code !== "EPERM") throw cause;
    const reason = "its directory may not be changed by you, where the new text is written before it takes its place";
    throw new Problem(file, reason, { code, cause });
  }
}

/**
 * Whether nothing has touched a file between two looks at it.
 * @param {fs.BigIntStats} now
 * @param {fs.BigIntStats} then
 */
const isSame = (now, then) =>
  /** @type {const} */ (["dev", "ino", "size", "mtimeNs", "ctimeNs"]).every((name) => now[name] === then[name]);

/**
 * Only the superuser can, and only then it matters.
 * @param {number} handle
 * @param {fs.BigIntStats} owner
 */
function keepOwner(handle, { uid, gid }) {
  try {
    fs.fchownSync(handle, Number(uid), Number(gid));
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EPERM") throw error;
  }
}

/**
 * Makes the new name outlive a power cut, where folders can be synced.
 * @param {string} folder
 */
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
