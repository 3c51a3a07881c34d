// What others do with a text, reduced to the least that answers "is each of these words known?".

/** A word as the yardsticks see it. Letters of English alone make the quickest pattern, so this is the strictest yardstick. */
const WORD = /[A-Za-z'’]+/g;

/** Looks every word up in a `Set`, as written and then in lower case; says how many are not there. */
export function setLookup(words) {
  const set = new Set(words);
  return (text) => {
    let unknown = 0;
    for (const word of text.match(WORD) ?? []) {
      if (!set.has(word) && !set.has(word.toLowerCase())) unknown += 1;
    }
    return unknown;
  };
}

/** Asks nspell about every word; without suggestions, which would take it far longer. */
export function spelling(nspell) {
  return (text) => {
    let unknown = 0;
    for (const word of text.match(WORD) ?? []) {
      if (!nspell.correct(word)) unknown += 1;
    }
    return unknown;
  };
}
