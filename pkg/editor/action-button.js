// The button of an action in a tooltip.

/** @typedef {ReturnType<import("./session.js").Session["actions"]>[number]} Action */

/**
 * Returns a button with the name of an action. What it replaces is shown before that, for who can see it: a sign for a space that
 * goes is nothing to be read aloud.
 * @param {Document} document
 * @param {Action} action
 */
export function buttonOf(document, { name, before }) {
  const button = document.createElement("button");
  button.type = "button";
  if (before !== undefined) {
    const replaced = document.createElement("span");
    replaced.setAttribute("aria-hidden", "true");
    replaced.textContent = `${before} → `;
    button.append(replaced);
  }
  button.append(name);
  return button;
}
