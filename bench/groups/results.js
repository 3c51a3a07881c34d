// What it costs to hand results from the module to JavaScript, beside other ways to do it.

import { row, timesAsQuick } from "../lib/rows.js";
import { race } from "../lib/statistics.js";
import { prose } from "../lib/texts.js";

const LENGTH = 500_000;

export async function results({ load, words, say }) {
  const { createChecker } = await load.unglue();
  const checker = await createChecker();
  let spaces = 0;
  const text = prose(words, LENGTH, 1).replace(/ /g, () => (++spaces % 20 === 0 ? "" : " "));
  // An open document has been checked: to ask for its diagnostics is to hand them over, and nothing else.
  const document = checker.open(text);
  const found = document.diagnostics();
  say(`results: ${found.length} diagnostics`);
  const packed = pack(found);
  const times = await race(
    {
      objects: () => document.diagnostics(),
      json: () => JSON.parse(JSON.stringify(found)),
      packed: () => unpack(packed, text),
      numbers: () => packed.slice(),
    },
    { rounds: 51, warmUp: 5, capMs: 30_000 },
  );
  const beside = (name, what) => row(what, "ms", times[name], { times: timesAsQuick(times[name], times.objects) });
  return [
    row(`unglue: ${found.length} diagnostics as objects`, "ms", times.objects),
    beside("json", "the same as JSON, written and read"),
    beside("packed", "the same made of packed numbers, without their messages"),
    beside("numbers", "packed numbers alone, copied"),
  ];
}

/** From, to, confidence, and where the spaces go: as much as would have to cross. */
function pack(found) {
  const numbers = [];
  for (const { from, to, confidence, suggestions } of found) {
    const { edits } = suggestions[0];
    numbers.push(from, to, confidence, edits.length, ...edits.map((edit) => edit.from));
  }
  return Float64Array.from(numbers);
}

function unpack(packed, text) {
  const found = [];
  for (let at = 0; at < packed.length; ) {
    const [from, to, confidence, count] = packed.subarray(at, at + 4);
    const places = [...packed.subarray(at + 4, at + 4 + count)];
    const edits = places.map((from) => ({ from, to: from, insert: " " }));
    const repaired = [from, ...places].map((place, nth) => text.slice(place, places[nth] ?? to)).join(" ");
    found.push({ from, to, confidence, suggestions: [{ text: repaired, edits, confidence }] });
    at += 4 + count;
  }
  return found;
}
