// Each of these must be an error: `test/types.test.js` sees to it.

import { Checker, createChecker, createCheckerSync, type Diagnostic, Document, init, initSync } from "unglue";

const checker = createCheckerSync();
declare const diagnostic: Diagnostic;

// @ts-expect-error: a slip of the pen
void createChecker({ showconfidence: 0.5 });
// @ts-expect-error: a string
void createChecker({ showConfidence: "0.5" });
// @ts-expect-error: no rule
void createChecker({ rules: ["spelling"] });
// @ts-expect-error: a string for an array
void createChecker({ words: "thereare" });
// @ts-expect-error: no bytes
void createChecker({ language: [1, 2, 3] });
// @ts-expect-error: null
void createChecker(null);
// @ts-expect-error: it is a promise
createChecker().check("");
// @ts-expect-error: made by createChecker
void new Checker();
// @ts-expect-error: made by checker.open
void new Document();
// @ts-expect-error: no text
checker.check();
// @ts-expect-error: no string
checker.check(1);
// @ts-expect-error: no pairs
checker.check("", { protect: [0, 5] });
// @ts-expect-error: a slip of the pen
checker.check("", { carret: 5 });
// @ts-expect-error: no string
checker.fix(null);
// @ts-expect-error: no mode
checker.fix("", { mode: "book" });
// @ts-expect-error: a caret is where a check knows of it
checker.fixWithEdits("", { caret: 1 });
// @ts-expect-error: no edit
checker.open("").edit({ from: 0, insert: "" });
// @ts-expect-error: not by offset
checker.open("").edit(0, 1, "");
// @ts-expect-error: an array
checker.addWords("thereare");
// @ts-expect-error: no diagnostic
checker.ignore("thereare");
// @ts-expect-error: no such field
void diagnostic.severity;
// @ts-expect-error: a closed set of names
const rule: "merged" = diagnostic.rule;
// @ts-expect-error: JSON is not parsed here
checker.importPersonal("{}");
// @ts-expect-error: a number
void init(5);
// @ts-expect-error: an address cannot be loaded at once
initSync("/unglue_bg.wasm");
// @ts-expect-error: no such export
export { WasmChecker } from "unglue";
void rule;
