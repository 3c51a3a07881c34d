// A fresh process for one task, given as JSON; its rows go to standard output as they come, a line each.

import { firstAnswer } from "./lib/first-answer.js";
import * as load from "./lib/load-node.js";

const task = JSON.parse(process.argv[2]);
const report = (row) => process.stdout.write(`${JSON.stringify(row)}\n`);
if (task.group === "start") {
  const time = await firstAnswer(task.argument, load);
  report({ time, rss: process.memoryUsage().rss / 1e6 });
} else {
  const { measure } = await import("./lib/measure.js");
  const { command } = await import("./groups/command.js");
  await measure(task, load, report, (message) => process.stderr.write(`  ${message}\n`), { command });
}
