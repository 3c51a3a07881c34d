// What the writer teaches the checker: words, what to ignore, and all of that from a file. It is kept, said, and can be
// taken back.

import { byId } from "./dom.js";
import { plural } from "./finding.js";
import { alarm, say, settle } from "./notice.js";
import {
  discard,
  hasChangedElsewhere,
  loadPersonal,
  onPersonalElsewhere,
  savePersonal,
  unreadable,
} from "./personal.js";
import { createWordsView } from "./words.js";

/** @typedef {import("unglue").Personal} Personal */
/** @typedef {import("./word-file.js").Refused} Refused */
/** @typedef {import("unglue/worker").WorkerChecker} WorkerChecker */

/** The Web Lock of what is kept: tabs change it one after the other, so that none writes over what another has just added. */
const LOCK = "unglue.personal";
/** What alerts are about. */
const LEARNING = "learning";
const STORED = "stored words";

const UNREADABLE =
  "Your own words could not be read, so this visit starts without them. What was stored is left as it is: look at it, export or delete it under “My words”.";
const UNKEPT = {
  kept: "",
  full: "This browser has no room for all of them: what was kept before is still kept, and the rest lasts until you leave.",
  "no storage": "This browser keeps nothing, so only until you leave.",
};

/** @type {Personal} */
const NONE = { words: [], ignored: [] };

/**
 * @param {object} page
 * @param {() => WorkerChecker} page.checker
 * @param {() => void} page.focusText
 * @param {(error: unknown) => void} page.onError the checker does not answer any more
 */
export function createLearning({ checker: getChecker, focusText, onError }) {
  const view = createWordsView({
    remove: (kind, token) =>
      teach((known) => without(known, { ...NONE, [kind]: [token] }), `“${token}” is checked again.`),
    clear: () => teach(() => NONE, "All your words are forgotten."),
    add: (personal, refused) => void take(personal, refused),
    discard(item) {
      const putBack = discard(item);
      showUnreadable();
      say("What could not be read is deleted.", { label: "Undo", run: () => (putBack(), showUnreadable()) });
    },
  });
  view.show(NONE);
  onPersonalElsewhere(restore);

  /** One after the other, here and in other tabs: each reads what is known, and changes it. */
  let last = Promise.resolve();
  /** @param {() => Promise<void>} change */
  const inTurn = (change) =>
    (last = last.then(() => (navigator.locks ? navigator.locks.request(LOCK, change) : change())));

  /**
   * Changes what the checker knows of this writer, keeps it, and says so.
   * @param {(known: Personal) => Promise<Personal> | Personal} change
   * @param {string} done
   */
  function teach(change, done) {
    const inWords = byId("personal").contains(document.activeElement);
    return inTurn(async () => {
      const checker = getChecker();
      try {
        if (hasChangedElsewhere()) await loadPersonal((personal) => checker.importPersonal(personal));
        const before = await checker.exportPersonal();
        await checker.importPersonal(await change(before));
        const after = await checker.exportPersonal();
        const kept = savePersonal(after);
        settle(LEARNING);
        view.show(after);
        showUnreadable();
        const run = () => teach((known) => undone(known, before, after), "Taken back.");
        say(`${done} ${UNKEPT[kept]}`.trimEnd(), { label: "Undo", run });
      } catch (error) {
        // A word that the checker refuses: it says which, and why.
        if (error instanceof TypeError || error instanceof RangeError) alarm(error.message, LEARNING);
        else onError(error);
      }
      if (!inWords) focusText();
    });
  }

  /** Takes over what a file has. @param {Personal} more @param {Refused[]} refused */
  async function take(more, refused) {
    const fresh = size(without(more, await getChecker().exportPersonal()));
    const done = imported(fresh, size(more) - fresh, refused.length);
    if (fresh > 0) await teach((known) => plus(known, more), done);
    else say(done);
    view.showRefused(refused);
  }

  /** Takes over what is kept in this browser. */
  function restore() {
    return inTurn(async () => {
      const checker = getChecker();
      try {
        const loaded = await loadPersonal((personal) => checker.importPersonal(personal));
        if (loaded === "no storage") say("This browser keeps nothing: your own words last until you leave.");
        if (loaded === "unreadable") alarm(UNREADABLE, STORED);
        showUnreadable();
        view.show(await checker.exportPersonal());
      } catch (error) {
        onError(error);
      }
    });
  }

  function showUnreadable() {
    const items = unreadable();
    view.showUnreadable(items);
    if (!items.some(({ isCurrent }) => isCurrent)) settle(STORED);
  }

  return {
    restore,
    /** Does something between two changes of what is known. */
    inTurn,
    /** @param {string} word */
    addWord: (word) => teach((known) => plus(known, { ...NONE, words: [word] }), `“${word}” is one of your words now.`),
    /** @param {string} token */
    ignoreEverywhere: (token) =>
      teach((known) => plus(known, { ...NONE, ignored: [token] }), `“${token}” is ignored everywhere from now on.`),
  };
}

/** The words of one list that are not in another. @param {readonly string[]} list @param {readonly string[]} other */
function minus(list, other) {
  const known = new Set(other);
  return list.filter((token) => !known.has(token));
}

/** @param {Personal} known @param {Personal} more @returns {Personal} */
const plus = (known, more) => ({
  words: known.words.concat(minus(more.words, known.words)),
  ignored: known.ignored.concat(minus(more.ignored, known.ignored)),
});

/** @param {Personal} known @param {Personal} less @returns {Personal} */
const without = (known, less) => ({
  words: minus(known.words, less.words),
  ignored: minus(known.ignored, less.ignored),
});

/** What is known without what a change has added, and with what it has taken away. @param {Personal} known @param {Personal} before @param {Personal} after */
const undone = (known, before, after) => plus(without(known, without(after, before)), without(before, after));

/** @param {Personal} personal */
const size = ({ words, ignored }) => words.length + ignored.length;

/**
 * What an import has brought.
 * @param {number} fresh @param {number} old those that were known already @param {number} refused
 */
function imported(fresh, old, refused) {
  const rest = [];
  if (old > 0) rest.push(`${old.toLocaleString("en")} ${old === 1 ? "was" : "were"} there already`);
  if (refused > 0) rest.push(`${refused.toLocaleString("en")} ${refused === 1 ? "was" : "were"} refused`);
  const first = fresh > 0 ? `Imported ${plural(fresh, "word")}` : "Nothing new was imported";
  return rest.length === 0 ? `${first}.` : `${first}; ${rest.join(", and ")}.`;
}
