// The checker in the extension's own process, behind the interface of one in a worker: it works in slices of some milliseconds, so
// that it never holds up other extensions, and texts go to it by their edits.

import { init } from "unglue";
import * as vscode from "vscode";
import { Checker } from "../../pkg/api.js";
import { WorkerChecker } from "../../pkg/worker/client.js";
import { Service } from "../../pkg/worker/service.js";
import { yieldByMessages } from "../../pkg/yield.js";

/** @import { Options } from "unglue" */
/** @import { Channel, ToService } from "../../pkg/worker/messages.js" */

/**
 * Loads the Wasm file of the extension, by the editor's way to files, which is there on the web as well.
 * @param {vscode.Uri} extension where it is installed
 */
export async function loadWasm(extension) {
  await init(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extension, "dist", "unglue_bg.wasm")));
}

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
