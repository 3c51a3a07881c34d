// One task in a fresh page, as in-node.js does it in a fresh process. `report` and `say` are the runner's.

import { firstAnswer } from "./lib/first-answer.js";
import * as load from "./lib/load-page.js";

const { report, say } = globalThis;

globalThis.perform = async (task) => {
  if (task.group === "start") {
    report({ time: await firstAnswer(task.argument, load) });
  } else {
    const { measure } = await import("./lib/measure.js");
    await measure(task, load, report, say);
  }
};
