// Makes the text of the native benches: `node bench/prose.js > benches/texts/prose.txt`. It is kept as it is, since
// reference counts hang on it.

import { file } from "./lib/load-node.js";
import { lexicon, prose } from "./lib/texts.js";

const LENGTH = 20_000;
// Of many tried, the first whose text may stand in a repository: frequent words are not all nice ones.
const SEED = 73_277;

process.stdout.write(`${prose(lexicon(await file("data/en/words.tsv")), LENGTH, SEED)}\n`);
