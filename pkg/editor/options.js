// Checks what a host gives to a session or an adapter, so that an error names what the writer of the call got wrong.

/** The options of all adapters, and those of a session, with the type that each must have. */
const TYPES = {
  checker: "object",
  onPersonal: "function",
  onError: "function",
  protect: "function",
  text: "function",
  onChange: "function",
  onProgress: "function",
};
/** What every checker can do, in the page and in a worker. */
const METHODS = ["open", "addWords", "ignore", "exportPersonal"];

/**
 * @param {unknown} options of a session or an adapter
 * @param {readonly string[]} [needed] functions that must be there
 * @param {Record<string, string>} [own] options of one adapter only, with the type that each must have
 * @throws TypeError that says what is wrong with them
 */
export function checkOptions(options, needed = [], own = {}) {
  if (typeof options !== "object" || options === null)
    throw new TypeError(`unglue needs options: { checker }, not ${nameOf(options)}`);
  const types = { ...TYPES, ...own };
  for (const [name, value] of Object.entries(options)) {
    const type = types[name];
    if (!type) throw new TypeError(`options has no field "${name}": there are ${Object.keys(types).join(", ")}`);
    if (name !== "checker" && value !== undefined && typeof value !== type) throw wrongType(name, type, value);
  }
  for (const name of needed) if (options[name] === undefined) throw wrongType(name, types[name], undefined);
  checkChecker(options.checker);
}

const wrongType = (name, type, value) => new TypeError(`options.${name} must be a ${type}, not ${nameOf(value)}`);

function checkChecker(checker) {
  const remedy = "give what `await createChecker()` or `createWorkerChecker()` returns";
  if (typeof checker?.then === "function")
    throw new TypeError(`options.checker must be a checker, not a promise of one: ${remedy}`);
  if (typeof checker !== "object" || checker === null)
    throw new TypeError(`options.checker must be a checker, not ${nameOf(checker)}: ${remedy}`);
  const missing = METHODS.find((method) => typeof checker[method] !== "function");
  if (missing) throw new TypeError(`options.checker must be a checker, but it has no method ${missing}(): ${remedy}`);
}

function nameOf(value) {
  if (value === undefined || value === null) return String(value);
  const type = typeof value;
  return `${type === "object" ? "an" : "a"} ${type}`;
}
