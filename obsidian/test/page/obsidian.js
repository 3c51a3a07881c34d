// The parts of Obsidian's interface that the plugin uses, as its documentation has them, on plain elements.

class Component {
  #ends = [];
  register(end) {
    this.#ends.push(end);
  }
  registerEvent(event) {
    this.register(() => event.off());
  }
  unload() {
    this.onunload?.();
    for (const end of this.#ends.splice(0).reverse()) end();
  }
}

export class Plugin extends Component {
  commands = new Map();
  tabs = [];
  constructor(app, manifest) {
    super();
    this.app = app;
    this.manifest = manifest;
  }
  async loadData() {
    return structuredClone(this.app.data);
  }
  async saveData(data) {
    this.app.data = structuredClone(data);
  }
  addCommand(command) {
    this.commands.set(command.id, command);
    this.register(() => this.commands.delete(command.id));
  }
  addSettingTab(tab) {
    this.tabs.push(tab);
    this.register(() => this.tabs.splice(this.tabs.indexOf(tab), 1));
  }
  registerEditorExtension(extension) {
    this.app.workspace.extensions.push(extension);
    this.app.workspace.updateOptions();
    this.register(() => {
      this.app.workspace.extensions.splice(this.app.workspace.extensions.indexOf(extension), 1);
      this.app.workspace.updateOptions();
    });
  }
}

export class PluginSettingTab {
  constructor(app, plugin) {
    this.app = app;
    this.plugin = plugin;
    this.containerEl = document.createElement("section");
    this.containerEl.empty = () => this.containerEl.replaceChildren();
  }
}

/** A control of a setting. */
class Control {
  constructor(element, event, property) {
    Object.assign(this, { element, event, property });
  }
  setValue(value) {
    this.element[this.property] = value;
    return this;
  }
  onChange(change) {
    this.element.addEventListener(this.event, () => change(this.element[this.property]));
    return this;
  }
  addOption(value, label) {
    this.element.append(new Option(label, value));
    return this;
  }
  setButtonText(text) {
    this.element.textContent = text;
    return this;
  }
  onClick(click) {
    this.element.addEventListener("click", click);
    return this;
  }
}

export class Setting {
  constructor(container) {
    this.element = document.createElement("label");
    container.append(this.element);
  }
  setName(name) {
    this.element.append(name, " ");
    return this;
  }
  setDesc(text) {
    this.element.title = text;
    return this;
  }
  setClass(name) {
    this.element.classList.add(name);
    return this;
  }
  setHeading() {
    return this;
  }
  #add(name, event, property, make, type) {
    const element = document.createElement(name);
    if (type) element.type = type;
    this.element.append(element);
    make(new Control(element, event, property));
    return this;
  }
  addDropdown = (make) => this.#add("select", "change", "value", make);
  addToggle = (make) => this.#add("input", "change", "checked", make, "checkbox");
  addTextArea = (make) => this.#add("textarea", "input", "value", make);
  addButton = (make) => this.#add("button", "click", "value", make);
}

export class Notice {
  constructor(message) {
    const element = document.createElement("div");
    element.className = "notice";
    element.append(message);
    document.body.append(element);
  }
}

/** What Obsidian has put into the page for all plugins. */
globalThis.createFragment = (fill) => {
  const fragment = document.createDocumentFragment();
  fragment.appendText = (text) => fragment.append(text);
  fragment.createEl = (name, { text }) => {
    const element = document.createElement(name);
    element.textContent = text;
    fragment.append(element);
    return element;
  };
  fill(fragment);
  return fragment;
};

/** The app around an editor, with what it keeps for the plugin. `reconfigure` is told of the extensions of all plugins. */
export class App {
  data = null;
  constructor(reconfigure) {
    const handlers = new Set();
    this.workspace = {
      extensions: [],
      updateOptions: () => reconfigure(this.workspace.extensions.map((extension) => [...extension])),
      on(name, handle) {
        const entry = { name, handle };
        handlers.add(entry);
        return { off: () => handlers.delete(entry) };
      },
      /** As a click with the right button does. */
      menu(editor) {
        const items = [];
        const menu = {
          addItem(make) {
            const item = { setSection: () => item, setIcon: () => item };
            item.setTitle = (title) => Object.assign(item, { title });
            item.onClick = (click) => Object.assign(item, { click });
            make(item);
            items.push(item);
          },
        };
        for (const { name, handle } of handlers) if (name === "editor-menu") handle(menu, editor);
        return items;
      },
    };
  }
}
