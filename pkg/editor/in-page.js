// A checker of the page itself, behind the interface of one in a worker.

import { WorkerChecker } from "../worker/client.js";
import { Service } from "../worker/service.js";

/** One for each checker, so that all its editors learn of its new words. */
const clients = new WeakMap();

/** When the page has nothing better to do: a check must not be felt while typing. */
const idle = () =>
  new Promise((resolve) => {
    if (globalThis.requestIdleCallback) requestIdleCallback(() => resolve(), { timeout: 250 });
    else setTimeout(resolve, 30);
  });

/**
 * What a session speaks to. Another copy of the package may have made the checker, so it is told by what it can do: only
 * a checker in a worker can be terminated.
 * @param {import("../index.js").Checker | WorkerChecker} given
 */
export function clientOf(given) {
  // Vue hands out proxies of what its state holds, through which private fields cannot be reached.
  const checker = given.__v_raw ?? given;
  if (typeof checker.terminate === "function") return checker;
  const client = clients.get(checker) ?? new WorkerChecker(() => inPage(checker));
  clients.set(checker, client);
  return client;
}

function inPage(checker) {
  let stopped = false;
  const create = async () => checker;
  const channel = {
    postMessage: (message) => service.receive(message),
    terminate: () => {
      stopped = true;
    },
  };
  const service = new Service(create, (data) => stopped || channel.onmessage?.({ data }), idle);
  return channel;
}
