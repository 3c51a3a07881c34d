// The editor: plain text with history, underlines and the keys that work on them.

import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { EditorState } from "@codemirror/state";
import { EditorView, drawSelection, highlightSpecialChars, keymap, placeholder, tooltips } from "@codemirror/view";
import { unglueKeymap } from "unglue/codemirror";
import { changes } from "./changes.js";
import { find } from "./find.js";
import { origin } from "./file/origin.js";
import { manyEdits } from "./many-edits.js";
import { review } from "./review.js";

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
  return new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        keymap.of([
          { key: "Alt-Enter", run: always(commands.apply), preventDefault: true },
          { key: "Mod-.", run: always(commands.apply), preventDefault: true },
          { key: "Mod-Shift-Enter", run: always(commands.fixAll), preventDefault: true },
          { key: "Mod-Shift-m", run: always(commands.showList), preventDefault: true },
          ...unglueKeymap,
        ]),
        find,
        keymap.of([...historyKeymap, ...defaultKeymap]),
        checking,
        changes,
        manyEdits,
        review,
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
      ],
    }),
  });
}

/**
 * Tooltips keep to the text's own width, so that the list stays free.
 * @param {EditorView} view
 */
function besideThePanel(view) {
  const { left, right } = view.dom.getBoundingClientRect();
  return { top: 4, left: left + 4, bottom: innerHeight - 4, right: right - 4 };
}
