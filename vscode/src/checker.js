// The checker in the extension's own process, behind the interface of one in a worker: it works in slices of some milliseconds, so
// that it never holds up other extensions, and texts go to it by their edits.

import { Checker } from "../../pkg/api.js";
import { WorkerChecker } from "../../pkg/worker/client.js";
import { Service } from "../../pkg/worker/service.js";
import { yieldByMessages } from "../../pkg/yield.js";

/** @import { Options } from "unglue" */
/** @import { Channel, ToService } from "../../pkg/worker/messages.js" */

/**
 * Returns a checker.
 * @param {Options} options
 */
export function createChecker(options) {
  const checker = new Checker(options);
  return new WorkerChecker(() => {
    let stopped = false;
    const service = new Service(
      async () => checker,
      (data) => stopped || channel.onmessage?.({ data }),
      yieldByMessages(),
    );
    /** @type {Channel} */
    const channel = {
      postMessage: (message) => service.receive(/** @type {ToService} */ (message)),
      terminate: () => {
        stopped = true;
      },
    };
    return channel;
  });
}
