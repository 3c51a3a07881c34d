// Several edits of one text: all of the same text, in its order, none over another.

/** The text after the edits. */
export function applied(text, edits) {
  let out = "";
  let done = 0;
  for (const { from, to, insert } of edits) {
    out += text.slice(done, from) + insert;
    done = to;
  }
  return out + text.slice(done);
}

/** What insertions, and more insertions into the text that they leave, are as insertions into the first text. */
export function merged(first, more) {
  const all = [...first];
  let grown = 0;
  let nth = 0;
  for (const { from, insert } of more) {
    for (; nth < first.length && first[nth].from + grown < from; nth += 1) grown += first[nth].insert.length;
    all.push({ from: from - grown, to: from - grown, insert });
  }
  return all.sort((a, b) => a.from - b.from);
}
