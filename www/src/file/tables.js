// The way back into encodings that browsers only decode: tables made by decoding all that a character can be written as.

/** @typedef {Map<string, number>} Table bytes by character, the first byte in the highest place */

const MULTI_BYTE = new Set(["shift_jis", "gbk", "big5", "euc-kr", "euc-jp"]);
/** Of several ways to write one character, these Big5 characters have the last one (Encoding Standard, index Big5 pointer). */
const LAST_IN_BIG5 = "═╞╡╪十卅";

/** @type {Map<string, Table>} */
const tables = new Map();

/**
 * @param {string} text
 * @param {string} encoding the label of one that is neither UTF-8 nor UTF-16
 * @returns {import("./encodings.js").Encoded}
 */
export function encodeByTable(text, encoding) {
  const table = tableOf(encoding);
  const missing = new Set();
  const bytes = new Uint8Array(text.length * (MULTI_BYTE.has(encoding) ? 3 : 1));
  let length = 0;
  for (const character of text) {
    const code = table.get(character);
    if (code === undefined) {
      missing.add(character);
      continue;
    }
    if (code > 0xffff) bytes[length++] = code >> 16;
    if (code > 0xff) bytes[length++] = (code >> 8) & 0xff;
    bytes[length++] = code & 0xff;
  }
  return { bytes: bytes.subarray(0, length), missing: [...missing] };
}

/** @param {string} encoding */
function tableOf(encoding) {
  const known = tables.get(encoding);
  if (known) return known;
  const table = /** @type {Table} */ (new Map());
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  for (const bytes of sequences(encoding)) {
    const character = decoder.decode(bytes);
    // No character, or a character and something behind it.
    if (character === "\ufffd" || String.fromCodePoint(character.codePointAt(0) ?? 0) !== character) continue;
    if (!table.has(character) || (encoding === "big5" && LAST_IN_BIG5.includes(character))) {
      table.set(
        character,
        bytes.reduce((code, byte) => code * 256 + byte, 0),
      );
    }
  }
  tables.set(encoding, table);
  return table;
}

/** All that a character may be written as; of several ways to write one, the usual one first. @param {string} encoding */
function* sequences(encoding) {
  for (let byte = 0; byte < 0x100; byte++) yield Uint8Array.of(byte);
  if (!MULTI_BYTE.has(encoding)) return;
  const leads = Array.from({ length: 0x7e }, (_, nth) => 0x81 + nth);
  // What Shift_JIS has twice, Windows writes with the leads behind these; Big5 proper begins behind its extensions.
  const isRare = /** @param {number} lead */ (lead) =>
    encoding === "shift_jis" ? lead === 0xed || lead === 0xee : encoding === "big5" && lead < 0xa1;
  for (const lead of [...leads.filter((lead) => !isRare(lead)), ...leads.filter(isRare)]) {
    for (let trail = 0x40; trail < 0xff; trail++) yield Uint8Array.of(lead, trail);
  }
  if (encoding !== "euc-jp") return;
  for (let second = 0xa1; second < 0xff; second++) {
    for (let third = 0xa1; third < 0xff; third++) yield Uint8Array.of(0x8f, second, third);
  }
}
