// Random numbers that are the same in every run.

/** A generator of whole numbers below a bound (mulberry32). */
export function randomFrom(seed) {
  return (below) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

// What texts are made of: merges, right words, and whatever is hard on offsets.
const PIECES = [
  "thereare", "November12", "ameeting", "short-lived,and", "there are", "plans", "the", "untill", "iPhone", "Putin",
  "e.g.", "U.S.", "3.14", "10km", "https://example.com/thereare", "“quoted,”", "a_b", "don't", "café", "e\u0301",
  "🦀", "👩‍👩‍👧", "漢字", "مرحبا", "\ud83e", "\udc00", "\ufeff", "\0", "\r\n", "\n\n", "\t", " ", "\u00a0", "\u2028", ".", ",", "(", ")", '"',
];

/** Some text. */
export function randomText(random) {
  let text = "";
  for (let left = random(30); left > 0; left--) text += PIECES[random(PIECES.length)] + ["", " ", " ", ", "][random(4)];
  return text;
}
