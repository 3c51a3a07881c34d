// What can go wrong with an input, said so that the person at the terminal can fix it.

/** An error that the user can fix: `message` is `name: reason`, and `code` is for programs. */
export class Problem extends Error {
  /**
   * The `id` of the record in which it is, as it is spelt there.
   * @type {string | undefined}
   */
  id;

  /**
   * @param {string | undefined} name
   * @param {string} reason
   * @param {{ code?: string | undefined, cause?: unknown }} [more]
   */
  constructor(name, reason, { code, cause } = {}) {
    super(name === undefined ? reason : `${name}: ${reason}`, { cause });
    this.reason = reason;
    this.code = code;
  }
}

const PERMISSIONS = "may not be read or changed by you: see its permissions";
const TOO_LARGE = "is too large: cut it into parts of less than 500 MB";
const DISK_FULL = "the disk is full: the file is as it was";

/** What to do about the errors of the system. @type {Record<string, string>} */
const REMEDIES = {
  ENOENT: "there is no such file",
  ENOTDIR: "there is no such file: a part of its path is not a directory",
  EISDIR: "is a directory: give files, for example with `*.md` behind it",
  EACCES: PERMISSIONS,
  EPERM: PERMISSIONS,
  ENOSPC: DISK_FULL,
  EDQUOT: DISK_FULL,
  EROFS: "lies on a disk that is read-only",
  ELOOP: "is a symbolic link that leads in a circle",
  ENAMETOOLONG: "its name is too long for this system",
  EBUSY: "is in use by another program",
  ETXTBSY: "is in use by another program",
  EIO: "its disk or device does not answer as it should",
  EAGAIN: "has nothing to read at the moment: give its text by standard input, with the file name -",
  ERR_FS_FILE_TOO_LARGE: TOO_LARGE,
  ERR_STRING_TOO_LONG: TOO_LARGE,
};

/**
 * Returns the problem with the input `name` that `error` stands for.
 * @param {string} name
 * @param {unknown} error
 */
export function problem(name, error) {
  if (error instanceof Problem) return error;
  const { code = "", message } = /** @type {NodeJS.ErrnoException} */ (error);
  let reason = REMEDIES[code] ?? message;
  // Node turns the arguments into text, and what is not UTF-8 into U+FFFD.
  if (code === "ENOENT" && name.includes("\ufffd")) reason += ", or its name is not UTF-8: rename it first";
  return new Problem(name, reason, { code: code || undefined, cause: error });
}

/**
 * Returns the problem that a text has more bytes than can be checked.
 * @param {string} name
 * @param {unknown} [cause]
 */
export const tooLarge = (name, cause) => new Problem(name, TOO_LARGE, { code: "TOO_LARGE", cause });
