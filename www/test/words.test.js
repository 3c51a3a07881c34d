// The writer's own words as a store that may be broken or full, and as files that come in and go out.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { createChecker } from "unglue";
import { decodeWords, readWords } from "../src/word-file.js";
import { act, chips, eventually, notice, onPage, openText, ready, start, stored, words } from "./browser.js";

let site;
before(async () => (site = await start()));
after(() => site.stop());
const testPage = (name, ...args) =>
  test(
    name,
    onPage(() => site, ...args),
  );

const SENTENCE = "They said that thereare no plans for ameeting in the town. Indeed thereare none.";
const KEY = "unglue.personal";
const alerts = (page) => page.locator("#alerts p").allInnerTexts();
const openWords = (page) => page.locator("#personal summary").click();

const importWords = (page, content, name = "mine.json") =>
  page.setInputFiles("#words-file", { name, mimeType: "text/plain", buffer: Buffer.from(content) });

for (const [what, broken] of [
  ["no JSON", "{words: oh"],
  ["another shape", '{"words":"thereare","ignored":[1]}'],
  ["a word the checker refuses", '{"words":["two words"],"ignored":[]}'],
  ["null", "null"],
]) {
  testPage(
    `stored words that are ${what} are told of, left as they are, and set aside before anything is written`,
    { stored: { [KEY]: broken } },
    async (page) => {
      await openText(page, SENTENCE);
      await eventually(() => words(page), ["thereare", "ameeting", "thereare"]);
      await eventually(async () => /could not be read/.test((await alerts(page)).join()), true);
      assert.equal(await stored(page), broken);
      await act(page, "ameeting", "Add to my words");
      await eventually(() => words(page), ["thereare", "thereare"]);
      await eventually(async () => (await stored(page)) !== broken, true);
      assert.deepEqual(JSON.parse(await stored(page)), { words: ["ameeting"], ignored: [] });
      assert.equal(await stored(page, `${KEY}.unreadable`), broken);
    },
  );
}

testPage("words and ignores are exported as JSON, and imported into another browser beside its own", async (page) => {
  await openText(page, SENTENCE);
  await eventually(() => words(page), ["thereare", "ameeting", "thereare"]);
  await page.locator("#personal summary").click();
  assert.equal(await page.locator("#words-export").isDisabled(), true);
  await act(page, "ameeting", "Add to my words");
  await eventually(() => words(page), ["thereare", "thereare"]);
  await act(page, "thereare", "Ignore everywhere");
  await eventually(() => words(page), []);
  await eventually(() => notice(page), "“thereare” is ignored everywhere from now on. Undo");
  const [file] = await Promise.all([page.waitForEvent("download"), page.locator("#words-export").click()]);
  assert.equal(file.suggestedFilename(), "unglue-words.json");
  const exported = JSON.parse(readFileSync(await file.path(), "utf8"));
  assert.deepEqual(exported, { version: 1, words: ["ameeting"], ignored: ["thereare"] });

  await page.evaluate(() => localStorage.setItem("unglue.personal", '{"words":["Aldebury"],"ignored":[]}'));
  await page.reload();
  await ready(page);
  await openText(page, SENTENCE);
  await eventually(() => words(page), ["thereare", "ameeting", "thereare"]);
  await importWords(page, JSON.stringify(exported));
  await eventually(() => words(page), []);
  await eventually(() => notice(page), "Imported 2 words. Undo");
  assert.deepEqual(JSON.parse(await stored(page)), { words: ["Aldebury", "ameeting"], ignored: ["thereare"] });
});

for (const [what, file, problem] of [
  ["no JSON", "{words: oh", "it is not JSON"],
  ["a list", '["thereare"]', "it has no “words” and “ignored”"],
  ["null", "null", "it has no “words” and “ignored”"],
  ["of wrong types", '{"words":{"length":1},"ignored":[]}', "its “words” are no list"],
  ["without a list", '{"words":[]}', "its “ignored” are no list"],
  ["of a later version", '{"version":2,"words":[],"ignored":[]}', "it is of version 2, and this page reads version 1"],
  ["too large", `{"words":["${"x".repeat(10_000_000)}"],"ignored":[]}`, "it is larger than 10 MB"],
]) {
  testPage(`a file of words that is ${what} is refused with the reason`, async (page) => {
    await importWords(page, file);
    await eventually(
      () => page.locator("#alerts p").allInnerTexts(),
      [`“mine.json” could not be imported: ${problem}.`],
    );
    assert.equal(await stored(page), null);
  });
}

