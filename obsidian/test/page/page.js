// A page with an editor such as Obsidian's, of its version of CodeMirror, which loads the built plugin as Obsidian does.

import * as commands from "@codemirror/commands";
import { markdown } from "@codemirror/lang-markdown";
import * as language from "@codemirror/language";
import * as state from "@codemirror/state";
import * as view from "@codemirror/view";
import * as highlight from "@lezer/highlight";
import * as obsidian from "./obsidian.js";

const GIVEN = {
  obsidian,
  "@codemirror/commands": commands,
  "@codemirror/language": language,
  "@codemirror/state": state,
  "@codemirror/view": view,
  "@lezer/highlight": highlight,
};

const slot = new state.Compartment();
const cm = new view.EditorView({
  parent: document.querySelector("main"),
  extensions: [
    slot.of([]),
    markdown(),
    commands.history(),
    view.EditorView.lineWrapping,
    view.keymap.of([...commands.historyKeymap, ...commands.defaultKeymap]),
  ],
});
const app = new obsidian.App((extensions) => cm.dispatch({ effects: slot.reconfigure(extensions) }));

/** Obsidian's editor, around CodeMirror's. */
const editor = {
  cm,
  offsetToPos(offset) {
    const line = cm.state.doc.lineAt(offset);
    return { line: line.number - 1, ch: offset - line.from };
  },
  setSelection(from, to) {
    const at = ({ line, ch }) => cm.state.doc.line(line + 1).from + ch;
    cm.dispatch({ selection: { anchor: at(from), head: at(to) } });
  },
  scrollIntoView() {},
};

const code = await (await fetch("plugin.js")).text();
const module = { exports: {} };
new Function("require", "module", "exports", code)((name) => GIVEN[name], module, module.exports);
const Unglue = module.exports.default;

let plugin;
Object.assign(globalThis, {
  cm,
  app,
  async load(data = null) {
    app.data = data;
    plugin = new Unglue(app, {});
    await plugin.onload();
  },
  unload: () => plugin.unload(),
  run: (id) => plugin.commands.get(id).editorCallback(editor),
  commands: () => [...plugin.commands.keys()],
  /** What the menu of the editor has at an offset. */
  menu(at) {
    cm.dispatch({ selection: { anchor: at } });
    return app.workspace.menu(editor).map(({ title }) => title);
  },
  choose(title) {
    app.workspace
      .menu(editor)
      .find((item) => item.title === title)
      .click();
  },
  /** Opens the settings beside the note. */
  openSettings() {
    const [tab] = plugin.tabs;
    document.body.append(tab.containerEl);
    tab.display();
  },
  text: () => cm.state.doc.toString(),
  set: (insert) => cm.dispatch({ changes: { from: 0, to: cm.state.doc.length, insert } }),
  version: () => [Object.hasOwn(view, "activateHover"), app.workspace.extensions.length],
  ready: true,
});
