// How much memory of the Wasm module documents hold that nobody has freed. The garbage collector frees them at last, but
// does not know how large they are: to it, each is an object of a few bytes.

/** What a document takes, and each code unit of it: measured on prose. Bytes. */
const EACH = 20_000;
const EACH_UNIT = 12;

/** From here on it is worth a warning. Bytes. */
const MUCH = 512 * 1024 * 1024;

/** The documents that are open, by their lengths in code units, which change. @type {Set<{ length: number }>} */
const accounts = new Set();
let warned = false;

/**
 * Nobody has freed it, but nobody can reach it any more either: its memory is given back.
 * @type {FinalizationRegistry<{ length: number }>}
 */
const collected = new FinalizationRegistry((account) => accounts.delete(account));

/**
 * A document was opened. Returns its account, whose length is to be kept up to date.
 * @param {object} document
 * @param {number} length
 */
export function opened(document, length) {
  const account = { length };
  accounts.add(account);
  collected.register(document, account, document);
  // Before many documents are open, no sum can be large but for a few long texts.
  if (!warned && (accounts.size % 64 === 0 || length > 100_000) && held() > MUCH) {
    warned = true;
    console.warn(
      `unglue: ${accounts.size} documents are open, which hold about ${Math.round(held() / 2 ** 20)} MB in its Wasm module. ` +
        "Call document.free() on those that are of no use any more: the garbage collector does not know how large they are.",
    );
  }
  return account;
}

/**
 * A document was freed.
 * @param {object} document
 * @param {{ length: number }} account
 */
export function closed(document, account) {
  collected.unregister(document);
  accounts.delete(account);
}

function held() {
  let bytes = 0;
  for (const { length } of accounts) bytes += EACH + EACH_UNIT * length;
  return bytes;
}
