import { createWorkerChecker } from "unglue/worker";
import { define } from "unglue/field";
import { underlined } from "./shared.js";

const main = document.querySelector("main");
/** What was asked of each checker that was made, and the checkers. */
const [asked, made] = [[], []];
const checker = (options) => {
  asked.push(options);
  const checker = createWorkerChecker({ ...options, worker: () => new Worker("thread.js", { type: "module" }) });
  made.push(checker);
  return checker;
};
const events = [];
for (const type of ["unglue-check", "unglue-paste", "unglue-personal", "unglue-error"])
  addEventListener(type, ({ detail: { field, diagnostics, personal, error } }) =>
    events.push([
      type,
      field?.id,
      (diagnostics ?? personal?.words ?? [error?.message ?? ""]).map((one) => one.token ?? one),
    ]),
  );

const isDefinedBefore = customElements.get("unglue-field") !== undefined;
const isSame = define({ checker, personal: { words: ["ofany"] } }) === define();

/** What is underlined in the page: in textareas and inputs, then in regions. */
const drawn = () => [
  ...[...document.querySelectorAll("unglue-layer")].flatMap((layer) =>
    [...layer.shadowRoot.querySelectorAll(".unglue-mark")].map(({ textContent }) => textContent),
  ),
  ...underlined(window).map(String),
];

Object.assign(globalThis, { main, define, asked, made, events, isDefinedBefore, isSame, drawn, ready: true });
