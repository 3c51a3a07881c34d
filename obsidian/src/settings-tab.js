// The tab of the settings.

import { PluginSettingTab, Setting } from "obsidian";
import { RULES } from "unglue/rules";
import { LEVELS } from "../../www/src/levels.js";

/** @import { App } from "obsidian" */
/** @import { Settings } from "./settings.js" */
/** @import Unglue from "./main.js" */

export class SettingsTab extends PluginSettingTab {
  #plugin;

  /** @param {App} app @param {Unglue} plugin */
  constructor(app, plugin) {
    super(app, plugin);
    this.#plugin = plugin;
  }

  display() {
    const { containerEl, settings } = { containerEl: this.containerEl, settings: this.#plugin.settings };
    containerEl.empty();
    new Setting(containerEl).setName("Show").addDropdown((dropdown) => {
      for (const [name, { label }] of Object.entries(LEVELS)) dropdown.addOption(name, label);
      dropdown.setValue(settings.level);
      dropdown.onChange((level) => this.#change({ level: /** @type {Settings["level"]} */ (level) }));
    });
    new Setting(containerEl)
      .setName("Offer to repair what is pasted")
      .setDesc(
        "When a text that lost its spaces is pasted, such as one from a PDF. Nothing is changed unless you ask for it.",
      )
      .addToggle((toggle) =>
        toggle.setValue(settings.offersRepair).onChange((offersRepair) => this.#change({ offersRepair })),
      );
    new Setting(containerEl)
      .setName("Your words")
      .setDesc("Words that are right as they stand, one a line.")
      .setClass("unglue-words")
      .addTextArea((area) =>
        area.setValue(settings.words.join("\n")).onChange((text) => this.#change({ words: text.match(/\S+/g) ?? [] })),
      );
    if (settings.ignored.length) {
      new Setting(containerEl)
        .setName("What you ignore everywhere")
        .setDesc(settings.ignored.join(", "))
        .addButton((button) =>
          button.setButtonText("Show all of it again").onClick(async () => {
            await this.#change({ ignored: [] });
            this.display();
          }),
        );
    }
    new Setting(containerEl).setName("Rules").setHeading();
    for (const { name, label, isDefault } of RULES) {
      new Setting(containerEl)
        .setName(label)
        .addToggle((toggle) =>
          toggle
            .setValue(settings.rules[name] ?? isDefault)
            .onChange((isOn) => this.#change({ rules: { ...this.#plugin.settings.rules, [name]: isOn } })),
        );
    }
  }

  /** @param {Partial<Settings>} changed */
  #change(changed) {
    return this.#plugin.changeSettings(changed);
  }
}
