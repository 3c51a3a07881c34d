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

/**
 * A suggestion with what it puts in made visible. What is read aloud or copied is the plain text.
 * @param {string} text
 * @param {readonly (readonly [from: number, to: number])[]} gaps what is put in, in `text`
 * @param {string} [className]
 */
export function gapped(text, gaps, className = "gapped") {
  const out = h("span", className);
  let done = 0;
  for (const [from, to] of gaps) {
    out.append(text.slice(done, from));
    if (from < to) out.append(h("span", "gap", text.slice(from, to)));
    done = to;
  }
  out.append(text.slice(done));
  return out;
}
