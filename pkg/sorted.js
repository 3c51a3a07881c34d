// Lists in order.

/**
 * The number of the first item of a list in order that is behind a place, or the list's length.
 * @template T
 * @param {readonly T[]} list
 * @param {(item: T) => boolean} isBehind
 */
export function firstBehind(list, isBehind) {
  let low = 0;
  for (let high = list.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (isBehind(list[middle])) high = middle;
    else low = middle + 1;
  }
  return low;
}
