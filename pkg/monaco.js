// The adapter for Monaco: marks are markers of the model, and what can be done about them are code actions. Both belong to
// a model, so all editors that show it share one checking.

import { defined } from "./defined.js";
import { growth, mapped } from "./edits.js";
import { isInOff } from "./editor/off.js";
import { can, checkGiven } from "./editor/given.js";
import { nameOf } from "./editor/messages.js";
import { checkOptions } from "./editor/options.js";
import { byRanges } from "./editor/protection.js";
import { removalsOf } from "./editor/removals.js";
import { Session } from "./editor/session.js";
import { addStyles } from "./editor/styles.js";

/** @import { editor as Editors, IDisposable, Position, Range } from "monaco-editor" */
/** @import { AdapterOptions } from "./adapter.js" */
/** @import { Edit } from "./index.js" */
/** @import { Monaco } from "./monaco.js" */
/** @import { Mark } from "./worker.js" */

const OWNER = "unglue";
const COMMAND = "unglue.run";
/** How many markers a model gets: Monaco makes all anew whenever one comes or goes. */
const MOST = 500;
/** How a space that goes is drawn: a marker alone says nothing of it. What is typed beside it is not of it. */
const REMOVAL = {
  description: "unglue-removal",
  inlineClassName: "unglue-removal",
  stickiness: /** @type {Editors.TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges} */ (1),
};
/** How long after the last edit markers that have only moved are told where they are. Milliseconds. */
const MOVED_MS = 300;

/** The checking of each model. @type {Map<Editors.ITextModel, Checking>} */
const checkings = new Map();
/** What is registered with each Monaco while one of its models is checked. @type {Map<Monaco, IDisposable[]>} */
const registered = new Map();

/** @type {typeof import("./monaco.js").unglue} */
export function unglue(monaco, editor, options) {
  checkMonaco(monaco, editor);
  checkOptions(options);
  let leave = () => {};
  /** @type {Checking | undefined} */
  let checking;
  const restart = () => {
    leave();
    leave = () => {};
    const model = editor.getModel();
    checking = model ? (checkings.get(model) ?? new Checking(monaco, model, options)) : undefined;
    if (checking) leave = checking.join(editor);
  };
  const listeners = [editor.onDidChangeModel(restart), editor.onDidDispose(() => handle.destroy())];
  const keys = monaco.KeyMod;
  /**
   * @param {string} id
   * @param {string} label
   * @param {number} keybinding
   * @param {() => void} run
   */
  const action = (id, label, keybinding, run) => editor.addAction({ id, label, keybindings: [keybinding], run });
  const name = (/** @type {Parameters<typeof nameOf>[1]} */ what) => nameOf(options.messages, what);
  const actions = [
    action("unglue.fixAtCaret", name("fixAtCaret"), keys.Alt | monaco.KeyCode.Enter, () => void handle.fixAtCaret()),
    action(
      "unglue.fixAll",
      name("fixAll"),
      keys.CtrlCmd | keys.Shift | monaco.KeyCode.Enter,
      () => void handle.fixAll(),
    ),
    // Without a key: it is in the list of commands.
    editor.addAction({ id: "unglue.repair", label: name("repair"), run: () => void handle.repair() }),
  ];
  const handle = {
    fixAtCaret: () => checking?.fixAtCaret(editor) ?? false,
    fixAll: async () => (await checking?.fixAll(editor)) ?? 0,
    repair: async () => (await checking?.repair(editor)) ?? 0,
    destroy() {
      leave();
      leave = () => {};
      checking = undefined;
      for (const listener of [...listeners.splice(0), ...actions.splice(0)]) listener.dispose();
    },
  };
  restart();
  return handle;
}

