// The editors' own types must fit what the adapters ask for.

import { ClassicEditor, MultiRootEditor } from "ckeditor5";
import tinymce from "tinymce";
import * as ckeditor from "../../../ckeditor.js";
import * as tinyMCE from "../../../tinymce.js";
import { createWorkerChecker } from "../../../worker.js";

const options = { checker: createWorkerChecker() };
ckeditor.unglue(await ClassicEditor.create(document.body, { licenseKey: "GPL" }), options).destroy();
ckeditor.unglue(await MultiRootEditor.create({ title: document.body }, { licenseKey: "GPL" }), {
  ...options,
  root: "title",
});
for (const editor of await tinymce.init({ license_key: "gpl" })) tinyMCE.unglue(editor, options).destroy();
