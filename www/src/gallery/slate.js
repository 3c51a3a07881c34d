import { createElement } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { createEditor } from "slate";
import { withHistory } from "slate-history";
import { Editable, Slate, withReact } from "slate-react";
import { unglue } from "unglue/slate";

/** @type {import("./main.js").Example["open"]} */
export function open(place, text, checker) {
  const editor = withHistory(withReact(createEditor()));
  /** @param {import("slate-react").RenderElementProps} element */
  const renderElement = ({ attributes, children }) => createElement("p", attributes, children);
  const editable = createElement(Editable, { renderElement, "aria-label": "Slate", spellCheck: false });
  /** @type {import("slate").Descendant[]} */
  const initialValue = [{ children: [{ text }] }];
  const slate = { editor, initialValue, children: editable };
  flushSync(() => createRoot(place).render(createElement(Slate, slate)));
  return unglue(editor, { checker });
}
