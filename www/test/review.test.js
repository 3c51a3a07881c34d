// The repair of a ruined or pasted text, and the list of all that was changed.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ChangeSet, EditorState, Text } from "@codemirror/state";
import { repairsOf } from "../src/repairs.js";
import { BEFORE, moved, Places, REPAIRED } from "../src/placed.js";
import { placedIn, review, reviewed, toggled } from "../src/review.js";
import { randomFrom } from "../../pkg/test/support/random.js";
import { SETTLED_MS, act, eventually, focused, notice, onPage, openText, start, textOf, words } from "./browser.js";

let site;
before(async () => (site = await start()));
after(() => site.stop());
const testPage = (name, ...args) =>
  test(
    name,
    onPage(() => site, ...args),
  );

const NOTHING = { token: "", suggestions: [{ text: "" }] };

test("places are mapped as one by one, whatever changes", () => {
  const random = randomFrom(5);
  for (let round = 0; round < 400; round++) {
    const length = 1 + random(40);
    const cuts = (count) =>
      [...new Set(Array.from({ length: 2 * count }, () => random(length + 1)))].sort((a, b) => a - b);
    const places = cuts(6);
    const placed = [];
    for (let nth = 0; nth + 1 < places.length; nth += 2)
      placed.push({ place: { repair: NOTHING }, from: places[nth], to: places[nth + 1] });
    const ends = cuts(6);
    const changes = [];
    for (let nth = 0; nth + 1 < ends.length; nth += 2)
      changes.push({ from: ends[nth], to: random(2) ? ends[nth] : ends[nth + 1], insert: "x".repeat(random(3)) });
    const set = ChangeSet.of(changes, length);
    const expected = placed.map(({ from, to }) => [set.mapPos(from, -1), set.mapPos(to, 1)]);
    const got = moved(placed, set, set.apply(Text.of(["-".repeat(length)]))).map(({ from, to }) => [from, to]);
    assert.deepEqual(got, expected, JSON.stringify({ changes, placed }));
  }
});

test("places in blocks move as they do one by one", () => {
  const random = randomFrom(23);
  const token = "ab cd ";
  const repair = (nth) => ({
    from: 0,
    to: 2,
    token: "ab",
    rule: "",
    suggestions: [{ text: "a b", edits: [], id: nth }],
  });
  for (let round = 0; round < 20; round++) {
    let doc = Text.of([token.repeat(1_000)]);
    const placed = Array.from({ length: 1_000 }, (_, nth) => ({
      place: { repair: repair(nth) },
      from: nth * token.length,
      to: nth * token.length + 2,
      status: BEFORE,
    }));
    let [blocks, one] = [Places.of(placed), placed];
    for (let step = 0; step < 10; step++) {
      const from = random(doc.length);
      const changes = ChangeSet.of(
        [{ from, to: Math.min(doc.length, from + random(30)), insert: " ".repeat(random(3)) }],
        doc.length,
      );
      doc = changes.apply(doc);
      one = moved(one, changes, doc);
      blocks = blocks.moved(changes, doc);
      const found = blocks.all.map(({ from, to }) => [from, to]);
      // Where places have come to touch each other, one alone has what was put in between them.
      const wanted = one.map(({ from, to }) => [from, to]);
      assert.equal(found.length, wanted.length);
      for (const [nth, [from, to]] of found.entries()) {
        assert.ok(from >= wanted[nth][0] && to <= wanted[nth][1], `${nth}: ${found[nth]} of ${wanted[nth]}`);
        assert.ok(nth === 0 || found[nth - 1][1] <= from);
      }
      one = blocks.all;
    }
    assert.equal(blocks.repaired, blocks.all.filter(({ status }) => status === REPAIRED).length);
  }
});

/** A text, what is repaired in it, and what that leads to. */
const REPAIRS = [
  {
    from: 7,
    token: "th edog",
    rule: "misplaced-space",
    text: "the dog",
    edits: [
      [9, 10, ""],
      [11, 11, " "],
    ],
  },
  {
    from: 15,
    token: "l o c k",
    rule: "split-word",
    text: "lock",
    edits: [
      [16, 17, ""],
      [18, 19, ""],
      [20, 21, ""],
    ],
  },
  { from: 23, token: "so,and", rule: "merged-words", text: "so, and", edits: [[26, 26, " "]] },
].map(({ text, edits, ...repair }) => ({
  ...repair,
  to: repair.from + repair.token.length,
  suggestions: [{ text, edits: edits.map(([from, to, insert]) => ({ from, to, insert })) }],
}));

