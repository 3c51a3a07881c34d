// A checker of a few words, in the page: it finds spaces to put in, one to take out, and a line end or a no-break space to replace, so that hosts
// can be tried with edits that the rules of now do not make.

import { applied } from "../../edits.js";
import { Marks } from "../../worker/marks.js";

/** What it finds, and what that is to be. */
const FAULTS = [
  { token: "thereare", from: 5, to: 5, insert: " " },
  { token: "feed back", from: 4, to: 5, insert: "" },
  { token: "feedbacknow", from: 8, to: 8, insert: " " },
  { token: "up\non", from: 2, to: 3, insert: " " },
  { token: "up\u00a0on", from: 2, to: 3, insert: " " },
];

/** A text that has all of them, and what a fix makes of it. */
export const FAULTY = "They said thereare some feed back up\non this.";
export const FIXED = "They said there are some feedback up on this.";

function check(text) {
  const found = FAULTS.flatMap(({ token, ...edit }) =>
    [...text.matchAll(new RegExp(token, "g"))].map(({ index }) => ({
      from: index,
      to: index + token.length,
      token,
      rule: "merged-words",
      message: token,
      confidence: 0.99,
      suggestions: [
        {
          text: applied(token, [edit]),
          edits: [{ ...edit, from: edit.from + index, to: edit.to + index }],
          confidence: 0.99,
        },
      ],
    })),
  );
  return found.sort((a, b) => a.from - b.from);
}

class Document {
  version = 0;
  settled = true;
  #text;
  #marks = new Marks();
  #onChange;

  constructor(text, onChange = () => {}) {
    this.#text = text;
    this.#onChange = onChange;
    this.#marks.replace(check(text));
    queueMicrotask(onChange);
  }

  get marks() {
    return this.#marks.live;
  }

  edit(edits) {
    this.version += 1;
    for (const edit of edits) this.#text = applied(this.#text, [edit]);
    this.#marks.edit(edits);
    this.#marks.replace(check(this.#text), edits.length);
    queueMicrotask(this.#onChange);
  }

  async diagnostics() {
    return check(this.#text);
  }

  free() {
    this.#onChange = () => {};
  }
}

/** In place of a checker in a worker. */
export const respacing = {
  terminated: false,
  terminate() {},
  async addWords() {},
  async ignore() {},
  async exportPersonal() {},
  open: (text, { onChange } = {}) => new Document(typeof text === "function" ? text() : text, onChange),
};
