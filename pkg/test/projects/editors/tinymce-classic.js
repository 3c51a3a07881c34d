import { open } from "./tinymce.js";

await open(false);
