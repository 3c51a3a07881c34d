import { createChecker } from "unglue";
import { unglue } from "unglue/textarea";
import { checker } from "./shared.js";

// The wavy line is drawn by the browser: what can be told apart is where the mirror's words lie.
const main = document.querySelector("main");
main.innerHTML =
  '<form><textarea rows="4" cols="40">Here ofany form.</textarea><button type="button">Button</button></form>';
globalThis.area = main.querySelector("textarea");
const learned = [];
export const attach = (element = globalThis.area, options) =>
  unglue(element, { checker, onPersonal: (personal) => learned.push(personal), ...options });

/** What lies over a textarea. */
const layer = (element = globalThis.area) =>
  [...element.parentNode.querySelectorAll("unglue-layer")].find((layer) => layer.previousElementSibling === element)
    ?.shadowRoot;

/** What is underlined in a textarea: each mark with its offset, as its text and the boxes of that. */
const drawn = (element = globalThis.area) =>
  [...(layer(element)?.querySelectorAll(".unglue-block:not(.unglue-ruler)") ?? [])].flatMap((block) => {
    const start = element.value.indexOf(block.textContent);
    return [...block.querySelectorAll(".unglue-mark")].map((mark) => {
      const before = document.createRange();
      before.setStart(block, 0);
      before.setEndBefore(mark);
      return { from: start + before.toString().length, text: mark.textContent, boxes: [...mark.getClientRects()] };
    });
  });

/** Whether the tooltip is right below a mark. */
const isBelow = (nth) => {
  const [box] = drawn()[nth].boxes;
  const { left, right, top } = globalThis.area.getRootNode().querySelector(".unglue-tooltip").getBoundingClientRect();
  // At the edge of a window it is moved in.
  return left < box.left + 3 && right > box.left && top > box.bottom && top < box.bottom + 20;
};

/** A checker in the page that can no longer be used. */
const freedChecker = async () => {
  const checker = await createChecker();
  checker.free();
  return checker;
};

Object.assign(globalThis, { drawn, isBelow, layer, attach, freedChecker, attached: attach(), learned, ready: true });
