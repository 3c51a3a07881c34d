// From a file's bytes to its text, or to the reason why there is none.

/** Bytes: the editor takes that much without being felt. */
export const MAX_FILE_BYTES = 20_000_000;

/**
 * @param {Uint8Array} bytes
 * @returns {string | null} null where these bytes are no text
 */
export function decodeText(bytes) {
  const mark = (bytes[0] << 8) | bytes[1];
  if (mark === 0xfffe || mark === 0xfeff) {
    return new TextDecoder(mark === 0xfffe ? "utf-16le" : "utf-16be").decode(bytes);
  }
  let text;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    // Older Western files; whether it is text at all shows below.
    text = new TextDecoder("windows-1252").decode(bytes);
  }
  // Text has tabs, line ends, form feeds and, in logs, escapes; all other controls mean something else than text.
  return /[\x00-\x08\x0e-\x1a\x1c-\x1f]/.test(text) ? null : text;
}

/**
 * @param {File} file
 * @returns {Promise<{ text: string } | { problem: string }>}
 */
export async function readTextFile(file) {
  if (file.size > MAX_FILE_BYTES) {
    const megabytes = (file.size / 1e6).toLocaleString("en", { maximumFractionDigits: 1 });
    return { problem: `“${file.name}” is too large (${megabytes} MB). This page takes text files up to 20 MB.` };
  }
  try {
    const text = decodeText(new Uint8Array(await file.arrayBuffer()));
    if (text !== null) return { text };
    return { problem: `“${file.name}” is not a text file. Open it where it was written, and paste its text here.` };
  } catch {
    return { problem: `“${file.name}” could not be read.` };
  }
}
