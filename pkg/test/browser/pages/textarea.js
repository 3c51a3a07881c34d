import { unglue } from "unglue/textarea";
import { checker } from "./shared.js";

// The wavy line is drawn by the browser: what can be told apart is where the mirror's words lie.
const main = document.querySelector("main");
main.innerHTML = '<form><textarea rows="4" cols="40">Here ofany form.</textarea><button type="button">Button</button></form>';
const area = main.querySelector("textarea");
const learned = [];
const attach = (element = area) => unglue(element, { checker, onPersonal: (personal) => learned.push(personal) });

Object.assign(globalThis, { area, attach, attached: attach(), learned, ready: true });
