// From nothing to the first answer. Nothing is imported here: what is measured must not be there already.

const TEXT = "Moscow said thereare no plans.";

const FIRST = {
  unglue: async (load) => {
    const { createChecker } = await load.unglue();
    return (await createChecker()).check(TEXT).length === 1;
  },
  set: async (load) => {
    const set = new Set(
      (await load.file("data/en/words.tsv")).split("\n").map((line) => line.slice(0, line.indexOf("\t"))),
    );
    return TEXT.match(/[A-Za-z]+/g)
      .filter((word) => !set.has(word.toLowerCase()))
      .includes("thereare");
  },
  nspell: async (load) => {
    const nspell = await load.nspell();
    return TEXT.match(/[A-Za-z]+/g)
      .filter((word) => !nspell.correct(word))
      .includes("thereare");
  },
  harper: async (load) => (await (await load.harper()).lint(TEXT, { language: "plaintext" })).length >= 1,
};

/** Milliseconds until `what` has given its first answer. */
export async function firstAnswer(what, load) {
  const start = performance.now();
  const right = await FIRST[what](load);
  const time = performance.now() - start;
  if (!right) throw new Error(`${what} found nothing in "${TEXT}"`);
  return time;
}
