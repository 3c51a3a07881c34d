// What an adapter says of something else in the place of what it is for.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { JSDOM } from "jsdom";
import { createChecker } from "unglue";
import { unglue as ckeditor } from "unglue/ckeditor";
import * as codemirror from "unglue/codemirror";
import { unglue as contenteditable } from "unglue/contenteditable";
import { define } from "unglue/field";
import { unglue as lexical } from "unglue/lexical";
import { unglue as monaco } from "unglue/monaco";
import * as prosemirror from "unglue/prosemirror";
import { unglue as quill } from "unglue/quill";
import retext from "unglue/retext";
import { unglue as slate } from "unglue/slate";
import { unglue as textarea } from "unglue/textarea";
import textlint from "unglue/textlint";
import { unglue as tinymce } from "unglue/tinymce";

const { document } = new JSDOM("<p>Text.</p><textarea>Text.</textarea>").window;
const p = document.querySelector("p");
const checker = await createChecker();
after(() => checker.free());
const options = { checker };

/** Adapters by what they are for, and how they are called with something in its place. */
const FIRST = {
  contenteditable: [/an editable element/, (given) => contenteditable(given, options)],
  textarea: [/a <textarea>, or an <input>/, (given) => textarea(given, options)],
  ckeditor: [/an editor of CKEditor 5/, (given) => ckeditor(given, options)],
  lexical: [/an editor of Lexical/, (given) => lexical(given, options)],
  "monaco, the module": [/the module monaco-editor/, (given) => monaco(given, {}, options)],
  quill: [/a Quill/, (given) => quill(given, options)],
  slate: [/an editor of Slate/, (given) => slate(given, options)],
  tinymce: [/an editor of TinyMCE/, (given) => tinymce(given, options)],
  "codemirror, fixAll": [/an EditorView of CodeMirror/, (given) => codemirror.fixAll(given)],
  "codemirror, repair": [/an EditorView of CodeMirror/, (given) => codemirror.repair(given)],
  "codemirror, fixAtCaret": [/an EditorView of CodeMirror/, (given) => codemirror.fixAtCaret(given)],
  "codemirror, nextFault": [/an EditorView of CodeMirror/, (given) => codemirror.nextFault(given)],
  "prosemirror, fixAll": [/an EditorView of ProseMirror/, (given) => prosemirror.fixAll(given)],
  "prosemirror, repair": [/an EditorView of ProseMirror/, (given) => prosemirror.repair(given)],
  "prosemirror, fixAtCaret": [/an EditorView of ProseMirror/, (given) => prosemirror.fixAtCaret(given)],
};
/** What may be given by mistake, and how it is named. A promise: that of an editor, which was not awaited. */
const GIVEN = [
  [undefined, /not undefined\b/],
  [null, /not null\b/],
  ["#text", /not a string\b/],
  [{}, /not an object\b/],
  [[p], /not an array\b/],
  [Promise.resolve(p), /not a promise\b/],
];
for (const [name, [expected, call]] of Object.entries(FIRST)) {
  test(`${name}: something else in its place`, async () => {
    for (const [given, named] of GIVEN) {
      const error = await refusal(() => call(given));
      assert.match(error, expected);
      assert.match(error, named);
    }
  });
}

/** The same of options. */
const OPTIONS = {
  codemirror: codemirror.unglue,
  prosemirror: prosemirror.unglue,
  contenteditable: (options) => contenteditable(p, options),
  textarea: (options) => textarea(document.querySelector("textarea"), options),
  ckeditor: (options) => ckeditor({ editing: { view: { getDomRoot: () => p } }, once() {} }, options),
  lexical: (options) => lexical({ registerRootListener: () => () => {} }, options),
  monaco: (options) =>
    monaco(
      { editor: { registerCommand() {} }, languages: { registerCodeActionProvider() {} } },
      { getModel: () => null, onDidChangeModel() {}, addAction() {} },
      options,
    ),
  quill: (options) => quill({ root: p, updateContents() {} }, options),
  tinymce: (options) => tinymce({ getBody: () => p, once() {}, mode: {} }, options),
};
for (const [name, call] of Object.entries(OPTIONS)) {
  test(`${name}: something else in the place of options`, async () => {
    for (const given of [null, "words", 7])
      assert.match(await refusal(() => call(given)), /unglue needs options: .* not /);
    assert.match(await refusal(() => call({})), /options\.checker must be a checker, not undefined/);
    assert.match(await refusal(() => call(undefined)), /unglue needs options: .* not undefined/);
  });
}

test("what needs no checker of its host: something else in the place of options", async () => {
  for (const given of [null, "words", 7]) {
    assert.match(await refusal(() => define(given)), /options must be an object/);
    assert.match(await refusal(() => retext(given)), /options must be an object/);
    assert.match(await refusal(() => textlint.linter({}, given)), /options must be an object/);
  }
});

test("an editor that is not in the page yet is told apart", async () => {
  assert.match(await refusal(() => tinymce({ getBody: () => null, once() {} }, options)), /no region in the page yet/);
  const editor = { editing: { view: { getDomRoot: () => undefined } }, once() {} };
  assert.match(await refusal(() => ckeditor(editor, options)), /no root in the page yet/);
  assert.match(await refusal(() => monaco({ editor: {}, languages: {} }, {}, options)), /the module monaco-editor/);
});

/** Returns what is thrown, or what a promise is refused with: a TypeError of unglue's own. */
async function refusal(call) {
  try {
    await call();
  } catch (error) {
    assert.equal(error.name, "TypeError", error.stack);
    assert.doesNotMatch(error.message, /Cannot (read|destructure|convert)|is not a function/);
    return error.message;
  }
  return assert.fail("nothing is refused");
}
