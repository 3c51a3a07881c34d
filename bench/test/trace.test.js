import assert from "node:assert/strict";
import { test } from "node:test";
import { longestOfEach } from "../lib/trace.js";

const key = (ts) => ({ name: "key", cat: "blink.user_timing", pid: 1, tid: 2, ts });
const task = (ts, dur, more) => ({
  name: "ThreadControllerImpl::RunTask",
  cat: "toplevel",
  pid: 1,
  tid: 2,
  ts,
  dur,
  tdur: dur / 2,
  ...more,
});

test("each key has the longest task until the next one, its own included", () => {
  const events = [
    task(100, 700), // ends before the first key
    task(900, 300),
    key(1000), // within the task before
    task(1300, 5000),
    task(6400, 100),
    key(7005),
    task(7000, 20),
    task(8000, 400, { tid: 3 }),
    task(8000, 400, { pid: 7 }),
    task(8000, 9000, { name: "ThreadControllerImpl::DoWork" }),
  ];
  assert.deepEqual(longestOfEach(events.reverse(), "key"), [
    { wall: 5, cpu: 2.5 },
    { wall: 0.02, cpu: 0.01 },
  ]);
});
