// On the server.

import { createWorkerChecker } from "unglue/worker";
import { checker } from "../../example.js";

export async function load() {
  const text = "thereare no plans for November12";
  return { server: { page: checker.fix(text), worker: await createWorkerChecker().fix(text) } };
}
