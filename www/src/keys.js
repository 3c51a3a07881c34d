// Names of keys as they are printed on this machine's keyboard.

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
const MAC = { Mod: "⌘", Alt: "⌥", Shift: "⇧", Enter: "↩" };
const OTHER = { Mod: "Ctrl", Alt: "Alt", Shift: "Shift", Enter: "Enter" };

/** @param {string} key as CodeMirror writes it: Mod-Shift-Enter */
export function keyName(key) {
  const names = /** @type {Record<string, string>} */ (isMac ? MAC : OTHER);
  const parts = key.split("-").map((part) => names[part] ?? (part.length === 1 ? part.toUpperCase() : part));
  return parts.join(isMac ? "" : " + ");
}

export function printKeys() {
  for (const kbd of document.querySelectorAll("kbd[data-key]")) {
    kbd.textContent = keyName(/** @type {HTMLElement} */ (kbd).dataset.key ?? "");
  }
}
