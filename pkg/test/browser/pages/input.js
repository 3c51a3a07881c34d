// The page of a textarea with an <input> in its place.

import { attach } from "./textarea.js";

globalThis.attached.destroy();
globalThis.area.outerHTML = '<input value="Here ofany form.">';
globalThis.area = document.querySelector("input");
Object.assign(globalThis.area.style, { width: "30em", font: "16px monospace" });
globalThis.attached = attach();
