import { createWorkerChecker } from "unglue/worker";
import { checker } from "./example.js";

const text = "thereare no plans for November12";
globalThis.result = { page: checker.fix(text), worker: await createWorkerChecker().fix(text) };