test("each repair can be taken back and made again, in any order, beside what the writer does elsewhere", () => {
  const text = "We saw th edog l o c k so,and on.";
  const random = randomFrom(9);
  for (let round = 0; round < 60; round++) {
    let state = EditorState.create({ doc: text, extensions: [review] });
    const changes = REPAIRS.flatMap(({ suggestions }) => suggestions[0].edits);
    state = state.update({ changes, effects: reviewed.of(REPAIRS) }).state;
    assert.equal(state.doc.toString(), "We saw the dog lock so, and on.");
    const expected = REPAIRS.map(() => REPAIRED);
    for (let step = 0; step < 8; step++) {
      const nth = random(REPAIRS.length);
      state = state.update({ changes: toggled(placedIn(state)[nth]) }).state;
      expected[nth] = expected[nth] === REPAIRED ? BEFORE : REPAIRED;
      if (random(3) === 0) state = state.update({ changes: { from: 0, insert: "x" } }).state;
      assert.deepEqual(
        placedIn(state).map(({ status }) => status),
        expected,
      );
    }
    const wanted = REPAIRS.map((repair, at) => (expected[at] === REPAIRED ? repair.suggestions[0].text : repair.token));
    assert.equal(state.doc.toString().replace(/^x*/, ""), `We saw ${wanted.join(" ")} on.`);
    const { from, to } = placedIn(state)[1];
    state = state.update({ changes: { from, to, insert: "key" } }).state;
    const [, gone] = placedIn(state);
    assert.deepEqual([gone.status, toggled(gone)], [undefined, []]);
  }
});

/** A text, marks in it ("from-to rule"), edits, and the places that these are said to have repaired. */
const EDITED = [
  ["thereare no", ["0-8 merged-words"], [[5, 5, " "]], ["thereare → there are merged-words"]],
  ["of thereare no", [], [[8, 8, " "]], ["thereare → there are "]],
  [
    "the th edog",
    ["4-11 misplaced-space"],
    [
      [6, 7, ""],
      [8, 8, " "],
    ],
    ["th edog → the dog misplaced-space"],
  ],
  ["a word , so", [], [[6, 7, ""]], ["word , → word, "]],
  // At the border of two marks, an edit is that of the mark that has offered it.
  [
    "Well,thereare",
    ["0-5 missing-space-at-punctuation", "5-13 merged-words"],
    [
      [5, 5, " "],
      [10, 10, " "],
    ],
    ["Well, → Well,  missing-space-at-punctuation", "thereare → there are merged-words"],
  ],
  // What was only found beside a fix, in the same word.
  [
    "abcd",
    ["0-2 merged-words"],
    [
      [1, 1, " "],
      [3, 3, " "],
    ],
    ["abcd → a bc d merged-words"],
  ],
];
for (const [text, marks, edits, expected] of EDITED) {
  test(`what edits repaired in “${text}”`, () => {
    const made = edits.map(([from, to, insert]) => ({ from, to, insert }));
    const found = marks.map((mark) => {
      const [, from, to, rule] = mark.match(/(\d+)-(\d+) (.+)/);
      const [start, end] = [Number(from), Number(to)];
      const own = made.filter((edit) => start < edit.from && edit.from <= end);
      return { from: start, to: end, rule, token: text.slice(start, end), suggestions: [{ text: "", edits: own }] };
    });
    const told = repairsOf(Text.of([text]), made, found);
    assert.deepEqual(
      told.map(({ token, suggestions, rule }) => `${token} → ${suggestions[0].text} ${rule}`),
      expected,
    );
    assert.deepEqual(
      told.flatMap(({ suggestions }) => suggestions[0].edits),
      made,
    );
  });
}

test("whatever was fixed, one after the other and over each other, taken back is the text that there was", () => {
  const random = randomFrom(17);
  for (let round = 0; round < 200; round++) {
    const text = Array.from({ length: 40 }, () => "ab  "[random(4)]).join("");
    let state = EditorState.create({ doc: text, extensions: [review] });
    for (let fix = 0; fix < 4; fix++) {
      const places = [...new Set(Array.from({ length: 4 }, () => random(state.doc.length)))].sort((a, b) => a - b);
      const edits = places.map((from) => {
        const isSpace = state.sliceDoc(from, from + 1) === " ";
        return { from, to: isSpace ? from + 1 : from, insert: isSpace ? "" : " " };
      });
      const marks = [];
      for (let from = 0; from < state.doc.length; from += 5) {
        const to = Math.min(state.doc.length, from + 5);
        if (random(2)) marks.push({ from, to, rule: "split-word", suggestions: [{ edits: [] }] });
      }
      state = state.update({ changes: edits, effects: reviewed.of(repairsOf(state.doc, edits, marks)) }).state;
    }
    const placed = placedIn(state);
    for (const [nth, { from }] of placed.entries()) assert.ok(nth === 0 || placed[nth - 1].to <= from);
    assert.equal(state.field(review).repaired, placed.length);
    assert.equal(placed.flatMap(toggled).length > 0, placed.length > 0);
    assert.equal(state.update({ changes: placed.flatMap(toggled) }).newDoc.toString(), text, "all at once");
    const order = placed.map(({ place }) => place).sort(() => random(3) - 1);
    for (const place of order) {
      const now = placedIn(state).find((placed) => placed.place === place);
      state = state.update({ changes: toggled(now) }).state;
    }
    assert.equal(state.doc.toString(), text, "one by one");
    assert.equal(state.field(review).repaired, 0);
  }
});

