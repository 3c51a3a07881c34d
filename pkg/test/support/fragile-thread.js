// The worker of Node with a weak heart: some words crash it, as a trap of the Wasm module would, or worse: it ends, hangs, or hears nothing more.

import { parentPort } from "node:worker_threads";
import { Checker, init } from "unglue";
import { Service } from "../../worker/service.js";

/** Until then a slow answer takes its time, and the worker hears what comes. */
let isWoken = false;

function shake(text) {
  if (text.includes("TRAP")) throw new WebAssembly.RuntimeError("unreachable");
  if (text.includes("EXIT")) process.exit(3);
  if (text.includes("HANG")) for (;;);
  // Whatever comes is left lying, and the thread stays.
  if (text.includes("DEAF")) parentPort.removeAllListeners("message").on("message", () => {});
  const [, name] = /THROW (\w+)/.exec(text) ?? [];
  if (name) throw Object.assign(new Error("as asked"), { name });
}

const create = async (options) => {
  await init();
  const checker = new Checker(options);
  return {
    _beginCheck(text, options) {
      shake(text);
      const job = checker._beginCheck(text, options);
      const run = (milliseconds) => (isWoken ? job.run(milliseconds) : undefined);
      return text.includes("SLOW") ? { timeout: job.timeout, run, free: () => job.free() } : job;
    },
    open(text) {
      const document = checker.open(text);
      return {
        _beginEdit: (edit) => (shake(edit.insert), document._beginEdit(edit)),
        _run: (milliseconds, near) => document._run(milliseconds, near),
        _known: () => document._known(),
        free: () => document.free(),
      };
    },
    addWords: (words) => checker.addWords(words),
    exportPersonal: () => checker.exportPersonal(),
    importPersonal: (personal) => checker.importPersonal(personal),
  };
};

const yieldToMessages = () => new Promise((resolve) => setImmediate(resolve));
const service = new Service(create, (message) => parentPort.postMessage(message), yieldToMessages);
parentPort.on("message", (message) => {
  if (message.call === "ping") parentPort.postMessage({});
  else if (message.call === "wake") isWoken = true;
  else service.receive(message);
});
