// What Trusted Types let pass: the addresses of this page's own scripts, for its workers. No markup, no code in strings.

/** @type {any} Not every browser has them; those that do ask this policy about every address. */
const { trustedTypes } = globalThis;

trustedTypes?.createPolicy("default", {
  /** @param {string} address */
  createScriptURL: (address) => (new URL(address, location.href).origin === location.origin ? address : null),
});
