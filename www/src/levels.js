// How sure the checker has to be of what is shown, by name: for the page and for the browser extension.

/**
 * The least confidence of each setting, from the curves in docs/accuracy.md. The surest: of a thousand, two are wrong.
 * What is likely right: five. Worth a look: of what comes in addition, more than half is right, and below that it is less.
 */
export const LEVELS = {
  surest: { label: "Only the surest", least: 0.955 },
  likely: { label: "What is likely right", least: 0.8 },
  worth: { label: "Everything worth a look", least: 0.5 },
};
