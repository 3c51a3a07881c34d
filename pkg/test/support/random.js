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

// What texts are made of: prose and merges, then what is hard on a reader of text. `tests/trust/pieces.rs` has the same, but
// for surrogates that stand alone, which only strings of JavaScript can hold.
const PROSE = [
  "there are",
  "plans",
  "the",
  "of",
  "untill",
  "iPhone",
  "Putin",
  "NATO",
  "US’s",
  "e.g.",
  "U.S.",
  "don't",
  "“quoted,”",
  "café",
  "thereare",
  "November12",
  "ameeting",
  "short-lived,and",
  "thatanyof",
  "Putincongratulated",
  "end.The",
  "Itcouldnotbehelped",
];
const ODD = [
  // Marks, markup, code and addresses.
  ".",
  ",",
  "(",
  ")",
  '"',
  "’",
  "…",
  "—",
  "a_b",
  "`",
  "```",
  "\n```\n",
  "\n~~~\n",
  "<b>",
  "<pre>",
  "</pre>",
  "<!--",
  "-->",
  "](",
  "\n    ",
  "https://example.com/thereare",
  "a.b@example.org",
  "C:\\dir\\thereare.txt",
  "@thereare",
  "#thereare",
  "v1.2.3",
  // Numbers.
  "3.14",
  "10km",
  "1,000.50",
  "10:30",
  "2.5billion",
  "½",
  "٣٤",
  "Ⅻ",
  // Breaks.
  "\r\n",
  "\n\n",
  "\n",
  "\r",
  "\t",
  " ",
  "\u00a0",
  "\u2003",
  "\u2028",
  "\u0085",
  // Emoji: joined, flags and halves of one, keycaps, tones.
  "🦀",
  "👩‍👩‍👧",
  "🏳️‍🌈",
  "🇫🇷",
  "🇫",
  "1️⃣",
  "👍🏽",
  "🏽",
  "👩‍",
  // Marks, letters of two characters, conjuncts, jamo, prefixes.
  "e\u0301",
  "\u0301",
  " \u0301",
  "İ",
  "ß",
  "ǅ",
  "ﬁ",
  "漢字",
  "слово",
  "مرحبا",
  "क्षि",
  "각",
  "\u1100\u1161",
  "\u0600",
  // Without width: joiners, bidirectional controls, and others.
  "\u200b",
  "\u200c",
  "\u200d",
  "\u2060",
  "\ufeff",
  "\u00ad",
  "\u034f",
  "\ufe0f",
  "\u202a",
  "\u202e",
  "\u202c",
  "\u2066",
  "\u2069",
  "\u200f",
  "\0",
  "\ufffd",
  // Surrogates that stand alone, and in the wrong order.
  "\ud83e",
  "\udc00",
  "\udd80\ud83e",
  "\ud83e\u200d",
  "a\udfffb",
];

/** Characters of one script: some of 128 that are next to each other, anywhere in Unicode. */
function foreign(random) {
  const window = 128 * random(0x32480 / 128);
  return String.fromCodePoint(...Array.from({ length: 1 + random(6) }, () => window + random(128)));
}

/** A letter under more marks than anybody can read. */
function flood(random) {
  const marks = ["\u0301", "\u0323", "\ufe0f", "\u200d", "\u093f"];
  return ["", "a", "the", "🦀", " "][random(5)] + marks[random(marks.length)].repeat(1 + random(40));
}

function piece(random) {
  switch (random(16)) {
    case 0:
      return foreign(random);
    case 1:
      return flood(random);
    default:
      return random(2) ? PROSE[random(PROSE.length)] : ODD[random(ODD.length)];
  }
}

/** Some text. */
export function randomText(random) {
  let text = "";
  for (let left = random(30); left > 0; left--) text += piece(random) + ["", " ", " ", ", "][random(4)];
  return text;
}
