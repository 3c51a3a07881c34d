// The small card that opens at a mark: what it says, and what can be done. For editors that bring nothing of the kind.

import { follow, rootOf, viewOf } from "./follow.js";
import { addStyles, layerOf } from "./styles.js";

/**
 * Opens a card. It closes when something else is clicked, on Escape, when an action was chosen, and when that is not to be
 * seen any more which it is about.
 * @param {object} options
 * @param {HTMLElement} options.editor where the focus stays, or goes back to
 * @param {() => DOMRect | undefined} options.at where on the screen that stands which it is about; nothing: nowhere any more
 * @param {string} options.message
 * @param {{ name: string, run: () => void }[]} options.actions
 * @param {boolean} options.focus whether it was opened by a key, and takes the focus
 * @returns {() => void} closes it
 */
export function openCard({ editor, at, message, actions, focus }) {
  const removeStyles = addStyles(editor);
  const { ownerDocument: document } = editor;
  const view = viewOf(editor);
  const card = document.createElement("div");
  card.className = "unglue-card";
  card.setAttribute("role", "dialog");
  card.setAttribute("aria-label", message);
  const text = document.createElement("p");
  text.textContent = message;
  card.append(text);
  for (const { name, run } of actions) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = name;
    button.addEventListener("click", () => {
      close();
      run();
    });
    card.append(button);
  }
  // A click must not take the focus, and with it the selection, out of the text.
  card.addEventListener("mousedown", (event) => event.preventDefault());

  const { signal, close } = closing(view, () => {
    const hadFocus = card.contains(rootOf(card).activeElement ?? null);
    stopFollowing();
    card.remove();
    removeStyles();
    if (hadFocus) editor.focus({ preventScroll: true });
  });
  const options = { capture: true, signal };
  view.addEventListener("pointerdown", (event) => isWithin(card, event) || close(), options);
  view.addEventListener(
    "keydown",
    (event) => {
      if (event.key === "Escape") {
        event.preventDefault();
        event.stopPropagation();
        close();
      } else if (!isWithin(card, event)) {
        close();
      } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        step(card, event.key === "ArrowDown" ? 1 : -1);
      }
    },
    options,
  );

  layerOf(editor).append(card);
  // Above all else, and in the coordinates of the window, even within what is transformed.
  if (card.showPopover) {
    card.popover = "manual";
    card.showPopover();
  }
  // Wherever that goes which it is about: phones scroll the page when their keyboard comes up.
  const move = () => {
    const about = at();
    if (about && isIn(about, editor)) place(card, about);
    else close();
  };
  const stopFollowing = follow(editor, move);
  move();
  if (focus) card.querySelector("button")?.focus();
  return close;
}

/**
 * Whether an event that the window hears of is one in the card. Of a closed shadow tree, the window hears only of the host.
 * @param {HTMLElement} card
 * @param {Event} event
 */
function isWithin(card, event) {
  if (event.composedPath().includes(card)) return true;
  const root = rootOf(card);
  if (root.mode !== "closed" || event.target !== root.host) return false;
  const { clientX: x, clientY: y } = /** @type {Partial<MouseEvent>} */ (event);
  const at = x === undefined || y === undefined ? root.activeElement : root.elementFromPoint?.(x, y);
  return card.contains(at ?? null);
}

/**
 * Runs `end` once, and takes the listeners with it.
 * @param {import("./follow.js").View} view
 * @param {() => void} end
 */
function closing(view, end) {
  const listening = new view.AbortController();
  const close = () => {
    if (listening.signal.aborted) return;
    listening.abort();
    end();
  };
  return { signal: listening.signal, close };
}

/**
 * Moves the focus to the next or the previous button.
 * @param {HTMLElement} card
 * @param {1 | -1} by
 */
function step(card, by) {
  const buttons = [...card.querySelectorAll("button")];
  const now = buttons.indexOf(/** @type {HTMLButtonElement} */ (rootOf(card).activeElement));
  buttons[(now + by + buttons.length) % buttons.length].focus();
}

/**
 * Whether a box is to be seen in an element and in the window.
 * @param {DOMRect} box
 * @param {Element} element
 */
function isIn({ top, bottom }, element) {
  const outer = element.getBoundingClientRect();
  return bottom > Math.max(0, outer.top) && top < Math.min(viewOf(element).innerHeight, outer.bottom);
}

/**
 * Below what it is about, or above where there is no room.
 * @param {HTMLElement} card
 * @param {DOMRect} about
 */
function place(card, { left, top, bottom }) {
  const { innerWidth, innerHeight } = viewOf(card);
  const { width, height } = card.getBoundingClientRect();
  const x = Math.max(4, Math.min(left, innerWidth - width - 4));
  const below = bottom + 6 + height <= innerHeight;
  card.style.left = `${x}px`;
  card.style.top = `${below ? bottom + 6 : Math.max(4, top - 6 - height)}px`;
}
