import { Bold, ClassicEditor, Essentials, Paragraph } from "ckeditor5";
import { unglue } from "unglue/ckeditor";
import { rich } from "../../browser/pages/rich.js";

const place = document.createElement("div");
document.querySelector("main").append(place);
const editor = await ClassicEditor.create(place, {
  licenseKey: "GPL",
  plugins: [Essentials, Paragraph, Bold],
  toolbar: ["bold"],
});

rich({
  attach: (options) => unglue(editor, options),
  region: () => editor.editing.view.getDomRoot(),
  write: (paragraphs) =>
    editor.model.enqueueChange({ isUndoable: false }, (writer) => {
      const root = editor.model.document.getRoot();
      writer.remove(writer.createRangeIn(root));
      for (const runs of paragraphs) {
        const paragraph = writer.createElement("paragraph");
        writer.append(paragraph, root);
        for (const [text, bold] of runs) if (text) writer.appendText(text, bold ? { bold } : {}, paragraph);
      }
    }),
  model: () =>
    [...editor.model.document.getRoot().getChildren()]
      .map((paragraph) => [...paragraph.getChildren()].map(({ data }) => data).join(""))
      .join("\n"),
  focus: () => editor.editing.view.focus(),
  setReadOnly: (isReadOnly) => (isReadOnly ? editor.enableReadOnlyMode("test") : editor.disableReadOnlyMode("test")),
  end: () => editor.destroy(),
});
