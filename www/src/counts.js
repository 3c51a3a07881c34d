// How many words and characters the text has, and what is selected of it. A long text is counted while nothing else is to be done.

import { byId, setText } from "./dom.js";
import { plural } from "./finding.js";

/** Milliseconds after the last change. */
const DELAY_MS = 300;
/** Milliseconds for which it counts at a time. */
const SLICE_MS = 5;
/** A word has a letter or a digit; what stands around it without a space is a part of it. */
const WORD = /\S*[\p{L}\p{N}]\S*/gu;

/** @typedef {import("@codemirror/state").EditorState} EditorState */
/** @typedef {{ words: number, characters: number }} Counts */

/** @param {() => EditorState} getState */
export function createCounts(getState) {
  const line = byId("counts");
  /** What is known of the text as a whole, and of which one. @type {{ doc: import("@codemirror/state").Text, counts: Counts } | undefined} */
  let whole;
  let timer = 0;
  /** The last count that began: one that is older gives way. */
  let turn = 0;

  async function count() {
    const now = ++turn;
    const { doc, selection } = getState();
    if (whole?.doc !== doc) {
      const counts = await counted(doc.iterLines(), () => now !== turn);
      if (!counts) return;
      whole = { doc, counts };
    }
    const { from, to, empty } = selection.main;
    const part = empty ? undefined : await counted(doc.slice(from, to).iterLines(), () => now !== turn);
    if (now === turn) setText(line, told(whole.counts, part ?? undefined));
  }

  return {
    /** The text, or what is selected of it, is another. */
    later() {
      turn += 1;
      clearTimeout(timer);
      timer = window.setTimeout(count, DELAY_MS);
    },
  };
}

/**
 * @param {Iterable<string>} lines
 * @param {() => boolean} isOver whether nobody waits for it any more
 * @returns {Promise<Counts | null>}
 */
async function counted(lines, isOver) {
  const counts = { words: 0, characters: -1 };
  let end = performance.now() + SLICE_MS;
  for (const line of lines) {
    counts.words += line.match(WORD)?.length ?? 0;
    // As people count them: both halves of a pair are one. A line end is one as well.
    counts.characters += 1 + line.length - (line.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0);
    if (performance.now() < end) continue;
    await new Promise((done) => setTimeout(done));
    if (isOver()) return null;
    end = performance.now() + SLICE_MS;
  }
  return { ...counts, characters: Math.max(0, counts.characters) };
}

/** @param {Counts} whole @param {Counts} [part] */
function told(whole, part) {
  const words = plural(whole.words, "word");
  const characters = plural(whole.characters, "character");
  if (!part) return `${words}, ${characters}`;
  return `${part.words.toLocaleString("en")} of ${words}, ${part.characters.toLocaleString("en")} of ${characters}`;
}
