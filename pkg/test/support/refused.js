import assert from "node:assert/strict";

/** Asserts that a call, or a promise, fails with this class and a message that says all of this. */
export function refused(call, type, ...parts) {
  const judge = (error) => {
    assert.equal(error?.constructor, type, error?.stack);
    for (const part of parts) assert.ok(error.message.includes(part), `${error.message}\n…does not say: ${part}`);
    return true;
  };
  const result = (() => {
    try {
      return typeof call === "function" ? call() : call;
    } catch (error) {
      return judge(error);
    }
  })();
  if (result === true) return undefined;
  if (typeof result?.then === "function") return assert.rejects(result, judge);
  return assert.fail("it was not refused");
}
