// Tells a worker that works from one that has died, or hangs, without a word.

/** The time between two questions, in milliseconds. */
const INTERVAL = 1_000;
/** How many questions in a row may have no answer: while the script is on its way, and once it has answered. */
const MAX_UNANSWERED = { first: 120, later: 30 };

/**
 * Asks a worker for a sign of life, for as long as its answers are waited for.
 *
 * Questions are counted, and not the time: where the page itself is frozen, asleep or stopped by a debugger, none are
 * asked. The service works in parts of some tens of milliseconds and answers between them.
 */
export class Heartbeat {
  #ask;
  #onSilence;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #timer;
  #unanswered = 0;
  #max = MAX_UNANSWERED.first;

  /**
   * @param {() => void} ask has the worker send anything
   * @param {(error: Error) => void} onSilence the worker is dead, or as good as that
   */
  constructor(ask, onSilence) {
    this.#ask = ask;
    this.#onSilence = onSilence;
  }

  /** Something has come from the worker. */
  heard() {
    this.#unanswered = 0;
    this.#max = MAX_UNANSWERED.later;
  }

  /**
   * Asks from now on, or no longer.
   * @param {boolean} waits
   */
  watch(waits) {
    if (waits === (this.#timer !== undefined)) return;
    clearInterval(this.#timer);
    this.#timer = waits ? setInterval(() => this.#beat(), INTERVAL) : undefined;
    // Node: it is the thread that holds the program, while it works.
    this.#timer?.unref?.();
    this.#unanswered = 0;
  }

  #beat() {
    if (this.#unanswered === this.#max) {
      this.watch(false);
      this.#onSilence(new Error(`no sign of life for ${this.#max} s`));
    } else {
      this.#unanswered += 1;
      this.#ask();
    }
  }
}
