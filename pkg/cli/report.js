// What people read: place, word and context of every diagnostic.

/** About as much of a line as a terminal shows. */
const CONTEXT = 32;

/** Everything that `check` says about one text. */
export function describe({ file, text, diagnostics }) {
  const name = file === "-" ? "<stdin>" : clean(file);
  return locate(text, diagnostics)
    .map((diagnostic) => {
      const { line, column, rule, confidence, suggestions } = diagnostic;
      const [suggestion] = suggestions;
      const percent = Math.floor(confidence * 100);
      const title = `${name}:${line}:${column}: “${clean(suggestion.text)}” (${rule}, ${percent} %)`;
      return `${title}\n${context(text, diagnostic)}\n`;
    })
    .join("");
}

/** Adds `line` and `column`, both from 1. */
export function locate(text, diagnostics) {
  const breaks = /\r\n|\n|\r/g;
  let [line, start] = [1, 0];
  let next = breaks.exec(text);
  return diagnostics.map((diagnostic) => {
    while (next !== null && next.index < diagnostic.from) {
      line += 1;
      start = breaks.lastIndex;
      next = breaks.exec(text);
    }
    return { line, column: diagnostic.from - start + 1, ...diagnostic };
  });
}

/** The last line: how much was found or done. */
export function summarise(command, results) {
  const found = results.flatMap(({ diagnostics }) => diagnostics).length;
  const files = results.length === 1 ? "1 text" : `${results.length} texts`;
  if (command === "fix") {
    const changed = results.filter(({ text, fixed }) => text !== fixed).length;
    return `unglue: ${changed} of ${files} changed\n`;
  }
  if (found === 0) return `unglue: nothing found in ${files}\n`;
  return `unglue: found ${found === 1 ? "1 token" : `${found} tokens`} without a space in ${files}\n`;
}

/** The line around a token, cut to fit, with the token underlined. */
function context(text, { from, to }) {
  const lineStart = Math.max(text.lastIndexOf("\n", from - 1), text.lastIndexOf("\r", from - 1)) + 1;
  const rest = text.slice(to, to + CONTEXT + 1).search(/[\r\n]/);
  const start = Math.max(lineStart, from - CONTEXT);
  const end = rest >= 0 ? to + rest : Math.min(text.length, to + CONTEXT);
  const before = (start > lineStart ? "…" : "") + clean(text.slice(start, from));
  const token = clean(text.slice(from, to).slice(0, 3 * CONTEXT));
  const after = rest < 0 && end < text.length ? "…" : "";
  const carets = "^".repeat(Math.max(1, width(token)));
  return `  ${before}${token}${clean(text.slice(to, end))}${after}\n  ${" ".repeat(width(before))}${carets}`;
}

/** Makes a text safe for a terminal, and as wide as it seems: control characters become visible. */
export function clean(text) {
  return text.toWellFormed().replaceAll("\t", " ").replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, "·");
}

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const WIDE = /^[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|\ufe0f/u;

/** Columns on a terminal. */
function width(text) {
  let columns = 0;
  for (const { segment } of graphemes.segment(text)) columns += WIDE.test(segment) ? 2 : 1;
  return columns;
}
