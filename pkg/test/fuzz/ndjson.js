// `cargo xtask fuzz cli_ndjson SECONDS`: inputs of `unglue … --ndjson` made at random, one after the other. It knows what
// such an input is made of; it does not see which code an input reaches, as libFuzzer does.
//
// `node pkg/test/fuzz/ndjson.js 0 NUMBER` tries one input again.

import { answer, holds, inputOf } from "../support/ndjson.js";

const seconds = Number(process.argv[2] ?? 60);
const first = Number(process.argv[3] ?? Date.now());
if (!Number.isFinite(seconds) || !Number.isFinite(first))
  throw new Error("give seconds, and perhaps the number of an input");

const end = performance.now() + 1000 * seconds;
let number = first;
do {
  const command = number % 2 ? "check" : "fix";
  const options = { keepGoing: number % 3 === 0 };
  const pieces = inputOf(number);
  try {
    holds(command, pieces, await answer(command, pieces, options), options);
  } catch (error) {
    console.error(`input ${number}: ${JSON.stringify(Buffer.concat(pieces).toString("latin1"))}`);
    throw error;
  }
  number += 1;
} while (performance.now() < end);
console.log(`${number - first} inputs, none of which broke a law`);
