// The worker of Node with a weak heart: some words crash it, as a trap of the Wasm module would, or worse.

import { parentPort } from "node:worker_threads";
import { Checker, init } from "unglue";
import { Service } from "../../worker/service.js";

function shake(text) {
  if (text.includes("TRAP")) throw new WebAssembly.RuntimeError("unreachable");
  if (text.includes("EXIT")) process.exit(3);
}

const create = async (options) => {
  await init();
  const checker = new Checker(options);
  return {
    check: (text, options) => (shake(text), checker.check(text, options)),
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
parentPort.on("message", (message) => service.receive(message));
