// The plugin: what it adds to Obsidian, and what it takes away again.

import { Notice, Plugin } from "obsidian";
import { startChecker } from "./checker.js";
import { actionsAt, checkingIn, extensionOf } from "./editor.js";
import { asSettings, optionsOf } from "./settings.js";
import { SettingsTab } from "./settings-tab.js";

/** @import { Editor, Menu } from "obsidian" */
/** @import { PasteOffer } from "unglue/codemirror" */
/** @import { Personal } from "unglue" */
/** @import { WorkerChecker } from "unglue/worker" */
/** @import { Settings } from "./settings.js" */

/** From so many repairs on, a paste that lost its spaces is offered to be repaired. */
const WORTH_OFFERING = 3;
/** How long the offer can be seen. Milliseconds. */
const OFFER_MS = 15_000;

export default class Unglue extends Plugin {
  /** @type {Settings} */
  settings = asSettings(undefined);
  /** @type {WorkerChecker | undefined} */
  #checker;
  /** What every editor has: another array element means that Obsidian takes the old one out. @type {import("@codemirror/state").Extension[]} */
  #extensions = [];

  async onload() {
    this.settings = asSettings(await this.loadData());
    await this.#start();
    this.registerEditorExtension(this.#extensions);
    this.register(() => this.#checker?.terminate());
    this.addSettingTab(new SettingsTab(this.app, this));
    this.#addCommands();
    this.registerEvent(this.app.workspace.on("editor-menu", (menu, editor) => this.#fill(menu, editor)));
  }

  /** Another device has changed the settings. */
  async onExternalSettingsChange() {
    this.settings = asSettings(await this.loadData());
    await this.restart();
  }

  /** Keeps the settings as they are now, and checks by them. */
  async changeSettings(/** @type {Partial<Settings>} */ changed) {
    Object.assign(this.settings, changed);
    await this.saveData(this.settings);
    await this.restart();
  }

  /** Checks every note anew by the settings as they are now. */
  async restart() {
    const before = this.#checker;
    await this.#start();
    this.app.workspace.updateOptions();
    before?.terminate();
  }

  async #start() {
    const { words, ignored, offersRepair } = this.settings;
    const checker = await startChecker(optionsOf(this.settings));
    // A word that is none is told, and the others hold.
    await checker.importPersonal({ words, ignored }).catch((error) => new Notice(`Unglue: ${error.message}`));
    this.#checker = checker;
    const extension = extensionOf({
      checker,
      onPersonal: (personal) => void this.#learn(personal),
      onPaste: offersRepair ? (offer) => this.#offer(offer) : undefined,
    });
    this.#extensions.splice(0, this.#extensions.length, extension);
  }

  /** Keeps what the writer has taught the checker. @param {Personal} personal */
  async #learn({ words, ignored }) {
    Object.assign(this.settings, { words, ignored });
    await this.saveData(this.settings);
  }

  #addCommands() {
    /** @param {number} count */
    const say = (count) => new Notice(count === 1 ? "1 space mended" : `${count} spaces mended`);
    this.addCommand({
      id: "fix-all",
      name: "Fix all in note",
      editorCallback: async (editor) => say((await checkingIn(editor)?.fixAll()) ?? 0),
    });
    this.addCommand({
      id: "repair",
      name: "Repair note",
      editorCallback: async (editor) => say((await checkingIn(editor)?.repair()) ?? 0),
    });
    this.addCommand({
      id: "fix-at-cursor",
      name: "Fix at cursor",
      editorCallback: (editor) => void checkingIn(editor)?.fixAtCaret(),
    });
    for (const [id, name, direction] of /** @type {const} */ ([
      ["next", "Go to next fault", 1],
      ["previous", "Go to previous fault", -1],
    ])) {
      this.addCommand({
        id,
        name,
        editorCallback(editor) {
          const mark = checkingIn(editor)?.following(direction);
          if (!mark) return;
          const [from, to] = [editor.offsetToPos(mark.from), editor.offsetToPos(mark.to)];
          editor.setSelection(from, to);
          editor.scrollIntoView({ from, to }, true);
        },
      });
    }
  }

  /** Puts what can be done about the fault at the caret into the menu of the editor. @param {Menu} menu @param {Editor} editor */
  #fill(menu, editor) {
    for (const { name, run } of actionsAt(editor)) {
      menu.addItem((item) => item.setSection("correction").setTitle(name).setIcon("space").onClick(run));
    }
  }

  /** @param {PasteOffer} offer */
  #offer({ repairs, repair }) {
    if (repairs.length < WORTH_OFFERING) return;
    const content = createFragment((fragment) => {
      fragment.appendText(`${repairs.length} spaces of what was pasted seem wrong. `);
      const button = fragment.createEl("button", { text: "Repair" });
      button.addEventListener("click", () => void repair());
    });
    new Notice(content, OFFER_MS);
  }
}
