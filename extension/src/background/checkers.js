// The Wasm module, once for all tabs, and behind each connection of a frame what serves it.

import { init } from "unglue";
import { Checker } from "../../../pkg/api.js";
import { Service } from "../../../pkg/worker/service.js";
import { yieldByMessages } from "../../../pkg/yield.js";
import { onStored, readPersonal } from "../settings.js";

/** @import { Options, Personal } from "unglue" */
/** @import { ToService } from "../../../pkg/worker/messages.js" */

/**
 * The checker of the options that were asked for last. All frames share it, and with it the caches and the personal words.
 * @type {{ key: string, checker: Promise<Checker> } | undefined}
 */
let shared;

/** @param {Options} options */
function checkerFor(options) {
  const key = JSON.stringify(options);
  if (shared?.key !== key) {
    const checker = make(options);
    shared = { key, checker };
    // The next one who asks tries again.
    checker.catch(() => {
      if (shared?.checker === checker) shared = undefined;
    });
  }
  return shared.checker;
}

/** The personal words as they were kept last. @type {Personal | undefined} */
let kept;

/** @param {Options} options */
async function make(options) {
  const [personal] = await Promise.all([readPersonal(), init(chrome.runtime.getURL("unglue_bg.wasm"))]);
  const checker = new Checker(options);
  checker.importPersonal(personal);
  kept = personal;
  return checker;
}

/** Words were added or taken away, here or on another device: what is taught right now, and not kept yet, stays. */
async function follow() {
  const [before, now] = [kept, await readPersonal()];
  const checker = await shared?.checker.catch(() => undefined);
  if (!checker || !before) return;
  kept = now;
  const current = checker.exportPersonal();
  /** @param {keyof Personal} what */
  const merged = (what) => {
    const gone = new Set(before[what]).difference(new Set(now[what]));
    return [...new Set([...current[what], ...now[what]])].filter((word) => !gone.has(word));
  };
  checker.importPersonal({ words: merged("words"), ignored: merged("ignored") });
  // Has each look again at its texts.
  for (const service of served.values()) service.receive({ id: 0, call: "addWords", argument: [] });
}
onStored({ onPersonal: () => void follow() });

/** Who is served, and by what. @type {Map<chrome.runtime.Port, Service>} */
const served = new Map();

/**
 * Tells frames that they are to leave everything alone from now on, unless they may go on.
 * @param {(sender: chrome.runtime.MessageSender) => Promise<boolean>} mayGoOn
 * @param {readonly chrome.runtime.Port[]} [ports] only those
 */
export async function endUnless(mayGoOn, ports = [...served.keys()]) {
  for (const port of ports)
    if (!(await mayGoOn(port.sender ?? {})) && served.has(port)) port.postMessage({ ended: true });
}

/**
 * Serves the texts of a frame for as long as it is there.
 * @param {chrome.runtime.Port} port
 */
export function serve(port) {
  /** @type {Set<number>} */
  const documents = new Set();
  const service = new Service(
    checkerFor,
    (message) => served.has(port) && port.postMessage(message),
    yieldByMessages(),
  );
  served.set(port, service);
  port.onMessage.addListener((/** @type {ToService | { call: "ping" }} */ message) => {
    if (message.call === "ping") return port.postMessage({});
    if (message.call === "open") documents.add(message.document);
    if (message.call === "free") documents.delete(message.document);
    // The words of the storage are newer than what a frame remembers.
    return service.receive(message.call === "start" ? { ...message, personal: undefined } : message);
  });
  port.onDisconnect.addListener(() => {
    served.delete(port);
    for (const document of documents) service.receive({ call: "free", document });
  });
}
