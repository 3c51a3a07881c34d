import { richLaws } from "./rich.js";

richLaws("quill");