const RUINED =
  "The interna tional fair was on November12, and we saw th edog run.\nThe door was l o c k e d, so thatanyof us.";
const MENDED =
  "The international fair was on November 12, and we saw the dog run.\nThe door was locked, so that any of us.";
const rows = (page) =>
  page
    .locator("#review-list > li")
    .evaluateAll((items) =>
      items.map((item) => `${item.querySelector(".gapped").textContent}: ${item.querySelector(".fix").textContent}`),
    );

testPage("a text is repaired in one step of undo, and what was done can be looked through by keys", async (page) => {
  await openText(page, RUINED);
  await page.locator("#repair").focus();
  await page.keyboard.press("Enter");
  await eventually(() => textOf(page), MENDED);
  assert.match(await notice(page), /^Corrected 5 places\. They are listed, and each can be taken back\. Undo all$/);
  assert.equal(await page.getByRole("heading", { name: /changed$/ }).innerText(), "5 places changed");
  assert.equal(await page.locator("#list").isVisible(), false);
  const repaired = ["international", "November 12", "the dog", "locked", "that any of"];
  const all = repaired.map((text) => `${text}: Take back`);
  assert.deepEqual(await rows(page), all);
  const selected = () => page.evaluate(() => String(getSelection()));
  // The first has the focus; each is shown in the text.
  assert.equal(await focused(page), "jump");
  for (const key of ["ArrowDown", "ArrowDown", "ArrowUp"]) await page.keyboard.press(key);
  assert.match(await page.evaluate(() => document.activeElement.textContent), /November 12/);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Delete");
  await eventually(() => textOf(page), MENDED.replace("the dog", "th edog"));
  assert.deepEqual(await rows(page), all.with(2, "the dog: Repair"));
  assert.match(await page.evaluate(() => document.activeElement.textContent), /the dog/, "the focus stays");
  await page.keyboard.press("Delete");
  await eventually(() => textOf(page), MENDED);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), "Take back: the dog");
  await page.keyboard.press("Enter");
  await eventually(() => textOf(page), MENDED.replace("the dog", "th edog"));
  // Undo takes it back step by step, and the list follows.
  await page.locator(".cm-content").focus();
  for (const _ of [1, 2, 3]) await page.keyboard.press("Control+z");
  await eventually(() => rows(page), all);
  await page.keyboard.press("Control+z");
  assert.equal(await textOf(page), RUINED);
  await eventually(
    () => rows(page),
    repaired.map((text) => `${text}: Repair`),
  );
  await page.keyboard.press("Control+y");
  assert.equal(await textOf(page), MENDED);
  await page.locator("#review-list button").first().focus();
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("#review").isVisible(), false);
  assert.equal(await focused(page), "cm-content");
  assert.equal(await selected(), "international");
});

testPage(
  "fixes one by one and all at once are listed, can be taken back by keys, and are not offered again",
  async (page, context) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await openText(page, "They said twoleaders met. We saw th edog run.\nThat was in November12, and thatanyof us.");
    await eventually(async () => (await words(page)).length, 4);
    await act(page, "th edog", "Correct spaces");
    await eventually(() => page.locator("#changes").innerText(), "Changes (1)");
    await page.locator("#fix-all").click();
    await eventually(() => page.locator("#changes").innerText(), "Changes (4)");
    const fixed = "They said two leaders met. We saw the dog run.\nThat was in November 12, and that any of us.";
    assert.equal(await textOf(page), fixed);
    await page.locator("#changes").click();
    assert.equal(await page.locator("#changes").getAttribute("aria-pressed"), "true");
    assert.deepEqual(
      await rows(page),
      ["two leaders", "the dog", "November 12", "that any of"].map((text) => `${text}: Take back`),
    );
    await page.locator("#review-copy").click();
    await eventually(() => notice(page), "The list is copied.");
    assert.equal(
      await page.evaluate(() => navigator.clipboard.readText()),
      [
        "Line 1: “twoleaders” → “two leaders” (Words run together)",
        "Line 1: “th edog” → “the dog” (Space in the wrong place)",
        "Line 2: “November12” → “November 12” (Number and word)",
        "Line 2: “thatanyof” → “that any of” (Words run together)",
        "",
      ].join("\n"),
    );
    await page.locator("#review-list button").first().focus();
    await page.keyboard.press("Delete");
    await eventually(() => textOf(page), fixed.replace("two leaders", "twoleaders"));
    await eventually(() => page.locator("#changes").innerText(), "Changes (3)");
    // As long as its text stays, it is neither underlined, nor fixed or repaired again.
    await page.locator("#review-end").click();
    await page.waitForTimeout(SETTLED_MS);
    assert.deepEqual(await words(page), []);
    await page.locator("#repair").click();
    await eventually(() => notice(page), "There is nothing to repair.");
    // Its row does it, and undo brings it back in the same way.
    await page.locator("#changes").click();
    await page.getByRole("button", { name: "Repair: two leaders" }).click();
    await eventually(() => textOf(page), fixed);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+z");
    assert.equal(await textOf(page), fixed.replace("two leaders", "twoleaders"));
    await page.keyboard.press("Control+z");
    assert.equal(await textOf(page), fixed);
  },
);

