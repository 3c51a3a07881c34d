// The checker of the page. What it does not look for it cannot show, so whoever wants to see less sure places gets another
// one; one for all would join a sure place with a doubtful one beside it, and both would be as doubtful as that.

import { createWorkerChecker } from "unglue/worker";
import { LEVELS } from "./level.js";

/** The least confidence that is looked for where at least `least` is shown. @param {number} least */
const floorFor = (least) => Math.min(least, LEVELS.likely.least);

/** @param {number} least the least confidence of what is shown */
export function createCheckers(least) {
  let floor = floorFor(least);
  let current = createWorkerChecker({ showConfidence: floor });
  return {
    get current() {
      return current;
    },
    /** The least confidence that is looked for. */
    get floor() {
      return floor;
    },
    /**
     * Puts a checker in the place of the current one where another is needed, with the same words. Returns whether it did;
     * if that one cannot be loaded, the current one stays.
     * @param {number} least
     * @param {() => void} use hands it to the editor
     */
    async lookFor(least, use) {
      if (floorFor(least) === floor) return false;
      const next = createWorkerChecker({ showConfidence: floorFor(least) });
      try {
        await next.importPersonal(await current.exportPersonal());
      } catch (error) {
        next.terminate();
        throw error;
      }
      const former = current;
      current = next;
      floor = floorFor(least);
      use();
      former.terminate();
      return true;
    },
  };
}