/** @param {unknown} monaco @param {unknown} editor */
function checkMonaco(monaco, editor) {
  const remedy = "unglue(monaco, editor, { checker })";
  const isModule = (/** @type {Partial<Monaco>} */ given) =>
    typeof given.editor?.registerCommand === "function" &&
    typeof given.languages?.registerCodeActionProvider === "function";
  checkGiven(monaco, "the module monaco-editor", isModule, remedy);
  const isEditor = (/** @type {unknown} */ given) => can(given, "getModel", "addAction");
  checkGiven(editor, "an editor of Monaco", isEditor, remedy);
}

/** @param {Editors.ICodeEditor} editor */
const isReadOnly = (editor) => editor.getRawOptions().readOnly === true;
/** @param {Editors.ICodeEditor} editor */
const isOff = (editor) => isInOff(editor.getContainerDomNode());

class Checking {
  /** @type {Monaco} */
  #monaco;
  /** @type {Editors.ITextModel} */
  #model;
  /** @type {AdapterOptions<[model: Editors.ITextModel]>["protect"]} */
  #protect;
  /** The editors that show the model. @type {Set<{ editor: Editors.ICodeEditor }>} */
  #editors = new Set();
  /** The one that had the focus last. @type {Editors.ICodeEditor | undefined} */
  #active;
  #length;
  #isComposing = false;
  /** @type {readonly Mark[]} */
  #drawn = [];
  /** The decorations of the spaces that go. @type {string[]} */
  #removals = [];
  #scheduled = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #listeners;

