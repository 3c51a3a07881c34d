// The worker of browsers: `unglue/worker` starts it.

import { Checker } from "../api.js";
import { init } from "../index.js";
import { Service } from "./service.js";

const { port1, port2 } = new MessageChannel();
/** @type {() => void} */
let resume = () => {};
port1.onmessage = () => resume();

/**
 * Through the event loop and back; quicker than a timer, which waits for milliseconds.
 * @returns {Promise<void>}
 */
const breath = () =>
  new Promise((resolve) => {
    resume = resolve;
    port2.postMessage(null);
  });

/**
 * @param {import("../index.js").Options} options
 * @param {import("../index.js").Source | undefined} source
 */
const create = async (options, source) => {
  await init(source);
  return new Checker(options);
};

const service = new Service(create, (message) => postMessage(message), breath);
globalThis.onmessage = ({ data }) => (data.call === "ping" ? postMessage({}) : service.receive(data));
