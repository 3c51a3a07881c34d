// A checker of the page itself, behind the interface of one in a worker.

import { WorkerChecker } from "../worker/client.js";
import { Service } from "../worker/service.js";

/** @import { Checker } from "../api.js" */

/** One for each checker, so that all its editors learn of its new words. @type {WeakMap<object, WorkerChecker>} */
const clients = new WeakMap();

/**
 * When the page has nothing better to do: a check must not be felt while typing.
 * @returns {Promise<void>}
 */
const idle = () =>
  new Promise((resolve) => {
    if (typeof requestIdleCallback === "function") requestIdleCallback(() => resolve(), { timeout: 250 });
    else setTimeout(resolve, 30);
  });

/**
 * Returns what a session speaks to. Another copy of the package may have made the checker, so it is told by what it can do:
 * only a checker in a worker can be terminated.
 * @param {import("../index.js").Checker | import("../worker.js").WorkerChecker} given
 * @returns {import("../worker.js").WorkerChecker}
 */
export function clientOf(given) {
  // Vue hands out proxies of what its state holds, through which private fields cannot be reached.
  const checker = /** @type {{ __v_raw?: typeof given }} */ (given).__v_raw ?? given;
  if ("terminate" in checker) return checker;
  const client = clients.get(checker) ?? new WorkerChecker(() => inPage(/** @type {Checker} */ (checker)));
  clients.set(checker, client);
  return client;
}

/** @param {Checker} checker */
function inPage(checker) {
  let stopped = false;
  const create = async () => checker;
  /** @type {import("../worker/messages.js").Channel} */
  const channel = {
    postMessage: (message) => service.receive(/** @type {import("../worker/messages.js").ToService} */ (message)),
    terminate: () => {
      stopped = true;
    },
  };
  const service = new Service(create, (data) => stopped || channel.onmessage?.({ data }), idle);
  return channel;
}
