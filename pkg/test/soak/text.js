// What is typed and pasted: prose with merges in it, and what is hard on offsets and on the reading of blocks.

const WORDS = (
  "the of and to in a is that for it as was with be by on not he his but at are this have from or had an they which one you were all " +
  "her she there would their we him been has when who will no more if out so up said what its about than into them can only other time " +
  "new some could these two may first then do any like my now over such our man me even most made after also did many off before must " +
  "well back through years much where your way down should because long each people those too old town library garden meeting plans " +
  "letter river window morning mayor choir ribbon clock neighbour kitchen penny visitors books newspaper maps spring roses queue tour"
).split(" ");
const MERGES = [
  "thereare",
  "ofany",
  "ameeting",
  "November12",
  "short-lived,and",
  "withthe",
  "9small",
  "outofthe",
  "Thelibrary's",
  "asPDFs",
  "end.The",
  "thatanyof",
  "recieveda",
  "Itcouldnotbehelped",
];
const MARKS = [
  "\n\n",
  "\n\n",
  "\n",
  "`",
  "“",
  "”",
  '"',
  "(",
  ")",
  "🦀",
  "👩‍👩‍👧",
  "e\u0301",
  "\ud83e",
  "\udd80",
  "\u00a0",
  "https://example.com/thereare",
  "a_b",
  "слово",
  "漢字",
  "3.14",
  "…",
];
/** Code, in which nothing is found. It opens before it closes, and cuts leave halves of it: seldom, or most of the text is code. */
const CODE = ["\n```\nlet thereare;\n```\n", "<pre>thereare</pre>", "\n~~~~\nofany\n~~~~\n"];

const one = (random, of) => of[random(of.length)];
const name = (random) =>
  `Pel${one(random, ["lo", "ra", "ti", "va", "gen", "dor"])}${one(random, ["ran", "mir", "bek", "sto", "lin"])}`;

export function sentence(random) {
  const words = Array.from({ length: 4 + random(16) }, () => {
    const kind = random(200);
    if (kind < 3) return one(random, MERGES);
    if (kind < 5) return name(random);
    if (kind < 7) return one(random, random(60) === 0 ? CODE : MARKS);
    return one(random, WORDS) + (kind < 20 ? "," : "");
  });
  return `${words.join(" ")}${one(random, [". ", ". ", ". ", "? ", ".\n\n"])}`;
}

export function prose(random, length) {
  const parts = [];
  for (let done = 0; done < length; done += parts.at(-1).length) parts.push(sentence(random));
  return parts.join("").slice(0, length);
}

/** What somebody types before moving on. */
export function phrase(random) {
  return one(random, [
    () => sentence(random),
    () => `${one(random, MERGES)} `,
    () => one(random, MARKS),
    () => ` ${one(random, WORDS)} `,
  ])();
}
