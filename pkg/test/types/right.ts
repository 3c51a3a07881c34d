// This must compile: `test/types.test.js` sees to it.

import {
  type Change,
  type CheckOptions,
  type Checker,
  createChecker,
  createCheckerSync,
  type Diagnostic,
  type Document,
  type Edit,
  type Fixed,
  init,
  initSync,
  type Mode,
  type Options,
  type Personal,
  type Rule,
  type Suggestion,
} from "unglue";

const options: Options = {
  showConfidence: 0.5,
  fixConfidence: 0.9,
  rules: ["merged-words"],
  words: ["x"],
  language: new Uint8Array(),
};
const frozen: Readonly<Options> = Object.freeze({ words: ["x"] as const, rules: undefined });
const checker: Checker = await createChecker(options);
const same: Checker = createCheckerSync(frozen);
await init();
await init("/unglue_bg.wasm");
await init(new Uint8Array());
await init(Promise.resolve(new ArrayBuffer(8)));
initSync(new Uint8Array());
initSync(new DataView(new ArrayBuffer(8)));

const where: CheckOptions = { protect: [[0, 5]], caret: 3 };
const found: Diagnostic[] = checker.check("text", where);
for (const { from, to, rule, message, confidence, suggestions } of found) {
  const numbers: number[] = [from, to, confidence];
  const name: Rule = rule;
  const sentence: string = message;
  const best: Suggestion | undefined = suggestions[0];
  const edits: Edit[] = best?.edits ?? [];
  void [numbers, name, sentence, edits];
}
const fixed: string = checker.fix("text");
checker.fix("text", { protect: [[0, 1]], timeout: 100 });
checker.check("text", { timeout: Infinity, caret: undefined });
const mode: Mode = "document";
const { text, edits, repairs }: Fixed = checker.fixWithEdits("text", { mode, fixConfidence: 0.9 });
const what: [string, Edit[], Diagnostic[]] = [text, edits, repairs];
checker.check("text", { mode });
checker.open("text", { mode });
void what;
const document: Document = checker.open(fixed);
const change: Change = document.edit({ from: 0, to: 0, insert: " " });
const [added, removed]: Diagnostic[][] = [change.added, change.removed];
checker.ignore(document.diagnostics()[0]!);
checker.addWords(["a", "b"] as const);
checker.removeWords([]);
const personal: Personal = checker.exportPersonal();
same.importPersonal(personal);
same.importPersonal({ words: [] });
same.importPersonal(JSON.parse(JSON.stringify(personal)) as Personal);
{
  using scoped = createCheckerSync();
  scoped.fix("");
}
document.free();
void [added, removed, change.from, change.to];
