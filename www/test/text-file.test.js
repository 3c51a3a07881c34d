import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeText } from "../src/text-file.js";

const bytes = (...values) => Uint8Array.from(values.flatMap((v) => (typeof v === "string" ? [...Buffer.from(v)] : [v])));

test("text is read in the encodings that text files have", () => {
  assert.equal(decodeText(bytes("naïve 😀\r\n\t")), "naïve 😀\r\n\t");
  assert.equal(decodeText(bytes(0xef, 0xbb, 0xbf, "a")), "a");
  assert.equal(decodeText(bytes(0xff, 0xfe, 0x61, 0x00)), "a");
  assert.equal(decodeText(bytes(0xfe, 0xff, 0x00, 0x61)), "a");
  assert.equal(decodeText(bytes("caf", 0xe9)), "café");
  assert.equal(decodeText(bytes()), "");
});

test("what is no text is told apart", () => {
  assert.equal(decodeText(bytes(0x89, "PNG", 13, 10, 26, 10, 0, 0)), null);
  assert.equal(decodeText(bytes("PK", 3, 4, 20, 0, 8, 0)), null);
  assert.equal(decodeText(bytes(0xff, 0xd8, 0xff, 0xe0, 0, 16, "JFIF", 0)), null);
});
