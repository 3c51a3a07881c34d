import { richLaws } from "./rich.js";

richLaws("region");
