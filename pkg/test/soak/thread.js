// The worker of the soak test: the package's own, which can also tell how large it is, and die.

import { Checker, init } from "../../index.js";
import { Service } from "../../worker/service.js";
import { initSync } from "../../wasm/unglue.js";

/** A Wasm module of one function, which traps. */
const TRAP = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 116, 0, 0, 10, 5, 1, 3, 0, 0, 11,
]);
const trap = () => new WebAssembly.Instance(new WebAssembly.Module(TRAP)).exports.t();

const { port1, port2 } = new MessageChannel();
let resume;
port1.onmessage = () => resume();
const breath = () =>
  new Promise((resolve) => {
    resume = resolve;
    port2.postMessage(null);
  });

/** A trap of the module itself, had it one: in the middle of an edit. */
let trapsAtNextEdit = false;

const create = async (options, source) => {
  await init(source);
  const checker = new Checker(options);
  const open = checker.open.bind(checker);
  checker.open = (text) => {
    const document = open(text);
    const edit = document._beginEdit.bind(document);
    document._beginEdit = (change) => (trapsAtNextEdit ? trap() : edit(change));
    return document;
  };
  return checker;
};

const service = new Service(create, (message) => postMessage(message), breath);
const orders = {
  trap: () => (trapsAtNextEdit = true),
  throw: () => {
    throw new Error("the worker's own script has failed");
  },
  size: () => {
    globalThis.gc?.();
    postMessage({ size: initSync().memory.buffer.byteLength });
  },
};
globalThis.onmessage = ({ data }) => (data.order ? orders[data.order]() : service.receive(data));
