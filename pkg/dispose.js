// What `using checker = …` calls at the end of its block.

/**
 * The name of the method: in engines that do not know `using` a symbol that nobody else has.
 * @type {typeof Symbol.dispose}
 */
export const dispose = Symbol.dispose ?? Symbol("dispose");
