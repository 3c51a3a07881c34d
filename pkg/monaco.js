// The adapter for Monaco: marks are markers of the model, and what can be done about them are code actions.

import { Session } from "./editor/session.js";

const OWNER = "unglue";
const COMMAND = "unglue.run";

/** Which checking a model has, for the code actions; there is one provider for all editors. */
const attached = new Map();
let provider;

export function unglue(monaco, editor, options) {
  let checking;
  const restart = () => {
    checking?.destroy();
    checking = editor.getModel() ? new Checking(monaco, editor, options) : undefined;
  };
  const listeners = [editor.onDidChangeModel(restart), editor.onDidDispose(() => handle.destroy())];
  const keys = monaco.KeyMod;
  const action = (id, label, keybinding, run) =>
    editor.addAction({ id, label, keybindings: [keybinding], run });
  const actions = [
    action("unglue.fixAtCaret", "Insert the Missing Space", keys.Alt | monaco.KeyCode.Enter, () => void handle.fixAtCaret()),
    action("unglue.fixAll", "Insert All Missing Spaces", keys.CtrlCmd | keys.Shift | monaco.KeyCode.Enter, () => void handle.fixAll()),
  ];
  const handle = {
    fixAtCaret: () => checking?.fixAtCaret() ?? false,
    fixAll: async () => (await checking?.fixAll()) ?? 0,
    destroy() {
      checking?.destroy();
      checking = undefined;
      for (const listener of [...listeners.splice(0), ...actions.splice(0)]) listener.dispose();
    },
  };
  restart();
  return handle;
}

class Checking {
  #monaco;
  #editor;
  #model;
  #length;
  #composing = false;
  #scheduled = false;
  #listeners;

  constructor(monaco, editor, options) {
    this.#monaco = monaco;
    this.#editor = editor;
    this.#model = editor.getModel();
    this.#length = this.#model.getValueLength();
    this.session = new Session({ ...options, text: () => this.#model.getValue(), onChange: () => this.#changed() });
    attached.set(this.#model, this);
    provider ??= provide(monaco);
    this.#listeners = [
      this.#model.onDidChangeContent((event) => this.#edited(event)),
      this.#model.onWillDispose(() => this.destroy()),
      editor.onDidChangeCursorSelection(() => this.session.moveCaret(this.#caret)),
      editor.onDidFocusEditorText(() => this.session.moveCaret(this.#caret)),
      editor.onDidBlurEditorText(() => this.session.moveCaret(null)),
      editor.onDidCompositionStart(() => this.#compose(true)),
      editor.onDidCompositionEnd(() => this.#compose(false)),
    ];
  }

  get #caret() {
    return this.#editor.hasTextFocus() ? this.#model.getOffsetAt(this.#editor.getPosition()) : null;
  }

  #compose(composing) {
    this.#composing = composing;
    this.session.compose(composing);
  }

  #edited({ changes, isFlush, isEolChange, isUndoing, isRedoing }) {
    // From the last to the first, so that each fits the text that the one before it left.
    let edits = changes.map(({ rangeOffset, rangeLength, text }) => ({ from: rangeOffset, to: rangeOffset + rangeLength, insert: text }));
    const length = this.#model.getValueLength();
    const fits = edits.reduce((sum, { from, to, insert }) => sum + insert.length - (to - from), this.#length) === length;
    if (isFlush || isEolChange || !fits) edits = [{ from: 0, to: this.#length, insert: this.#model.getValue() }];
    this.#length = length;
    // The editor does not say what came by keys; more than a character and its closing bracket did not.
    const isShort = edits.length === 1 && edits[0].insert.length <= 2;
    const typed = (isShort || this.#composing) && !isUndoing && !isRedoing && this.#editor.hasTextFocus();
    // The caret follows a little later.
    this.session.edit(edits, { caret: typed ? edits[0].from + edits[0].insert.length : null, typed });
  }

  #changed() {
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      if (attached.get(this.#model) !== this) return;
      const severity = this.#monaco.MarkerSeverity.Info;
      const markers = this.session.marks.map((mark) => ({ ...this.#range(mark), severity, source: OWNER, message: mark.message }));
      this.#monaco.editor.setModelMarkers(this.#model, OWNER, markers);
    });
  }

  #range({ from, to }) {
    return this.#monaco.Range.fromPositions(this.#model.getPositionAt(from), this.#model.getPositionAt(to));
  }

  /** Inserts spaces, as a step of undo of its own. */
  #apply(edits) {
    if (!edits?.length) return false;
    this.#editor.pushUndoStop();
    const done = this.#editor.executeEdits(OWNER, edits.map((edit) => ({ range: this.#range(edit), text: edit.insert })));
    this.#editor.pushUndoStop();
    return done;
  }

  fixAtCaret() {
    const mark = this.session.at(this.#model.getOffsetAt(this.#editor.getPosition()));
    return mark !== undefined && this.#apply(this.session.fix(mark));
  }

  async fixAll() {
    const edits = (await this.session.fixAll()) ?? [];
    return this.#apply(edits) ? edits.length : 0;
  }

  codeActions(range) {
    const from = this.#model.getOffsetAt(range.getStartPosition());
    const to = this.#model.getOffsetAt(range.getEndPosition());
    const touched = this.session.marks.filter((mark) => mark.from <= to && from <= mark.to);
    return touched.flatMap((mark) => {
      const word = this.#model.getValueInRange(this.#range(mark));
      const actions = this.session.actions(mark, word, (nth) => this.#apply(this.session.fix(mark, nth)));
      return actions.map(({ name, run }, nth) => ({
        title: name,
        kind: "quickfix",
        isPreferred: nth === 0,
        command: { id: COMMAND, title: name, arguments: [run] },
      }));
    });
  }

  destroy() {
    for (const listener of this.#listeners) listener.dispose();
    if (attached.get(this.#model) === this) attached.delete(this.#model);
    this.session.destroy();
    if (!this.#model.isDisposed()) this.#monaco.editor.setModelMarkers(this.#model, OWNER, []);
    if (attached.size > 0) return;
    provider?.dispose();
    provider = undefined;
  }
}

/** Registers what all editors share. */
function provide(monaco) {
  const registered = [
    monaco.editor.registerCommand(COMMAND, (_, run) => run()),
    monaco.languages.registerCodeActionProvider(
      { pattern: "**" },
      { provideCodeActions: (model, range) => ({ actions: attached.get(model)?.codeActions(range) ?? [], dispose() {} }) },
      { providedCodeActionKinds: ["quickfix"] },
    ),
  ];
  return { dispose: () => registered.forEach((one) => one.dispose()) };
}
