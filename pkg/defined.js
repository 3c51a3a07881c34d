/**
 * Returns a value that is there, as whoever calls this knows and no type can say.
 * @template T
 * @param {T | null | undefined} value
 * @returns {T}
 */
export function defined(value) {
  if (value === null || value === undefined)
    throw new Error("unglue has a fault: a value is missing; please report it");
  return value;
}