testPage("keys of imported JSON that mean something to objects mean nothing", async (page) => {
  const polluted = '{"words":["thereare"],"struck":1}';
  await importWords(
    page,
    `{"__proto__":${polluted},"constructor":{"prototype":${polluted}},"words":["__proto__","constructor"],"ignored":["toString"]}`,
  );
  await eventually(() => notice(page), "Imported 3 words. Undo");
  assert.deepEqual(await page.evaluate(() => [{}.struck, Object.struck, {}.words]), [undefined, undefined, undefined]);
  assert.equal(await stored(page), '{"words":["__proto__","constructor"],"ignored":["toString"]}');
  await openText(page, "They said that thereare plans.");
  await eventually(() => words(page), ["thereare"]);
});

/** Ninety thousand words, none like another. */
const MANY = Array.from({ length: 90_000 }, (_, nth) => `word${nth.toString(36)}`);

for (const [how, content, name] of [
  ["a plain list", MANY.join("\r\n"), "mine.txt"],
  ["an export", JSON.stringify({ version: 1, words: MANY, ignored: [] }, null, 2), "mine.json"],
]) {
  testPage(`90,000 words as ${how} are taken, listed in part and found, in this visit and the next`, async (page) => {
    await openText(page, SENTENCE);
    await importWords(page, content, name);
    await eventually(() => notice(page), "Imported 90,000 words. Undo");
    assert.equal(JSON.parse(await stored(page)).words.length, 90_000);
    for (const visit of ["this", "next"]) {
      await eventually(() => page.locator("#personal-count").innerText(), "(90,000)");
      if (visit === "next") await openWords(page);
      else if (!(await page.locator("#words-filter").isVisible())) await openWords(page);
      assert.equal(await page.locator(".chip").count(), 100);
      await page.getByRole("button", { name: "Show 100 more of 89,900" }).click();
      assert.equal(await page.locator(".chip").count(), 200);
      await page.getByRole("searchbox", { name: "Find among my words" }).fill(MANY[89_998].toUpperCase());
      assert.deepEqual(await chips(page), [MANY[89_998]]);
      if (visit === "this") await page.reload();
      await ready(page);
    }
    await page.getByRole("button", { name: `Forget ${MANY[89_998]}` }).click();
    await eventually(() => page.locator("#personal-count").innerText(), "(89,999)");
    await page.getByRole("button", { name: "Forget all" }).click();
    await eventually(async () => JSON.parse(await stored(page)), { words: [], ignored: [] });
    await page.getByRole("button", { name: "Undo" }).click();
    await eventually(async () => JSON.parse(await stored(page)).words.length, 89_999);
  });
}

testPage("an import says what was new, what was there already, and what was refused and why", async (page) => {
  await importWords(page, "Aldebury\n");
  await eventually(() => alerts(page), ["“mine.json” could not be imported: it is not JSON."]);
  await importWords(page, "Aldebury\n", "mine.txt");
  await eventually(() => notice(page), "Imported 1 word. Undo");
  assert.deepEqual(await alerts(page), [], "what failed has succeeded since");
  const long = "x".repeat(257);
  await importWords(
    page,
    JSON.stringify({
      words: ["Aldebury", "two words", "Brookwill", "Brookwill", 7, "", long],
      ignored: ["thereare", null],
    }),
  );
  await eventually(() => notice(page), "Imported 2 words; 1 was there already, and 5 were refused. Undo");
  await eventually(
    () => page.locator(".refused li").allInnerTexts(),
    [
      "“two words” has a space in it",
      "“7” is no text",
      "“” is empty",
      `“${"x".repeat(60)}…” is longer than 256 bytes`,
      "“null” is no text",
    ],
  );
  assert.match(await page.locator("#words-refused").innerText(), /^Refused: 5 entries/);
  assert.deepEqual(JSON.parse(await stored(page)), { words: ["Aldebury", "Brookwill"], ignored: ["thereare"] });
  await page.getByRole("button", { name: "Undo" }).click();
  await eventually(async () => JSON.parse(await stored(page)), { words: ["Aldebury"], ignored: [] });
  await importWords(page, "Aldebury\nAldebury", "mine.txt");
  await eventually(() => notice(page), "Nothing new was imported; 1 was there already.");
  assert.equal(await page.locator(".refused").count(), 0);
  // Deep JSON overflows nothing.
  await importWords(page, `{"words":${"[".repeat(200_000)}${"]".repeat(200_000)},"ignored":[]}`);
  await eventually(() => notice(page), "Nothing new was imported; 1 was refused.");
});

