// Ways to let other work of the program run: each returns a promise that resolves in a later task of the event loop.

/**
 * Lets the page handle keys and draw frames.
 * @returns {Promise<void>}
 */
export const yieldToPage = () => new Promise((resolve) => setTimeout(resolve));

/**
 * Lets Node poll for messages and signals.
 * @returns {Promise<void>}
 */
export const yieldToNode = () => new Promise((resolve) => setImmediate(resolve));

/** Returns what lets a worker of a browser receive its messages: sooner than a timer, which waits for milliseconds. */
export function yieldByMessages() {
  const { port1, port2 } = new MessageChannel();
  let resume = () => {};
  port1.onmessage = () => resume();
  /** @returns {Promise<void>} */
  return () =>
    new Promise((resolve) => {
      resume = resolve;
      port2.postMessage(null);
    });
}
