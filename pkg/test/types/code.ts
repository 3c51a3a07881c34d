// The code against the declarations: what each module exports must be what its `.d.ts` says. `code/…` is the script itself,
// where an import by its path would find the declaration; see `pkg/tsconfig.json`.

import * as codemirrorCode from "code/codemirror";
import * as contenteditableCode from "code/contenteditable";
import * as fieldCode from "code/field";
import * as ckeditorCode from "code/ckeditor";
import * as lexicalCode from "code/lexical";
import * as quillCode from "code/quill";
import * as slateCode from "code/slate";
import * as tinymceCode from "code/tinymce";
import * as indexCode from "code/index";
import * as monacoCode from "code/monaco";
import * as nodeCode from "code/node";
import * as prosemirrorCode from "code/prosemirror";
import * as retextCode from "code/retext";
import * as sessionCode from "code/session";
import * as textareaCode from "code/textarea";
import * as textlintCode from "code/textlint";
import * as tiptapCode from "code/tiptap";
import * as workerCode from "code/worker";
import * as workerNodeCode from "code/worker-node";
import * as workerdCode from "code/workerd";
import type * as codemirror from "../../codemirror.js";
import type * as contenteditable from "../../contenteditable.js";
import type * as field from "../../field.js";
import type * as ckeditor from "../../ckeditor.js";
import type * as lexical from "../../lexical.js";
import type * as quill from "../../quill.js";
import type * as slate from "../../slate.js";
import type * as tinymce from "../../tinymce.js";
import type * as index from "../../index.js";
import type * as monaco from "../../monaco.js";
import type * as prosemirror from "../../prosemirror.js";
import type * as retext from "../../retext.js";
import type * as session from "../../session.js";
import type * as textarea from "../../textarea.js";
import type * as textlint from "../../textlint.js";
import type * as tiptap from "../../tiptap.js";
import type * as worker from "../../worker.js";

/** A function, compared by its own parameters: those of methods may otherwise be narrower than what is declared. */
type Exact<T> = T extends (...args: infer Args) => infer Result ? (...args: Args) => Result : T;

/** What an object has. */
type Members<T> = { [Name in keyof T]: Exact<T[Name]> };

/** An export, by what is declared of it: a class whose constructor is private is compared by its objects. */
type Export<Declared, T> = Declared extends abstract new (
  ...args: never
) => unknown
  ? T extends abstract new (
      ...args: infer Args
    ) => infer Made
    ? new (
        ...args: Args
      ) => Members<Made>
    : "no class"
  : Declared extends (...args: never) => unknown
    ? Exact<T>
    : Declared extends { prototype: object }
      ? T extends { prototype: infer Made }
        ? Members<Made>
        : "no class"
      : T;

type Exports<Declared, T> = {
  [Name in keyof Declared]: Export<Declared[Name], Name extends keyof T ? T[Name] : "not exported">;
};

function conforms<Declared>() {
  return <T>(_code: Exports<Declared, T> extends Exports<Declared, Declared> ? T : Exports<Declared, Declared>) => {};
}

conforms<typeof index>()(indexCode);
conforms<typeof index>()(nodeCode);
conforms<typeof index>()(workerdCode);
conforms<typeof worker>()(workerCode);
conforms<typeof worker>()(workerNodeCode);
conforms<typeof session>()(sessionCode);
conforms<typeof codemirror>()(codemirrorCode);
conforms<typeof prosemirror>()(prosemirrorCode);
conforms<typeof tiptap>()(tiptapCode);
conforms<typeof monaco>()(monacoCode);
conforms<typeof textarea>()(textareaCode);
conforms<typeof contenteditable>()(contenteditableCode);
conforms<typeof field>()(fieldCode);
conforms<typeof ckeditor>()(ckeditorCode);
conforms<typeof lexical>()(lexicalCode);
conforms<typeof quill>()(quillCode);
conforms<typeof slate>()(slateCode);
conforms<typeof tinymce>()(tinymceCode);
conforms<typeof textlint>()(textlintCode);
conforms<typeof retext>()(retextCode);

// What is not as it is declared is seen. A parameter:
// @ts-expect-error
conforms<{ initSync(bytes: string): void }>()(indexCode);
// @ts-expect-error a result:
conforms<{ initSync(bytes: index.Bytes): number }>()(indexCode);
// @ts-expect-error an export that is missing:
conforms<{ initLater(): void }>()(indexCode);
// @ts-expect-error a method of a class, by its parameter:
conforms<{ Session: new (options: session.SessionOptions) => { moveCaret(caret: string): void } }>()(sessionCode);
// @ts-expect-error and one that is missing:
conforms<{ Session: new (options: session.SessionOptions) => { moveCarets(): void } }>()(sessionCode);
// @ts-expect-error what a class is made with:
conforms<{ Session: new () => session.Session }>()(sessionCode);
