import { unglue } from "unglue/contenteditable";
import { rich } from "./rich.js";

const region = document.createElement("div");
region.contentEditable = "true";
region.style.whiteSpace = "pre-wrap";
document.querySelector("main").append(region);
document.execCommand("defaultParagraphSeparator", false, "p");

rich({
  attach: (options) => unglue(region, options),
  region: () => region,
  write(paragraphs) {
    region.replaceChildren(
      ...paragraphs.map((runs) => {
        const paragraph = document.createElement("p");
        for (const [text, isBold] of runs) {
          const run = isBold ? document.createElement("b") : paragraph;
          run.append(text || document.createElement("br"));
          if (isBold) paragraph.append(run);
        }
        return paragraph;
      }),
    );
  },
  model: () => [...region.children].map(({ textContent }) => textContent).join("\n"),
  focus: () => region.focus(),
  setReadOnly(isReadOnly) {
    region.contentEditable = String(!isReadOnly);
  },
  end() {
    globalThis.detach();
    region.remove();
  },
});
