import { createEmptyHistoryState, registerHistory } from "@lexical/history";
import { registerRichText } from "@lexical/rich-text";
import { $createParagraphNode, $createTextNode, $getRoot, createEditor } from "lexical";
import Quill from "quill";
import { unglue } from "unglue/contenteditable";
import { randomFrom } from "../../support/random.js";
import { MARKED, randomRegion, UNSEEN } from "./random-region.js";
import { checker, underlined } from "./shared.js";

const main = document.querySelector("main");
let attached;
let region;

const attach = (element, options) => {
  attached?.destroy();
  region = element;
  attached = unglue(element, { checker, ...options });
};

/** A region of this markup; in it, `data-script` names what only a script can make. */
function made(html) {
  const element = document.createElement("div");
  element.contentEditable = "true";
  element.innerHTML = html;
  for (const host of element.querySelectorAll("[data-shadow]"))
    host.attachShadow({ mode: host.dataset.shadow }).innerHTML = "<b>x</b>";
  return element;
}

function shadowIn(parent, mode) {
  const host = parent.ownerDocument.createElement("section");
  parent.replaceChildren(host);
  return host.attachShadow({ mode });
}

function frameIn(parent) {
  const frame = document.createElement("iframe");
  // Room for a tooltip below.
  Object.assign(frame.style, { width: "600px", height: "300px" });
  parent.replaceChildren(frame);
  return frame.contentDocument.body;
}

function put(place, html) {
  place.append(place.ownerDocument.adoptNode(made(html)));
  attach(place.lastChild);
}

Object.assign(globalThis, {
  plain(html, options) {
    main.replaceChildren(made(html));
    attach(main.firstChild, options);
  },
  /** In an open or closed shadow tree. */
  shadowed: (html, mode) => put(shadowIn(main, mode), html),
  /** In another frame of the page. */
  framed: (html) => put(frameIn(main), html),
  /** As the body of another frame. */
  framedAsBody(html) {
    const body = frameIn(main);
    body.innerHTML = html;
    body.contentEditable = "true";
    attach(body);
  },
  /** In a shadow tree of another frame. */
  framedAndShadowed: (html) => put(shadowIn(frameIn(main), "open"), html),
  /** Not yet in the page. */
  loose(html) {
    main.replaceChildren();
    attach(made(html));
  },
  quill(lines) {
    main.innerHTML = "<div></div>";
    const quill = new Quill(main.firstChild, { modules: { history: { delay: 0, userOnly: true } } });
    quill.setContents(lines);
    globalThis.model = () => quill.getText();
    attach(quill.root);
  },
  lexical(paragraphs) {
    const element = made("");
    main.replaceChildren(element);
    const editor = createEditor({
      onError: (error) => {
        throw error;
      },
    });
    editor.setRootElement(element);
    registerRichText(editor);
    registerHistory(editor, createEmptyHistoryState(), 0);
    editor.update(
      () => $getRoot().append(...paragraphs.map((text) => $createParagraphNode().append($createTextNode(text)))),
      { discrete: true },
    );
    globalThis.model = () => editor.getEditorState().read(() => $getRoot().getTextContent());
    attach(element);
  },
  random(number) {
    const { html, fixed, count } = randomRegion(randomFrom(number));
    plain(html);
    return { html: region.innerHTML, fixed, count };
  },
  MARKED,
  UNSEEN,
  main,
  region: () => region,
  html: () => region.innerHTML,
  text: () => region.textContent,
  fixAll: () => attached.fixAll(),
  fixAtCaret: () => attached.fixAtCaret(),
  detach: () => attached.destroy(),
  /** Whether the tooltip is right below what is underlined there. */
  isBelow(nth) {
    const { ownerDocument: document } = region;
    const box = underlined(document.defaultView)[nth].getBoundingClientRect();
    const { left, right, top } = region.getRootNode().querySelector(".unglue-tooltip").getBoundingClientRect();
    // At the edge of a window it is moved in.
    return left < box.left + 3 && right > box.left && top > box.bottom && top < box.bottom + 20;
  },
  marks: () => underlined(region.ownerDocument.defaultView).map(String),
  /** Puts the caret into the text of a node that has a word, so many characters from the word's start. */
  caretAt(word, by) {
    const walker = document.createTreeWalker(region, NodeFilter.SHOW_TEXT);
    while (walker.nextNode() && !walker.currentNode.data.includes(word));
    region.focus();
    region.ownerDocument.getSelection().collapse(walker.currentNode, walker.currentNode.data.indexOf(word) + by);
  },
  ready: true,
});
