// Light or dark: the system's choice until the reader makes one, which is then kept.

const KEY = "unglue.theme";

/** @param {HTMLButtonElement} button */
export function connectTheme(button) {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
  const show = () => button.setAttribute("aria-pressed", String(isDark()));

  button.addEventListener("click", () => {
    const theme = isDark() ? "light" : "dark";
    // Back at what the system says, the page follows the system again.
    const follows = (theme === "dark") === system.matches;
    if (follows) delete root.dataset.theme;
    else root.dataset.theme = theme;
    try {
      if (follows) localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, theme);
    } catch {
      // No storage: the choice lasts as long as the page.
    }
    show();
  });
  system.addEventListener("change", show);
  show();
}
