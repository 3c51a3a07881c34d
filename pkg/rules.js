// The rules, in the order of the module's numbers. Made from the table in src/report/rule.rs by `cargo xtask rules --write`.

/** @type {typeof import("./rules.js").RULES} */
export const RULES = [
  {
    name: "merged-words",
    label: "Words run together",
    isDefault: true,
    faults: ["A space is missing between words", "Spaces are missing between words"],
  },
  {
    name: "merged-number",
    label: "Number and word",
    isDefault: true,
    faults: ["A space is missing beside a number", "Spaces are missing beside a number"],
  },
  {
    name: "missing-space-at-punctuation",
    label: "Punctuation",
    isDefault: true,
    faults: ["A space is missing beside punctuation", "Spaces are missing beside punctuation"],
  },
  {
    name: "merged-real-word",
    label: "Words that make another",
    isDefault: false,
    faults: ["A space is missing between words", "Spaces are missing between words"],
  },
  {
    name: "split-word",
    label: "Space inside a word",
    isDefault: true,
    faults: ["A space is inside a word", "Spaces are inside a word"],
  },
  {
    name: "split-real-word",
    label: "Two words that may be one",
    isDefault: false,
    faults: ["A space is inside a word", "Spaces are inside a word"],
  },
  {
    name: "letter-spaced",
    label: "Spaced-out letters",
    isDefault: true,
    faults: ["A space is between the letters of a word", "Spaces are between the letters of a word"],
  },
  {
    name: "misplaced-space",
    label: "Space in the wrong place",
    isDefault: true,
    faults: ["A space is in the wrong place", "A space is in the wrong place"],
  },
  {
    name: "space-at-punctuation",
    label: "Space at punctuation",
    isDefault: true,
    faults: ["A space is too many beside punctuation", "Spaces are too many beside punctuation"],
  },
  {
    name: "broken-word",
    label: "Broken word",
    isDefault: true,
    faults: ["A word is broken", "A word is broken"],
  },
  {
    name: "doubled-word",
    label: "Doubled word",
    isDefault: true,
    faults: ["A word stands twice", "A word stands twice"],
  },
];
