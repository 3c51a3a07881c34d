// The worker of Node with a weak heart: some words crash it, as a trap of the Wasm module would, or worse: it ends, hangs, or hears nothing more.

import { parentPort } from "node:worker_threads";
import { Checker, init } from "unglue";
import { Service } from "../../worker/service.js";

let wake;
/** Until then a slow answer takes its time, and the worker hears what comes. */
const woken = new Promise((resolve) => {
  wake = resolve;
});

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
    async check(text, options) {
      shake(text);
      if (text.includes("SLOW")) await woken;
      return checker.check(text, options);
    },
    open(text) {
      const document = checker.open(text);
      return {
        edit: (edit) => (shake(edit.insert), document.edit(edit)),
        diagnostics: () => document.diagnostics(),
        free: () => document.free(),
      };
    },
    addWords: (words) => checker.addWords(words),
    exportPersonal: () => checker.exportPersonal(),
    importPersonal: (personal) => checker.importPersonal(personal),
  };
};

const breath = () => new Promise((resolve) => setImmediate(resolve));
const service = new Service(create, (message) => parentPort.postMessage(message), breath);
parentPort.on("message", (message) => {
  if (message.call === "ping") parentPort.postMessage({});
  else if (message.call === "wake") wake();
  else service.receive(message);
});
