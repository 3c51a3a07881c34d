// What changed between two texts, for editors that do not say.

/** The shortest single edit that makes `after` of `before`, or null where they are the same. */
export function difference(before, after) {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  let end = 0;
  const last = (text) => text.charCodeAt(text.length - 1 - end);
  while (end < shorter - start && last(before) === last(after)) end += 1;
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) };
}
