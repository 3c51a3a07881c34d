// Elements from names, classes and text. Text is always text: nothing here, or anywhere in the page, parses markup.

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {string | Record<string, string>} [attributes] a class, or attributes by name
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  const entries = typeof attributes === "string" ? { class: attributes } : attributes;
  for (const [name, value] of Object.entries(entries)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/**
 * The element with this id, which index.html promises to have.
 * @template {HTMLElement} [T=HTMLElement]
 * @param {string} id
 * @returns {T}
 */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`index.html has no #${id}`);
  return /** @type {T} */ (element);
}

/**
 * Changes a text only where it is another one: what is set is laid out anew, even if it is the same.
 * @param {Element} element
 * @param {string} text
 */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** @typedef {readonly (readonly [from: number, to: number])[]} Ranges */

/**
 * A suggestion with what it puts in made visible. What is read aloud or copied is the plain text.
 * @param {string} text
 * @param {Ranges} gaps what is put in, in `text`
 * @param {string} [className]
 */
export const gapped = (text, gaps, className = "gapped") => h("span", className, ...withSpaces(text, gaps, "gap"));

/**
 * A token as it stands, with the spaces that go made visible, and an arrow to what it becomes: nothing where none goes, since
 * the suggestion says all then. It is for the eye: what is read aloud is the suggestion.
 * @param {string} token
 * @param {Ranges} gone
 */
export const replaced = (token, gone) =>
  gone.length === 0
    ? ""
    : h("span", { class: "replaced", "aria-hidden": "true" }, ...withSpaces(token, gone, "gone"), " → ");

/** @param {string} text @param {Ranges} spaces @param {string} className of the spaces */
function withSpaces(text, spaces, className) {
  /** @type {(string | Node)[]} */
  const pieces = [];
  let done = 0;
  for (const [from, to] of spaces) {
    pieces.push(text.slice(done, from));
    if (from < to) pieces.push(h("span", className, text.slice(from, to)));
    done = to;
  }
  return [...pieces, text.slice(done)];
}