  /**
   * @param {Monaco} monaco
   * @param {Editors.ITextModel} model
   * @param {AdapterOptions<[model: Editors.ITextModel]>} options
   */
  constructor(monaco, model, options) {
    this.#monaco = monaco;
    this.#model = model;
    this.#length = model.getValueLength();
    const { protect, ...rest } = options;
    this.#protect = protect;
    checkings.set(model, this);
    this.session = new Session({ ...rest, text: () => model.getValue(), onChange: () => this.#schedule() }, (edits) =>
      this.#protection(edits),
    );
    if (!registered.has(monaco)) registered.set(monaco, register(monaco));
    this.#listeners = [
      model.onDidChangeContent((event) => this.#edited(event)),
      model.onWillDispose(() => this.#destroy()),
    ];
  }

  /**
   * Adds an editor that shows the model. Returns how to take it away again.
   * @param {Editors.ICodeEditor} editor
   */
  join(editor) {
    // Who attaches twice leaves twice.
    const seat = { editor };
    const removeStyles = addStyles(editor.getContainerDomNode());
    this.#editors.add(seat);
    this.#active ??= editor;
    const listeners = [
      editor.onDidChangeCursorSelection(() => this.session.moveCaret(this.#caret)),
      editor.onDidFocusEditorText(() => {
        this.#active = editor;
        this.session.moveCaret(this.#caret);
      }),
      editor.onDidBlurEditorText(() => this.session.moveCaret(this.#caret)),
      editor.onDidCompositionStart(() => this.#compose(true)),
      editor.onDidCompositionEnd(() => this.#compose(false)),
      editor.onDidPaste(({ range }) => this.#pasted(editor, range)),
      editor.onDidScrollChange(() => this.#schedule()),
      editor.onDidLayoutChange(() => this.#schedule()),
    ];
    return () => {
      for (const listener of listeners) listener.dispose();
      removeStyles();
      this.#editors.delete(seat);
      const [other] = this.#editors;
      if (!other) this.#destroy();
      else if (this.#active === editor) this.#active = other.editor;
    };
  }

  get #caret() {
    const focused = [...this.#editors].find(({ editor }) => editor.hasTextFocus());
    return focused ? this.#model.getOffsetAt(defined(focused.editor.getPosition())) : null;
  }

  /** @param {boolean} isComposing */
  #compose(isComposing) {
    this.#isComposing = isComposing;
    this.session.compose(isComposing);
  }

  /**
   * What is not to be checked. No model has the text after edits, so what is protected in this one's moves with them.
   * @param {readonly Edit[] | null} edits
   * @returns {import("./editor/protection.js").Predicate}
   */
  #protection(edits) {
    if ([...this.#editors].every(({ editor }) => isOff(editor))) return () => true;
    const protect = this.#protect;
    if (!protect) return () => false;
    return byRanges((after) => (after ? [] : protect(this.#model.getValue(), this.#model)))(edits);
  }

  /** @param {Editors.IModelContentChangedEvent} event */
  #edited({ changes, isFlush, isEolChange, isUndoing, isRedoing }) {
    // From the last to the first, so that each fits the text that the one before it left.
    let edits = changes.map(({ rangeOffset, rangeLength, text }) => ({
      from: rangeOffset,
      to: rangeOffset + rangeLength,
      insert: text,
    }));
    const length = this.#model.getValueLength();
    const fits = edits.reduce((sum, edit) => sum + growth(edit), this.#length) === length;
    if (isFlush || isEolChange || !fits) edits = [{ from: 0, to: this.#length, insert: this.#model.getValue() }];
    this.#length = length;
    // The editor does not say what came by keys; more than a character and its closing bracket did not.
    const isShort = edits.length === 1 && edits[0].insert.length <= 2;
    const typed = (isShort || this.#isComposing) && !isUndoing && !isRedoing && this.#caret !== null;
    // The caret follows a little later.
    this.session.edit(edits, { caret: typed ? mapped(edits[0].to, edits[0]) : null, typed });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#draw(true), MOVED_MS);
  }

  #schedule() {
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      if (checkings.get(this.#model) === this) this.#draw(false);
    });
  }

  /**
   * Sets the markers if others are near, or, `moved`, if they have moved: Monaco moves what it paints by itself.
   * @param {boolean} moved
   */
  #draw(moved) {
    const marks = this.#near();
    const same = marks.length === this.#drawn.length && marks.every((mark, nth) => mark === this.#drawn[nth]);
    if (same && !(moved && marks.length > 0)) return;
    this.#drawn = marks;
    const severity = this.#monaco.MarkerSeverity.Info;
    const markers = marks.map((mark) => ({
      ...this.#range(mark),
      severity,
      source: OWNER,
      message: this.session.message(mark),
    }));
    this.#monaco.editor.setModelMarkers(this.#model, OWNER, markers);
    this.#drawRemovals(marks);
  }

  /** @param {readonly Mark[]} marks */
  #drawRemovals(marks) {
    const removals = marks.flatMap(removalsOf).map((removal) => ({ range: this.#range(removal), options: REMOVAL }));
    this.#removals = this.#model.deltaDecorations(this.#removals, removals);
  }

  /** The marks nearest to what can be seen in any of the editors. */
  #near() {
    /** @type {Set<Mark>} */
    const near = new Set();
    for (const { editor } of this.#editors) {
      const ranges = editor.getVisibleRanges();
      const [from, to] =
        ranges.length > 0
          ? [ranges[0].getStartPosition(), defined(ranges.at(-1)).getEndPosition()].map((at) =>
              this.#model.getOffsetAt(at),
            )
          : [0, 0];
      for (const mark of this.session.near(from, to, MOST)) near.add(mark);
    }
    return [...near].sort((a, b) => a.from - b.from);
  }

  /** @param {{ readonly from: number, readonly to: number }} range */
  #range({ from, to }) {
    return this.#monaco.Range.fromPositions(this.#model.getPositionAt(from), this.#model.getPositionAt(to));
  }

  /**
   * Makes edits in an editor, as a step of undo of its own. Returns how many the editor took: it takes all of them or none.
   * @param {Editors.ICodeEditor} editor
   * @param {readonly Edit[] | null} edits
   */
  #apply(editor, edits) {
    if (!edits?.length || isReadOnly(editor)) return 0;
    const before = this.#model.getValue();
    editor.pushUndoStop();
    editor.executeEdits(
      OWNER,
      edits.map((edit) => ({ range: this.#range(edit), text: edit.insert })),
    );
    editor.pushUndoStop();
    return this.#model.getValue() === before ? 0 : edits.length;
  }

  /** @param {Editors.ICodeEditor} editor */
  fixAtCaret(editor) {
    const mark = this.session.at(this.#model.getOffsetAt(defined(editor.getPosition())));
    return mark !== undefined && this.#apply(editor, this.session.fix(mark)) > 0;
  }

  /** @param {Editors.ICodeEditor} editor */
  async fixAll(editor) {
    if (isReadOnly(editor)) return 0;
    const edits = await this.session.fixAll();
    return editor.getModel() === this.#model ? this.#apply(editor, edits) : 0;
  }

  /** @param {Editors.ICodeEditor} editor */
  async repair(editor) {
    if (isReadOnly(editor)) return 0;
    const repaired = await this.session.repair();
    return repaired && editor.getModel() === this.#model ? this.#apply(editor, repaired.edits) : 0;
  }

  /**
   * @param {Editors.ICodeEditor} editor
   * @param {Range} range
   */
  #pasted(editor, range) {
    const [from, to] = [range.getStartPosition(), range.getEndPosition()].map((at) => this.#model.getOffsetAt(at));
    this.session.pasted({ from, to }, (edits) => this.#apply(editor, edits), {
      editor: editor.getContainerDomNode(),
      focus: () => editor.focus(),
      at: (part) => boxAt(editor, this.#model.getPositionAt(part.to)),
    });
  }

  /**
   * @param {Range} range
   * @returns {import("monaco-editor").languages.CodeAction[]}
   */
  codeActions(range) {
    const editor = this.#active;
    if (!editor) return [];
    const from = this.#model.getOffsetAt(range.getStartPosition());
    const to = this.#model.getOffsetAt(range.getEndPosition());
    const touched = this.session.near(from, to, MOST).filter((mark) => mark.from <= to && from <= mark.to);
    return touched.flatMap((mark) => {
      const word = this.#model.getValueInRange(this.#range(mark));
      const apply = () => this.#apply(editor, this.session.fix(mark));
      const actions = this.session.actions(mark, word, isReadOnly(editor) ? null : apply);
      return actions.map(({ name, before, run }, nth) => {
        const title = before === undefined ? name : `${before} → ${name}`;
        const isPreferred = nth === 0 && !isReadOnly(editor);
        return { title, kind: "quickfix", isPreferred, command: { id: COMMAND, title, arguments: [run] } };
      });
    });
  }

  #destroy() {
    if (checkings.get(this.#model) !== this) return;
    checkings.delete(this.#model);
    clearTimeout(this.#timer);
    for (const listener of this.#listeners) listener.dispose();
    this.session.destroy();
    if (!this.#model.isDisposed()) {
      this.#monaco.editor.setModelMarkers(this.#model, OWNER, []);
      this.#drawRemovals([]);
    }
    if ([...checkings.values()].some((other) => other.#monaco === this.#monaco)) return;
    for (const one of registered.get(this.#monaco) ?? []) one.dispose();
    registered.delete(this.#monaco);
  }
}

/**
 * The box in the window of a position that can be seen.
 * @param {Editors.ICodeEditor} editor
 * @param {Position} position
 */
function boxAt(editor, position) {
  const box = editor.getScrolledVisiblePosition(position);
  if (!box) return null;
  const { left, top } = editor.getContainerDomNode().getBoundingClientRect();
  return { left: left + box.left, top: top + box.top, bottom: top + box.top + box.height };
}

/**
 * Registers what all models share.
 * @param {Monaco} monaco
 */
function register(monaco) {
  /**
   * @param {Editors.ITextModel} model
   * @param {Range} range
   */
  const provideCodeActions = (model, range) => ({
    actions: checkings.get(model)?.codeActions(range) ?? [],
    dispose() {},
  });
  return [
    monaco.editor.registerCommand(COMMAND, (_, run) => run()),
    monaco.languages.registerCodeActionProvider(
      { pattern: "**" },
      { provideCodeActions },
      { providedCodeActionKinds: ["quickfix"] },
    ),
  ];
}
