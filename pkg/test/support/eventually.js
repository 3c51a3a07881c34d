import assert from "node:assert/strict";

/** Waits until a probe gives what is expected; the failure shows what it gave instead. */
export async function eventually(probe, expected) {
  let last;
  for (const end = Date.now() + 15_000; Date.now() < end; await new Promise((done) => setTimeout(done, 20))) {
    last = await probe();
    try {
      assert.deepEqual(last, expected);
      return;
    } catch {
      // Not yet.
    }
  }
  assert.deepEqual(last, expected);
}
