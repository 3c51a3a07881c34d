// What only the reader of a file can know, or decide.

import { showDialog } from "../dialog.js";
import { h } from "../dom.js";
import { ENCODINGS } from "./encodings.js";

/** @typedef {import("./encodings.js").Encoding} Encoding */

/** Of the characters that an encoding does not have, as many as are named. */
const NAMED = 5;

/**
 * Asks which encoding a file has that does not say it.
 * @param {string} name of the file
 * @param {import("./candidates.js").Candidate[]} candidates never empty
 * @returns {Promise<Encoding | null>} null: the file is not to be opened
 */
export async function askEncoding(name, candidates) {
  const choices = candidates.map(({ encoding, name, excerpt }, nth) => {
    const input = h("input", { type: "radio", name: "encoding", value: encoding });
    input.checked = input.autofocus = nth === 0;
    return {
      input,
      row: h(
        "label",
        "choice-row",
        input,
        h("span", "choice-name", name),
        h("q", { class: "choice-excerpt", dir: "auto" }, excerpt),
      ),
    };
  });
  const answer = await showDialog({
    title: `Which encoding does “${name}” have?`,
    body: [
      h("p", {}, "The file does not say how its letters are written. Choose what reads as it should:"),
      h("div", { class: "choices", role: "radiogroup", "aria-label": "Encoding" }, ...choices.map(({ row }) => row)),
    ],
    buttons: [
      { label: "Do not open", value: "" },
      { label: "Open", value: "open", primary: true },
    ],
  });
  return answer === "open" ? /** @type {Encoding} */ (choices.find(({ input }) => input.checked)?.input.value) : null;
}

/**
 * Asks whether a text is to be saved as UTF-8, since its file's encoding does not have all of its characters.
 * @param {string} name of the file
 * @param {Encoding} encoding
 * @param {string[]} missing
 */
export async function askForUtf8(name, encoding, missing) {
  const named = missing
    .slice(0, NAMED)
    .map((character) => (character.isWellFormed() ? `“${character}”` : `half a character (${codeOf(character)})`));
  const list = missing.length > NAMED ? `${named.join(", ")} and ${missing.length - NAMED} more` : named.join(", ");
  const isUtf8 = encoding.startsWith("utf-8");
  const answer = await showDialog({
    title: `“${name}” cannot be saved as it was`,
    body: [
      h("p", {}, `Its encoding is ${ENCODINGS[encoding]}, which does not have: ${list}.`),
      h("p", {}, isUtf8 ? "The mark � can be saved in its place." : "UTF-8 has all characters; most programs read it."),
    ],
    buttons: [
      { label: "Do not save", value: "" },
      { label: isUtf8 ? "Save with � in its place" : "Save as UTF-8", value: "save", primary: true },
    ],
  });
  return answer === "save";
}

/** Asks whether to write over what another program has written into a file since it was opened. @param {string} name */
export async function askToOverwrite(name) {
  const answer = await showDialog({
    title: `“${name}” was changed by another program`,
    body: [
      h("p", {}, "Since you opened it here, something else was written into it. Saving replaces that by your text."),
    ],
    buttons: [
      { label: "Do not save", value: "" },
      { label: "Replace it", value: "save", primary: true },
    ],
  });
  return answer === "save";
}

/** @param {string} character */
function codeOf(character) {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}`;
}
