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
    _beginCheck: (text, options) => (shake(text), checker._beginCheck(text, options)),
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

const breath = () => new Promise((resolve) => setImmediate(resolve));
const service = new Service(create, (message) => parentPort.postMessage(message), breath);
parentPort.on("message", (message) => service.receive(message));
