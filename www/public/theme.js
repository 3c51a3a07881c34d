// Runs before the first paint. What is kept, and how it is changed, is in src/theme.js.
try {
  const kept = localStorage.getItem("unglue.theme");
  if (kept === "light" || kept === "dark") document.documentElement.dataset.theme = kept;
} catch {
  // No storage: the page follows the system.
}
