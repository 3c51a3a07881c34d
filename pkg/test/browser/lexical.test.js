import { richLaws } from "./rich.js";

richLaws("lexical");
