import { expect, test } from "vitest";
import { createWorkerChecker } from "unglue/worker";
import { checker } from "./example.js";

const text = "thereare no plans for November12";
const fixed = "there are no plans for November 12";

test("the checker works", () => {
  expect(typeof document).toBe("object");
  expect(checker.fix(text)).toBe(fixed);
});

test("so does the one in a worker", async () => {
  const client = createWorkerChecker();
  expect(await client.fix(text)).toBe(fixed);
  client.terminate();
});

test("an adapter can be imported", async () => {
  expect(typeof (await import("unglue/textarea")).unglue).toBe("function");
  expect(typeof (await import("unglue/contenteditable")).unglue).toBe("function");
});
