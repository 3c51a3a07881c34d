// The tooltip of a mark: its message, and a button for each action. For editors that have none of their own.

import { buttonOf } from "./action-button.js";
import { follow, rootOf, viewOf } from "./follow.js";
import { addStyles, layerOf } from "./styles.js";

/** @typedef {{ readonly left: number, readonly top: number, readonly bottom: number }} Box of the window */

/** Keys that do nothing by themselves. */
const MODIFIERS = new Set(["Control", "Shift", "Alt", "AltGraph", "Meta"]);

/**
 * Opens a tooltip. It closes on Escape, when something else is clicked, when an action was chosen, and once its anchor can no
 * longer be seen; also when a key is pressed elsewhere, unless it stays. Ctrl-. leads into it.
 * @param {object} options
 * @param {HTMLElement} options.editor where the focus stays, or goes back to
 * @param {() => Box | undefined} options.at returns the anchor's client rectangle, or `undefined` once the anchor is gone
 * @param {string} options.message
 * @param {import("./action-button.js").Action[]} options.actions
 * @param {boolean} options.focus whether it was opened by a key, and takes the focus
 * @param {() => void} [options.giveBack] gives the focus back, if not `editor.focus()` does
 * @param {boolean} [options.stays] whether it came by itself: it is read aloud, and stays while somebody writes
 * @returns {() => void} closes it
 */
export function openTooltip({ editor, at, message, actions, focus, giveBack, stays = false }) {
  const removeStyles = addStyles(editor);
  const { ownerDocument: document } = editor;
  const view = viewOf(editor);
  const tooltip = document.createElement("div");
  tooltip.className = "unglue-tooltip";
  tooltip.setAttribute("role", "dialog");
  tooltip.setAttribute("aria-label", message);
  const text = document.createElement("p");
  if (stays) text.setAttribute("role", "status");
  tooltip.append(text);
  for (const action of actions) {
    const button = buttonOf(document, action);
    button.addEventListener("click", () => {
      close();
      action.run();
    });
    tooltip.append(button);
  }
  // A click must not take the focus, and with it the selection, out of the text.
  tooltip.addEventListener("mousedown", (event) => event.preventDefault());

  const { signal, close } = closing(view, () => {
    const hadFocus = tooltip.contains(rootOf(tooltip).activeElement ?? null);
    stopFollowing();
    tooltip.remove();
    removeStyles();
    if (!hadFocus) return;
    if (giveBack) giveBack();
    else editor.focus({ preventScroll: true });
  });
  const options = { capture: true, signal };
  view.addEventListener("pointerdown", (event) => isWithin(tooltip, event) || close(), options);
  view.addEventListener(
    "keydown",
    (event) => {
      if (event.key === "Escape") {
        event.preventDefault();
        event.stopPropagation();
        close();
      } else if (!isWithin(tooltip, event)) {
        if (MODIFIERS.has(event.key)) return;
        if (event.key === "." && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          event.stopPropagation();
          tooltip.querySelector("button")?.focus();
        } else if (!stays) close();
      } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        step(tooltip, event.key === "ArrowDown" ? 1 : -1);
      }
    },
    options,
  );

  layerOf(editor).append(tooltip);
  // What comes into a status is read aloud, not what it begins with.
  text.textContent = message;
  // Above all else, and in the coordinates of the window, even within what is transformed.
  if (tooltip.showPopover) {
    tooltip.popover = "manual";
    tooltip.showPopover();
  }
  // It follows its anchor: phones scroll the page when their keyboard comes up.
  const move = () => {
    const anchor = at();
    if (anchor && isInView(anchor, editor)) place(tooltip, anchor);
    else close();
  };
  const stopFollowing = follow(editor, move);
  move();
  if (focus) tooltip.querySelector("button")?.focus();
  return close;
}

/**
 * Whether an event that the window hears of is one in the tooltip. Of a closed shadow tree, the window hears only of the host.
 * @param {HTMLElement} tooltip
 * @param {Event} event
 */
function isWithin(tooltip, event) {
  if (event.composedPath().includes(tooltip)) return true;
  const root = rootOf(tooltip);
  if (root.mode !== "closed" || event.target !== root.host) return false;
  const { clientX: x, clientY: y } = /** @type {Partial<MouseEvent>} */ (event);
  const at = x === undefined || y === undefined ? root.activeElement : root.elementFromPoint?.(x, y);
  return tooltip.contains(at ?? null);
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
 * @param {HTMLElement} tooltip
 * @param {1 | -1} by
 */
function step(tooltip, by) {
  const buttons = [...tooltip.querySelectorAll("button")];
  const now = buttons.indexOf(/** @type {HTMLButtonElement} */ (rootOf(tooltip).activeElement));
  buttons[(now + by + buttons.length) % buttons.length].focus();
}

/**
 * Whether a box can be seen in an element and in the window.
 * @param {Box} box
 * @param {Element} element
 */
export function isInView({ top, bottom }, element) {
  const outer = element.getBoundingClientRect();
  return bottom > Math.max(0, outer.top) && top < Math.min(viewOf(element).innerHeight, outer.bottom);
}

/**
 * Puts the tooltip below its anchor, or above where there is no room.
 * @param {HTMLElement} tooltip
 * @param {Box} anchor
 */
function place(tooltip, { left, top, bottom }) {
  const { innerWidth, innerHeight } = viewOf(tooltip);
  const { width, height } = tooltip.getBoundingClientRect();
  const x = Math.max(4, Math.min(left, innerWidth - width - 4));
  const below = bottom + 6 + height <= innerHeight;
  tooltip.style.left = `${x}px`;
  tooltip.style.top = `${below ? bottom + 6 : Math.max(4, top - 6 - height)}px`;
}
