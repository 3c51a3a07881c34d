// Files as bytes: what they are read as, and that they go back as they came.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ENCODINGS, encode } from "../src/file/encodings.js";
import { joinLineEnds } from "../src/file/line-ends.js";
import { readBytes } from "../src/file/reading.js";
import { describe, writeBytes } from "../src/text-file.js";

/** Node 20 takes Windows-1252 for Latin-1, but not piece by piece. What browsers do: text-in.test.js. */
globalThis.TextDecoder = class extends TextDecoder {
  decode(bytes, options) {
    if (this.encoding !== "windows-1252" || options?.stream) return super.decode(bytes, options);
    return super.decode(bytes, { stream: true });
  }
};

const bytes = (...values) =>
  Uint8Array.from(values.flatMap((v) => (typeof v === "string" ? [...Buffer.from(v)] : [v])));
const asEncoding = (text, encoding) => {
  const { bytes, missing } = encode(text, encoding);
  assert.deepEqual(missing, [], encoding);
  return bytes;
};

const READ = [
  ["plain", bytes("naïve 😀\n\t"), "naïve 😀\n\t", "UTF-8, LF"],
  ["nothing", bytes(), "", "UTF-8, LF"],
  ["CRLF", bytes("a\r\nb\r\n"), "a\nb\n", "UTF-8, CRLF"],
  ["CR", bytes("a\rb"), "a\nb", "UTF-8, CR"],
  ["mixed line ends", bytes("a\r\nb\r\n\rc\nd"), "a\nb\n\nc\nd", "UTF-8, mostly CRLF, 2 others"],
  [
    "separators that end no line",
    bytes("a\u2028b\u2029c\u0085d\x0be\x0cf"),
    "a\u2028b\u2029c\u0085d\x0be\x0cf",
    "UTF-8, LF",
  ],
  ["UTF-8 with mark", bytes(0xef, 0xbb, 0xbf, "a\r\nb"), "a\nb", "UTF-8 with byte order mark, CRLF"],
  ["two marks", bytes(0xef, 0xbb, 0xbf, 0xef, 0xbb, 0xbf, "a"), "\ufeffa", "UTF-8 with byte order mark, LF"],
  ["UTF-8 with mark, damaged", bytes(0xef, 0xbb, 0xbf, "a", 0xff), "a\udcff", "UTF-8, damaged, LF"],
  ["UTF-16 LE", bytes(0xff, 0xfe, 0x61, 0, 13, 0, 10, 0), "a\n", "UTF-16 LE, CRLF"],
  ["UTF-16 BE", bytes(0xfe, 0xff, 0, 0x61), "a", "UTF-16 BE, LF"],
  ["UTF-16 with half a character", bytes(0xff, 0xfe, 0x3d, 0xd8, 0x61, 0), "\ud83da", "UTF-16 LE, LF"],
];
for (const [name, from, text, what] of READ) {
  test(`read and written back: ${name}`, () => {
    const opened = readBytes(from, "a.txt");
    assert.equal(opened.text, text);
    assert.equal(describe(opened.form, opened.lineEnds), what);
    assert.deepEqual(writeBytes(opened), { bytes: from, missing: [] });
  });
}

test("what is no text is told apart", () => {
  for (const binary of [
    bytes(0x89, "PNG", 13, 10, 26, 10, 0, 0, 0, 13),
    bytes("PK", 3, 4, 20, 0, 8, 0),
    bytes(0xff, 0xd8, 0xff, 0xe0, 0, 16, "JFIF", 0),
    bytes("%PDF-1.7", 10, 0x25, 0xe2, 0xe3, 0xcf, 0xd3, 10, 0, 1, 2),
    bytes(0x7f, "ELF", 2, 1, 1, 0, 0, 0, 0, 0),
  ]) {
    assert.match(readBytes(binary, "a.bin").problem ?? "", /“a.bin” is not a text file/);
  }
  assert.match(readBytes(bytes(0xff, 0xfe, 0x61, 0, 0x62), "a.txt").problem, /ends in the middle of a character/);
});

const ASKED = [
  ["windows-1252", "Über das naïve Café: “don’t”, 5 €\r\n"],
  ["windows-1250", "Příliš žluťoučký kůň úpěl ďábelské ódy.\r\n"],
  ["windows-1251", "Съешь же ещё этих мягких французских булок, да выпей чаю.\r\n"],
  ["koi8-r", "Съешь же ещё этих мягких французских булок, да выпей чаю.\n"],
  ["ibm866", "Съешь же ещё этих мягких французских булок, да выпей чаю.\r\n"],
  ["windows-1253", "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία.\r\n"],
  ["macintosh", "“It’s naïve”, said the café’s owner.\r"],
  ["shift_jis", "髙橋さんは、いろはにほへとを書きました。\r\n"],
  ["euc-jp", "いろはにほへと、ちりぬるを。\n"],
  ["gbk", "天地玄黃，宇宙洪荒。日月盈昃，辰宿列张。\r\n"],
  ["big5", "天地玄黃，宇宙洪荒。十日十夜。\r\n"],
  ["euc-kr", "키스의 고유조건은 입술끼리 만나야 한다.\n"],
];
for (const [encoding, text] of ASKED) {
  test(`${encoding} is asked about, plausible, and written back`, () => {
    const from = asEncoding(`Some words before.\n${text}`, encoding);
    const { candidates } = readBytes(from, "a.txt");
    const nth = candidates.findIndex((candidate) => candidate.encoding === encoding);
    assert.ok(nth >= 0 && nth < 6, `${nth} of ${candidates.map((candidate) => candidate.encoding)}`);
    assert.ok(candidates[nth].excerpt.includes(text.trim().slice(0, 12)), candidates[nth].excerpt);
    const opened = readBytes(from, "a.txt", encoding);
    assert.equal(joinLineEnds(opened.text, opened.lineEnds), `Some words before.\n${text}`);
    assert.ok(opened.form.exact);
    assert.deepEqual(writeBytes(opened).bytes, from);
  });
}

