import Quill from "quill";
import { unglue } from "unglue/quill";
import { rich } from "./rich.js";

const place = document.createElement("div");
document.querySelector("main").append(place);
const quill = new Quill(place);
// As its style sheet does.
quill.root.style.whiteSpace = "pre-wrap";
rich({
  attach: (options) => unglue(quill, options),
  region: () => quill.root,
  write(paragraphs) {
    const opOf = ([insert, bold]) => (bold ? { insert, attributes: { bold } } : { insert });
    quill.setContents(
      paragraphs.flatMap((runs) => [...runs.map(opOf), { insert: "\n" }]).filter(({ insert }) => insert),
    );
    quill.history.clear();
  },
  model: () => quill.getText().replace(/\n$/, ""),
  focus: () => quill.focus(),
  setReadOnly: (isReadOnly) => quill.enable(!isReadOnly),
  // Quill itself is never ended: its host is.
  end() {
    globalThis.detach();
    place.remove();
  },
});