for (const [what, bytes, expected] of [
  ["UTF-8", Buffer.from("Aldébury\nBrookwill"), ["Aldébury", "Brookwill"]],
  ["UTF-8 with a mark", Buffer.from("\ufeffAldébury\n\nBrookwill\n"), ["Aldébury", "Brookwill"]],
  ["UTF-16, as Word writes it", Buffer.from("\ufeffAldébury\r\nBrookwill\r\n", "utf16le"), ["Aldébury", "Brookwill"]],
  [
    "UTF-16, the other way round",
    Buffer.from("\ufeffAldébury\r\nBrookwill", "utf16le").swap16(),
    ["Aldébury", "Brookwill"],
  ],
  ["Windows-1252", Buffer.from("Aldébury\r\nBrookwill", "latin1"), ["Aldébury", "Brookwill"]],
]) {
  test(`a list of words in ${what} is read`, () => {
    assert.deepEqual(readWords(decodeWords(bytes), "CUSTOM.DIC"), {
      personal: { words: expected, ignored: [] },
      refused: [],
    });
  });
}

test("what is no list of words is refused", () => {
  for (const bytes of [
    [0, 1, 2],
    [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13],
  ]) {
    assert.deepEqual(readWords(decodeWords(Uint8Array.from(bytes)), "x.txt"), { problem: "it is not text" });
  }
});

test("what the page refuses as a word is what the checker refuses", async () => {
  const checker = await createChecker();
  const spaces = ["\u0085", "\u00a0", "\u1680", "\u2003", "\u2028", "\u3000", "\ufeff", "\u200b", "\t", "\n"];
  const candidates = [
    "",
    "a",
    "Ankh-Morpork",
    "#",
    "é".repeat(128),
    "é".repeat(129),
    "x".repeat(256),
    "x".repeat(257),
    "😀".repeat(65),
    ...spaces.map((space) => `a${space}b`),
  ];
  let refusals = 0;
  for (const word of candidates) {
    let takes = true;
    try {
      checker.addWords([word]);
    } catch {
      takes = false;
      refusals += 1;
    }
    const { personal } = readWords(JSON.stringify({ words: [word], ignored: [] }), "x.json");
    assert.deepEqual(personal.words, takes ? [word] : [], JSON.stringify(word));
  }
  assert.equal(refusals, 12);
});

testPage(
  "where the browser has no room for all words, what was kept before stays, and the writer is told",
  { stored: { [KEY]: '{"words":["Aldebury"],"ignored":[]}' } },
  async (page) => {
    const large = Array.from({ length: 40_000 }, (_, nth) => `${"w".repeat(150)}${nth}`);
    await importWords(page, large.join("\n"), "mine.txt");
    await eventually(
      () => notice(page),
      "Imported 40,000 words. This browser has no room for all of them: what was kept before is still kept, and the rest lasts until you leave. Undo",
    );
    assert.equal(await stored(page), '{"words":["Aldebury"],"ignored":[]}');
    await eventually(() => page.locator("#personal-count").innerText(), "(40,001)");
    await page.getByRole("button", { name: "Undo" }).click();
    await eventually(() => page.locator("#personal-count").innerText(), "(1)");
    assert.equal(await stored(page), '{"words":["Aldebury"],"ignored":[]}');
  },
);

testPage(
  "what is stored and cannot be read can be looked at, exported, deleted and brought back",
  {
    stored: { [KEY]: "{words: oh", [`${KEY}.unreadable`]: '{"words":["two words","Aldebury"],"ignored":["thereare"]}' },
  },
  async (page) => {
    await openText(page, SENTENCE);
    await openWords(page);
    const shown = page.locator(".unreadable");
    await eventually(
      () => shown.locator("pre").allInnerTexts(),
      ["{words: oh", '{"words":["two words","Aldebury"],"ignored":["thereare"]}'],
    );
    assert.deepEqual(await shown.locator("p").allInnerTexts(), [
      "None of it is used, since it is not JSON.",
      "None of it is used, since “two words” has a space in it.",
    ]);
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      shown.first().getByText("Export as it is").click(),
    ]);
    assert.equal(readFileSync(await file.path(), "utf8"), "{words: oh");
    await shown.first().getByText("Delete it").click();
    assert.equal(await stored(page), null);
    assert.deepEqual(await alerts(page), [], "what the alert was about is gone");
    await page.getByRole("button", { name: "Undo" }).click();
    assert.equal(await stored(page, `${KEY}.unreadable.2`), "{words: oh");
    assert.equal(await shown.count(), 2);
    // Of the other one, the right words can be used.
    await shown.filter({ hasText: "Aldebury" }).getByText("Use what can be read").click();
    await eventually(() => notice(page), "Imported 2 words; 1 was refused. Undo");
    await eventually(() => words(page), ["ameeting"]);
    assert.deepEqual(JSON.parse(await stored(page)), { words: ["Aldebury"], ignored: ["thereare"] });
    await page.reload();
    await eventually(() => page.locator("#personal-count").innerText(), "(2)");
    assert.deepEqual(await alerts(page), []);
  },
);
