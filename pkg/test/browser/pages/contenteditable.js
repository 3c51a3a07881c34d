import { createEmptyHistoryState, registerHistory } from "@lexical/history";
import { registerRichText } from "@lexical/rich-text";
import { $createParagraphNode, $createTextNode, $getRoot, createEditor } from "lexical";
import Quill from "quill";
import { unglue } from "unglue/contenteditable";
import { checker, underlined } from "./shared.js";

const main = document.querySelector("main");
const learned = [];
let attached;

function region() {
  attached?.destroy();
  const element = document.createElement("div");
  main.replaceChildren(element);
  return element;
}

const attach = (element, options) =>
  (attached = unglue(element, { checker, onPersonal: (personal) => learned.push(personal), ...options }));

Object.assign(globalThis, {
  learned,
  plain(html, options) {
    const element = region();
    element.contentEditable = "true";
    element.innerHTML = html;
    attach(element, options);
  },
  lexical(text, options) {
    const element = region();
    element.contentEditable = "true";
    const editor = createEditor({
      onError: (error) => {
        throw error;
      },
    });
    editor.setRootElement(element);
    registerRichText(editor);
    registerHistory(editor, createEmptyHistoryState(), 0);
    editor.update(
      () => {
        const bold = $createTextNode(text.slice(0, 20)).toggleFormat("bold");
        $getRoot().append($createParagraphNode().append(bold, $createTextNode(text.slice(20))));
      },
      { discrete: true },
    );
    globalThis.model = () => editor.getEditorState().read(() => $getRoot().getTextContent());
    attach(element, options);
  },
  quill(text, options) {
    const quill = new Quill(region(), { modules: { history: { delay: 0, userOnly: true } } });
    quill.setContents([{ insert: text.slice(0, 20), attributes: { bold: true } }, { insert: `${text.slice(20)}\n` }]);
    globalThis.model = () => quill.getText().trimEnd();
    attach(quill.root, options);
  },
  element: () => main.querySelector("[contenteditable=true]"),
  fixAll: () => attached.fixAll(),
  repair: () => attached.repair(),
  detach: () => attached.destroy(),
  /** What is underlined. */
  marks: () => underlined(window).map(String),
  /** The spaces that are drawn as such that go. */
  removals: () => underlined(window, "unglue-removal").map(String),
  boxes: () =>
    [...document.querySelectorAll("unglue-layer")]
      .flatMap((layer) => [...layer.shadowRoot.querySelectorAll(".unglue-line")])
      .map((line) => line.getBoundingClientRect().toJSON()),
  /** Puts the caret, or the selection, at a word: so many characters from its start. */
  select(word, from, to = from) {
    const element = globalThis.element();
    element.focus();
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let [text, points] = ["", []];
    while (walker.nextNode()) {
      for (let at = 0; at <= walker.currentNode.length; at++) points[text.length + at] ??= [walker.currentNode, at];
      text += walker.currentNode.data;
    }
    const start = text.indexOf(word);
    getSelection().setBaseAndExtent(...points[start + from], ...points[start + to]);
  },
  /** Where the caret is, as the text before it and behind it. */
  around() {
    const { focusNode, focusOffset } = getSelection();
    return [
      focusNode.data?.slice(Math.max(0, focusOffset - 5), focusOffset),
      focusNode.data?.slice(focusOffset, focusOffset + 5),
    ];
  },
  ready: true,
});
