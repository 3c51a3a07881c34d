// `unglue/worker`: what must compile, and what must not.

import type { Diagnostic, Personal } from "unglue";
import {
  type Answer,
  createWorkerChecker,
  type Mark,
  WorkerChecker,
  type WorkerDocument,
  type WorkerOptions,
} from "unglue/worker";

const options: WorkerOptions = {
  words: ["x"],
  showConfidence: 0.9,
  source: "/unglue_bg.wasm",
  onRestart: (error) => void error.message,
};
const checker: WorkerChecker = createWorkerChecker(options);
createWorkerChecker({ worker: () => ({ postMessage() {}, terminate() {} }) }).terminate();
createWorkerChecker({ worker: "/thread.js" }).terminate();
await checker.ready;
const found: Diagnostic[] = await checker.check("text", { caret: 3, protect: [[0, 1]] });
const fixed: string = await checker.fix("text");
await checker.fix("text", { protect: [[0, 1]], timeout: 100, signal: undefined });
await checker.addWords(new Set(["a"]));
await checker.removeWords([]);
const personal: Personal = await checker.exportPersonal();
await checker.importPersonal(personal);

const document: WorkerDocument = checker.open(fixed, { onProgress: ({ done, total }) => void (done / total) });
checker
  .open(() => fixed, { onChange: ({ version, removed, added }) => void [version, removed, added], onError: () => {} })
  .free();
const { version, added }: Answer = await document.edit([{ from: 0, to: 0, insert: " " }] as const);
const marks: readonly Mark[] = document.marks;
const plain: Diagnostic | undefined = marks[0]?.toJSON();
await checker.ignore(marks[0]!);
await checker.ignore(plain!);
{
  using scoped = createWorkerChecker();
  void scoped.ready;
}
void [found, version, added, document.settled, document.length, await document.opened, await document.diagnostics()];

// @ts-expect-error: a promise
checker.fix("text").length;
// @ts-expect-error: made by createWorkerChecker
void new WorkerChecker();
// @ts-expect-error: a slip of the pen
createWorkerChecker({ showconfidence: 1 });
// @ts-expect-error: neither an address nor a function
createWorkerChecker({ worker: 1 });
// @ts-expect-error: no text
checker.open(1);
// @ts-expect-error: marks are only read
document.marks.pop();
// @ts-expect-error: set by the checker
document.version = 2;
