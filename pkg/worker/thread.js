// The worker of browsers: `unglue/worker` starts it.

import { Checker } from "../api.js";
import { init } from "../index.js";
import { yieldByMessages } from "../yield.js";
import { Service } from "./service.js";

/**
 * @param {import("../index.js").Options} options
 * @param {import("../index.js").Source | undefined} source
 */
const create = async (options, source) => {
  await init(source);
  return new Checker(options);
};

const service = new Service(create, (message) => postMessage(message), yieldByMessages());
globalThis.onmessage = ({ data }) => (data.call === "ping" ? postMessage({}) : service.receive(data));