test("UTF-16 without a mark is asked about", () => {
  for (const encoding of ["utf-16le", "utf-16be"]) {
    const from = asEncoding("They said that thereare plans.\r\n", encoding);
    assert.deepEqual(
      readBytes(from, "a.txt").candidates.map((candidate) => candidate.encoding),
      [encoding],
    );
    assert.deepEqual(writeBytes(readBytes(from, "a.txt", encoding)).bytes, from);
  }
});

test("UTF-8 with broken bytes is one of the choices, and keeps them", () => {
  const from = bytes(
    "naïve ça et là: “æøå” ½ € caf",
    0xe9,
    " and ",
    0xc3,
    " ",
    0xf0,
    0x9f,
    0x98,
    " ‘so’",
    0xed,
    0xa0,
    0x80,
    0xff,
  );
  assert.equal(readBytes(from, "a.txt").candidates[0].encoding, "utf-8-damaged");
  const opened = readBytes(from, "a.txt", "utf-8-damaged");
  assert.equal(
    opened.text.toWellFormed().replaceAll("\ufffd", "?"),
    "naïve ça et là: “æøå” ½ € caf? and ? ??? ‘so’????",
  );
  assert.deepEqual(writeBytes(opened), { bytes: from, missing: [] });
});

test("what an encoding does not have is told, each character once", () => {
  const CASES = [
    ["windows-1252", "→ a → 😀 €", ["→", "😀"]],
    ["shift_jis", "いろ € 한", ["€", "한"]],
    ["iso-8859-15", "€ “", ["“"]],
    ["utf-8", "a \ud83d b", ["\ud83d"]],
    ["utf-16le", "a \ud83d b", []],
    ["utf-8-damaged", "a \ud83d b \udc80", ["\ud83d"]],
  ];
  for (const [encoding, text, missing] of CASES) assert.deepEqual(encode(text, encoding).missing, missing, encoding);
});

test("what cannot be written back is to be saved as UTF-8, and says so", () => {
  // One character in Shift_JIS in two ways.
  const opened = readBytes(bytes(0x81, 0xe6, 0x87, 0x9a, 0x0a), "a.txt", "shift_jis");
  assert.equal(opened.form.exact, false);
  assert.equal(describe(opened.form, opened.lineEnds), "Shift_JIS (Japanese), LF, to be saved as UTF-8");
  assert.equal(Buffer.from(writeBytes(opened).bytes).toString(), "∵∵\n");
});

/** The same sequence of numbers for the same seed (mulberry32). */
function random(seed) {
  return (below) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

test("whatever bytes can be opened go back byte for byte, as any encoding that is offered", () => {
  let opened = 0;
  for (let seed = 0; seed < 1500; seed++) {
    const below = random(seed);
    const kinds = [
      () => [below(256)],
      () => [0x20 + below(0x5f)],
      () => [13, 10],
      () => [[13], [10], [13, 13, 10], [9]][below(4)],
      () => [...Buffer.from(["é", "“", "€", "😀", "字", "\u2028", "\ufeff", "\ud800"][below(8)])],
      () => [0x80 + below(0x80)],
    ];
    const usual = below(kinds.length);
    const body = Array.from({ length: below(60) }, () => kinds[below(3) ? usual : below(kinds.length)]())
      .flat()
      .filter((byte) => byte > 8 && (byte < 0x0e || byte > 0x1f));
    const mark = [[], [], [0xef, 0xbb, 0xbf], [0xff, 0xfe], [0xfe, 0xff]][below(5)];
    const from = Uint8Array.from([...mark, ...body]);
    const read = readBytes(from, "a.txt");
    const results =
      "candidates" in read ? read.candidates.map(({ encoding }) => readBytes(from, "a.txt", encoding)) : [read];
    for (const result of results) {
      if ("problem" in result) continue;
      assert.ok(!("candidates" in result), `seed ${seed}: asked twice`);
      opened++;
      if (result.form.exact) assert.deepEqual(writeBytes(result).bytes, from, `seed ${seed}: ${result.form.encoding}`);
      else assert.ok(["shift_jis", "gbk", "big5", "euc-kr", "euc-jp"].includes(result.form.encoding));
    }
  }
  assert.ok(opened > 2000, String(opened));
});

test("every byte that an encoding knows has one way back", () => {
  for (const encoding of Object.keys(ENCODINGS).filter((name) => !name.startsWith("utf-"))) {
    const decoder = new TextDecoder(encoding);
    for (let byte = 0; byte < 256; byte++) {
      const character = decoder.decode(Uint8Array.of(byte), { stream: false });
      if (character !== "\ufffd")
        assert.deepEqual([...encode(character, encoding).bytes], [byte], `${encoding} ${byte}`);
    }
  }
});
