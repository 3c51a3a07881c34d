// From mammoth's tree of a document of Word to plain text: a blank line between paragraphs, a tab between cells, a line for each
// row, and the notes at the end. mammoth's own plain text forgets line breaks, and so would run words together.

/**
 * A node of the tree, by what is read of it.
 * @typedef {object} Node
 * @property {string} type
 * @property {Node[]} [children]
 * @property {string} [value] of a text
 * @property {"line" | "page" | "column"} [breakType]
 * @property {string} [noteType]
 * @property {string} [noteId]
 * @property {boolean} [checked]
 */

/** @param {Node & { notes: { resolve(reference: Node): { body: Node[] } | undefined } }} document */
export function documentText(document) {
  /** @type {Node[]} */
  const references = [];
  const body = blocksOf(document.children ?? [], references);
  // A note may have notes of its own; each is told once.
  for (const [nth, reference] of references.entries()) {
    const note = document.notes.resolve(reference);
    if (note) body.push(`[${nth + 1}] ${blocksOf(note.body, references).join("\n")}`);
  }
  return body.join("\n\n");
}

/** What stands by itself, without empty paragraphs. @param {Node[]} nodes @param {Node[]} references which grow @returns {string[]} */
function blocksOf(nodes, references) {
  return nodes.flatMap((node) => {
    const text = node.type === "table" ? tableText(node, references) : inlineText(node, references);
    return text.split(/\n{2,}/).flatMap((block) => (/\S/.test(block) ? [block.replace(/^\n+|[ \n]+$/g, "")] : []));
  });
}

/** @param {Node} table @param {Node[]} references @returns {string} */
function tableText({ children: rows = [] }, references) {
  const cell = (/** @type {Node} */ { children = [] }) => blocksOf(children, references).join(" ").replace(/\s+/g, " ");
  return rows.map(({ children: cells = [] }) => cells.map(cell).join("\t").trimEnd()).join("\n");
}

/** @param {Node} node @param {Node[]} references @returns {string} */
function inlineText(node, references) {
  switch (node.type) {
    case "text":
      return node.value ?? "";
    case "tab":
      return "\t";
    case "break":
      return node.breakType === "line" ? "\n" : "\n\n";
    case "checkbox":
      return node.checked ? "☒" : "☐";
    case "noteReference":
      return `[${numberOf(node, references)}]`;
    default:
      return (node.children ?? []).map((child) => inlineText(child, references)).join("");
  }
}

/** @param {Node} reference @param {Node[]} references */
function numberOf(reference, references) {
  const { noteType, noteId } = reference;
  const known = references.findIndex((other) => other.noteType === noteType && other.noteId === noteId);
  return known < 0 ? references.push(reference) : known + 1;
}
