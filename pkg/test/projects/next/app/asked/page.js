// A server component, rendered when it is asked for; and the worker thread.

import { connection } from "next/server";
import { createWorkerChecker } from "unglue/worker";
import { checker } from "../../example.js";

export default async function Page() {
  await connection();
  const text = "thereare no plans for November12";
  return <p>{JSON.stringify({ page: checker.fix(text), worker: await createWorkerChecker().fix(text) })}</p>;
}
