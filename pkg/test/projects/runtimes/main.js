import { createWorkerChecker } from "unglue/worker";
import { checker } from "./example.js";

const text = "thereare no plans for November12";
const client = createWorkerChecker();
console.log(JSON.stringify({ page: checker.fix(text), worker: await client.fix(text) }));
client.terminate();
