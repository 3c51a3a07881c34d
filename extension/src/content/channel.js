// The way from a frame to the checker in the background, in the shape of a worker: browsers end the background when nobody has
// asked it for anything, and start it again with the next connection.

/** @import { Channel } from "../../../pkg/worker/messages.js" */

/** So often a background that must not end yet is asked for a sign of life: browsers end it after 30 s. Milliseconds. */
const PING = 20_000;

/** What only concerns a background that has forgotten all. */
const IDLE = ["ping", "free", "cancel"];

/**
 * @param {{ isWriting: () => boolean, onEnd: () => void }} host whether the writer is at work in this frame, and what is to be done
 *   when the extension is gone or may not be here any more
 * @returns {Channel}
 */
export function connect({ isWriting, onEnd }) {
  const port = chrome.runtime.connect({ name: "checker" });
  let isAsleep = false;
  let waits = false;
  /** @type {Channel} */
  const channel = {
    postMessage(message) {
      const { call } = /** @type {{ call?: string }} */ (message);
      if (!isAsleep) port.postMessage(message);
      else if (!IDLE.includes(call ?? "")) channel.onclose?.();
    },
    terminate() {
      clearInterval(timer);
      port.disconnect();
    },
    hold(now) {
      waits = now;
    },
  };
  const timer = setInterval(() => isWriting() && channel.postMessage({ call: "ping" }), PING);
  port.onMessage.addListener((data) => ("ended" in data ? onEnd() : channel.onmessage?.({ data })));
  port.onDisconnect.addListener(() => {
    clearInterval(timer);
    isAsleep = true;
    // The extension was updated, switched off or removed: this script is an orphan.
    if (!chrome.runtime?.id) onEnd();
    else if (waits) channel.onerror?.({ message: "the background has ended" });
  });
  return channel;
}
