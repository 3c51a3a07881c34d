import { createWorkerChecker } from "unglue/worker";

/** The body of a test with a worker of its own. */
export const withChecker = (body, options) => async () => {
  const checker = createWorkerChecker(options);
  try {
    await body(checker);
  } finally {
    checker.terminate();
  }
};
