// A question in front of the page, which waits for its answer.

import { h } from "./dom.js";

let dialogs = 0;

/**
 * Shows a dialog until it is closed. Escape closes it like the first button.
 * @param {object} options
 * @param {string} options.title
 * @param {(Node | string)[]} options.body
 * @param {{ label: string, value: string, primary?: boolean }[]} options.buttons
 * @returns {Promise<string>} the value of the button; "" after Escape
 */
export function showDialog({ title, body, buttons }) {
  const id = `dialog-title-${++dialogs}`;
  const row = h("div", "dialog-buttons");
  const dialog = h("dialog", { class: "dialog", "aria-labelledby": id }, h("h2", { id }, title), ...body, row);
  for (const { label, value, primary } of buttons) {
    const button = h("button", { type: "button", class: primary ? "primary" : "tool" }, label);
    button.addEventListener("click", () => dialog.close(value));
    row.append(button);
  }
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) =>
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue);
    }),
  );
}
