// What in a note is no prose, beyond what the checker leaves alone in every text: properties, where a link leads to, math.

const PROPERTIES = /^---[ \t]*\r?\n(?:[\s\S]*?\r?\n)?---[ \t]*(?:\r?\n|$)/;
/** The property by which a note is left alone: `unglue: false`, or `off`. */
const OFF = /^unglue:[ \t]*(?:false|off|no)[ \t]*$/m;
/** Math, in its own lines or in a line; `[[Where it leads to`, up to what is shown in its place. */
const ELSE = /\$\$[\s\S]*?\$\$|\$(?:[^\s$\\]|\\.)(?:(?:[^$\\\n]|\\.)*(?:[^\s$\\]|\\.))?\$(?!\d)|\[\[[^\]|\n]*/g;

/**
 * Returns the parts of a note in which nothing is to be found.
 * @param {string} text
 * @returns {[number, number][]}
 */
export function protect(text) {
  const [properties = ""] = PROPERTIES.exec(text) ?? [];
  if (OFF.test(properties)) return [[0, text.length]];
  /** @type {[number, number][]} */
  const ranges = [...text.matchAll(ELSE)].map(({ index, 0: { length } }) => [index, index + length]);
  return properties ? [[0, properties.length], ...ranges] : ranges;
}
