// UTF-8 in which some bytes are no UTF-8: each of these is held as a surrogate of its own, U+DC80 to U+DCFF, which no valid
// UTF-8 can contain, and so goes back as the byte it was (Python calls this "surrogateescape").

const ESCAPE = 0xdc00;
const isEscaped = /[\udc80-\udcff]/;

/** @param {Uint8Array} bytes */
export function decodeLossy(bytes) {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const parts = [];
  let valid = 0;
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes, at);
    if (length > 0) {
      at += length;
      continue;
    }
    parts.push(decoder.decode(bytes.subarray(valid, at)), String.fromCharCode(ESCAPE + bytes[at]));
    valid = ++at;
  }
  parts.push(decoder.decode(bytes.subarray(valid)));
  return parts.join("");
}

/**
 * @param {string} text
 * @returns {import("./encodings.js").Encoded}
 */
export function encodeLossy(text) {
  const encoder = new TextEncoder();
  const missing = new Set();
  // With the flag u, half of a pair never matches.
  const parts = text.split(/(\p{Surrogate})/u).map((part, nth) => {
    if (nth % 2 === 0) return encoder.encode(part);
    if (!isEscaped.test(part)) missing.add(part);
    return Uint8Array.of(part.charCodeAt(0) - ESCAPE);
  });
  return { bytes: joined(parts), missing: [...missing] };
}

/** @param {Uint8Array[]} parts */
function joined(parts) {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/**
 * Returns how many bytes the character at `at` has; 0 where none starts (Unicode, table 3-7).
 * @param {Uint8Array} bytes
 * @param {number} at
 */
function sequenceLength(bytes, at) {
  const lead = bytes[at];
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  const low = { 0xe0: 0xa0, 0xf0: 0x90 }[lead] ?? 0x80;
  const high = { 0xed: 0x9f, 0xf4: 0x8f }[lead] ?? 0xbf;
  if (!(bytes[at + 1] >= low && bytes[at + 1] <= high)) return 0;
  for (let nth = 2; nth < length; nth++) if ((bytes[at + nth] & 0xc0) !== 0x80) return 0;
  return length;
}
