import tinymce from "tinymce";
import "tinymce/icons/default";
import "tinymce/models/dom";
import "tinymce/themes/silver";
import { unglue } from "unglue/tinymce";
import { rich } from "../../browser/pages/rich.js";

/** An editor in its frame, or inline. */
export async function open(inline) {
  const target = document.createElement("div");
  document.querySelector("main").append(target);
  const [editor] = await tinymce.init({
    target,
    inline,
    license_key: "gpl",
    skin: false,
    content_css: false,
    menubar: false,
    promotion: false,
    branding: false,
  });
  const escaped = (text) => editor.dom.encode(text).replace(/ $/, "&nbsp;");
  rich({
    attach: (options) => unglue(editor, options),
    region: () => editor.getBody(),
    write(paragraphs) {
      const runs = ([text, bold]) => (bold ? `<strong>${escaped(text)}</strong>` : escaped(text));
      editor.setContent(paragraphs.map((paragraph) => `<p>${paragraph.map(runs).join("")}</p>`).join(""));
      editor.undoManager.reset();
    },
    model: () => editor.getContent({ format: "text" }).replaceAll("\n\n", "\n"),
    focus: () => editor.focus(),
    setReadOnly: (isReadOnly) => editor.mode.set(isReadOnly ? "readonly" : "design"),
    end: () => editor.remove(),
  });
}
