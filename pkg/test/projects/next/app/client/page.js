"use client";

import { useEffect } from "react";
import { createChecker } from "unglue";
import { createWorkerChecker } from "unglue/worker";

export default function Page() {
  useEffect(() => {
    const text = "thereare no plans for November12";
    const check = async () => ({
      page: (await createChecker()).fix(text),
      worker: await createWorkerChecker().fix(text),
    });
    check().then((result) => {
      globalThis.result = result;
    });
  }, []);
  return <p>In the browser</p>;
}