testPage("“Undo all” and another text end what there is to look through", async (page) => {
  await openText(page, RUINED);
  await page.locator("#repair").click();
  await eventually(() => textOf(page), MENDED);
  await page.getByRole("button", { name: "Undo all" }).click();
  assert.equal(await textOf(page), RUINED);
  await openText(page, "There is nothing to do here.");
  await eventually(() => page.locator("#review").isVisible(), false);
  await page.locator("#repair").click();
  await eventually(() => notice(page), "There is nothing to repair.");
});

testPage("what is ignored here is not repaired, nor what is less sure than what is likely right", async (page) => {
  await page.locator("#level").selectOption("worth");
  await openText(page, "They saw th edog. There is norae son of that.");
  await eventually(async () => (await words(page)).includes("th edog"), true);
  await act(page, "th edog", "Ignore here");
  await page.locator("#repair").click();
  await eventually(() => notice(page), "There is nothing to repair.");
});

testPage("after a paste with enough findings a repair is offered, quietly and never unasked", async (page, context) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openText(page, "They said twoleaders met.\n");
  await page.locator(".cm-content").focus();
  await page.keyboard.press("Control+End");
  const paste = async (text) => {
    await page.evaluate((text) => navigator.clipboard.writeText(text), text);
    await page.keyboard.press("Control+v");
  };
  await paste("It is right. We saw th edog. ");
  await eventually(async () => (await words(page)).includes("th edog"), true);
  await paste(RUINED);
  await eventually(() => notice(page), "5 places in what you pasted could be repaired. Repair it");
  const before = await textOf(page);
  assert.ok(before.endsWith(RUINED));
  await page.getByRole("button", { name: "Repair it" }).click();
  await eventually(() => textOf(page), before.replace(RUINED, MENDED));
  assert.equal((await rows(page)).length, 5);
  await page.locator(".cm-content").focus();
  await page.keyboard.press("Control+z");
  assert.equal(await textOf(page), before);
});

testPage(
  "a space that goes is shown where it stands, in the list, in the tooltip and among the changes",
  async (page) => {
    await openText(page, "We saw th edog run , and so on.");
    await eventually(() => words(page), ["th edog", "run ,"]);
    assert.deepEqual(await page.locator(".unglue-removal").allTextContents(), [" ", " "]);
    // The list is drawn behind the marks.
    await eventually(() => page.locator("#list .change").allTextContents(), ["th edog → the dog", "run , → run,"]);
    assert.equal(await page.locator("#list .gone").count(), 2);
    assert.equal(
      await page.getByRole("button", { name: /^the dog Space in the wrong place/ }).count(),
      1,
      "as read aloud",
    );
    await page.locator(".unglue-mark", { hasText: "run" }).hover();
    await page.locator(".card").waitFor();
    assert.equal(await page.locator(".card-change").textContent(), "run , → run,");
    assert.equal(await page.locator(".card .action").count(), 3, "what has a space in it is no word to add");
    await page.locator(".card").getByText("Remove space").click();
    await eventually(() => textOf(page), "We saw th edog run, and so on.");
    await eventually(() => page.locator("#changes").innerText(), "Changes (1)");
    await page.locator("#changes").click();
    assert.deepEqual(await page.locator(".removed").allTextContents(), ["n,"]);
    await page.locator(".cm-content").focus();
    await page.keyboard.press("Control+z");
    assert.equal(await textOf(page), "We saw th edog run , and so on.");
    assert.equal(await page.locator("#changes").innerText(), "Changes");
    await page.keyboard.press("Control+y");
    assert.equal(await page.locator("#changes").innerText(), "Changes (1)");
  },
);
