// The editor: plain text with history, underlines and the keys that work on them.

import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { EditorState } from "@codemirror/state";
import {
  EditorView,
  closeHoverTooltips,
  drawSelection,
  hasHoverTooltips,
  highlightSpecialChars,
  keymap,
  placeholder,
  tooltips,
} from "@codemirror/view";
import { openCard } from "./card.js";
import { changes } from "./changes.js";
import { checkingOf } from "./checking.js";
import { jumpOn } from "./commands.js";
import { find, findKeymap } from "./find.js";
import { origin } from "./file/origin.js";
import { manyEdits } from "./many-edits.js";

/**
 * @param {object} options
 * @param {HTMLElement} options.parent
 * @param {string} options.text
 * @param {import("@codemirror/state").Extension} options.checking
 * @param {{ apply(): void, fixAll(): void, showList(): void }} options.commands
 * @param {(update: import("@codemirror/view").ViewUpdate) => void} options.onUpdate
 */
export function createEditor({ parent, text, checking, commands, onUpdate }) {
  /** @param {() => void} command */
  const always = (command) => () => (command(), true);
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        keymap.of([
          { key: "Alt-Enter", run: always(commands.apply), preventDefault: true },
          { key: "Mod-.", run: always(commands.apply), preventDefault: true },
          { key: "Mod-Shift-Enter", run: always(commands.fixAll), preventDefault: true },
          { key: "Mod-Shift-m", run: always(commands.showList), preventDefault: true },
          { key: "F8", run: (view) => jumpOn(view, 1), shift: (view) => jumpOn(view, -1), preventDefault: true },
          { key: "Escape", run: closeCard },
          ...findKeymap,
          ...historyKeymap,
          ...defaultKeymap,
        ]),
        find,
        checking,
        changes,
        manyEdits,
        origin,
        history(),
        drawSelection(),
        highlightSpecialChars(),
        EditorView.lineWrapping,
        placeholder("Type, paste or drop a text"),
        tooltips({ tooltipSpace: besideThePanel }),
        EditorView.contentAttributes.of({
          "aria-label": "Your text",
          "aria-describedby": "keys",
          // It can be focused without; not every tool knows that of editable elements.
          tabindex: "0",
          autocapitalize: "sentences",
          // The browser's own underlines would lie over ours.
          spellcheck: "false",
        }),
        EditorView.updateListener.of(onUpdate),
        EditorView.domEventHandlers({ click: openCardAtClick }),
      ],
    }),
  });
  // The keys above are those of the text; a tooltip's buttons stand beside it.
  view.dom.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !view.contentDOM.contains(/** @type {Node} */ (event.target)) && closeCard(view)) {
      view.focus();
    }
  });
  return view;
}

/**
 * Tooltips keep to the text's own width, so that the list stays free.
 * @param {EditorView} view
 */
function besideThePanel(view) {
  const { left, right } = view.dom.getBoundingClientRect();
  return { top: 4, left: left + 4, bottom: innerHeight - 4, right: right - 4 };
}

/**
 * Fingers cannot hover: a tap in a marked word opens its tooltip.
 * @param {MouseEvent} _event
 * @param {EditorView} view
 */
function openCardAtClick(_event, view) {
  const { main } = view.state.selection;
  const mark = main.empty ? checkingOf(view).markAt(main.head) : undefined;
  if (mark) openCard(view, mark);
}

/** @param {EditorView} view */
function closeCard(view) {
  if (!hasHoverTooltips(view.state)) return false;
  view.dispatch({ effects: closeHoverTooltips });
  return true;
}
