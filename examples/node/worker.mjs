// Checks in a worker, so that this thread stays free; a call can be given a time limit, and be cancelled.
//
// $ node examples/node/worker.mjs
// there are no plans
// found in a long text: 2000
// cancelled: AbortError

import { createWorkerChecker } from "unglue/worker";

const checker = createWorkerChecker();
console.log(await checker.fix("thereare no plans"));

const long = "Moscow said thereare no plans for the summer.\n\n".repeat(2000);
console.log(`found in a long text: ${(await checker.check(long)).length}`);

const controller = new AbortController();
const answer = checker.check(long, { signal: controller.signal });
controller.abort();
await answer.catch((error) => console.log(`cancelled: ${error.name}`));

checker.terminate();
