// Checks that do all of their work.

/**
 * Checks a text that the checker does not keep: of the text that it was last asked about, it checks only what changed. What it
 * knows of the words stays.
 */
export function checkAnew(checker, text) {
  checker.check("");
  return checker.check(text);
}
