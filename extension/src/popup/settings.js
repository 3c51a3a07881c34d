// How sure the checker has to be, and what it looks for.

import { RULES } from "unglue/rules";
import { LEVELS } from "../../../www/src/levels.js";
import { changeSettings, readSettings } from "../settings.js";
import { byId, h } from "./dom.js";

export async function showSettings() {
  const settings = await readSettings();
  const level = /** @type {HTMLSelectElement} */ (byId("level"));
  level.append(...Object.entries(LEVELS).map(([name, { label }]) => h("option", { value: name }, label)));
  level.value = settings.level;
  level.addEventListener("change", () => changeSettings({ level: /** @type {keyof typeof LEVELS} */ (level.value) }));
  const pastes = /** @type {HTMLInputElement} */ (byId("pastes"));
  pastes.checked = settings.checksPastes;
  pastes.addEventListener("change", () => changeSettings({ checksPastes: pastes.checked }));
  const rows = RULES.map(({ name, label, isDefault }) => {
    const box = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox" }));
    box.checked = settings.rules[name] ?? isDefault;
    box.addEventListener("change", async () => {
      const { rules } = await readSettings();
      await changeSettings({ rules: { ...rules, [name]: box.checked } });
    });
    return h("label", { class: "check" }, box, label);
  });
  byId("rules").append(...rows);
}
