// What tests do with a textarea or an <input>, which its page calls `area`.

export const text = (page) => page.evaluate(() => area.value);
export const select = (page, from, to = from) =>
  page.evaluate(([from, to]) => (area.focus(), area.setSelectionRange(from, to)), [from, to]);
export const selection = (page) =>
  page.evaluate(() => [area.selectionStart, area.selectionEnd, area.selectionDirection]);
/** As a script of the page would. */
export const set = (page, value) => page.evaluate((value) => ((area.value = value), attached.refresh()), value);
/** What is underlined, and from which offset on. */
export const marks = (page) => page.evaluate(() => drawn().map(({ from, text }) => `${from} ${text}`));
/** Attaches anew, with an offer after a paste. */
export const offered = (page) =>
  page.evaluate(() => (attached.destroy(), (globalThis.attached = attach(area, pasting)) && undefined));
