// The worker of Node: `unglue/worker` starts it.

import { parentPort } from "node:worker_threads";
import { Checker } from "../api.js";
import { init } from "../node.js";
import { yieldToNode } from "../yield.js";
import { Service } from "./service.js";

/**
 * @param {import("../index.js").Options} options
 * @param {import("../index.js").Source | undefined} source
 */
const create = async (options, source) => {
  await init(source);
  return new Checker(options);
};

const port = /** @type {import("node:worker_threads").MessagePort} */ (parentPort); // which every thread has

const service = new Service(create, (message) => port.postMessage(message), yieldToNode);
port.on("message", (message) => (message.call === "ping" ? port.postMessage({}) : service.receive(message)));
