// The worker of Node: `unglue/worker` starts it.

import { parentPort } from "node:worker_threads";
import { Checker, init } from "../node.js";
import { Service } from "./service.js";

const create = async (options, source) => {
  await init(source);
  return new Checker(options);
};

const breath = () => new Promise((resolve) => setImmediate(resolve));
const service = new Service(create, (message) => parentPort.postMessage(message), breath);
parentPort.on("message", (message) =>
  message.call === "ping" ? parentPort.postMessage({}) : service.receive(message),
);
