import { richLaws } from "./rich.js";

richLaws("slate");
