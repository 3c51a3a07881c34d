// What Chromium's own trace says of a page's main thread: how long it could do nothing else.

/** Marks each key in the trace; for `page.addInitScript`. */
export const markKeys = () => addEventListener("keydown", () => performance.mark("key"), { capture: true });

/** Starts a trace of a page, also of other categories. Returns how to end it, and get its events. */
export async function trace(page, categories = []) {
  const devtools = await page.context().newCDPSession(page);
  const events = [];
  devtools.on("Tracing.dataCollected", ({ value }) => events.push(...value));
  await devtools.send("Tracing.start", {
    traceConfig: { includedCategories: ["toplevel", "blink.user_timing", "__metadata", ...categories] },
    transferMode: "ReportEvents",
  });
  return async () => {
    const complete = new Promise((resolve) => devtools.once("Tracing.tracingComplete", resolve));
    await devtools.send("Tracing.end");
    await complete;
    await devtools.detach();
    return events;
  };
}

/** The events of this name that the page itself put into the trace, in order. */
const marksOf = (events, mark) =>
  events.filter(({ name, cat }) => name === mark && cat.includes("user_timing")).sort((a, b) => a.ts - b.ts);

/** Whether an event is a task of a thread. */
const isTask = ({ name }) => name.endsWith("RunTask");

/**
 * For each mark of the page the longest task, or other event, of the thread that made it which ends between it and the next one.
 * Milliseconds by the clock (`wall`), and of the processor (`cpu`).
 */
export function longestOfEach(events, mark, isMeant = isTask) {
  const marks = marksOf(events, mark);
  const { pid, tid } = marks[0];
  const longest = marks.map(() => ({ wall: 0, cpu: 0 }));
  for (const event of events) {
    if (event.pid !== pid || event.tid !== tid || !isMeant(event) || event.dur === undefined) continue;
    const end = event.ts + event.dur;
    const nth = marks.findLastIndex(({ ts }) => ts <= end);
    if (nth < 0) continue;
    longest[nth].wall = Math.max(longest[nth].wall, event.dur / 1000);
    longest[nth].cpu = Math.max(longest[nth].cpu, (event.tdur ?? event.dur) / 1000);
  }
  return longest;
}
