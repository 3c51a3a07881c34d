// Documents of Word and PDFs: their text is read, laid out as its readers see it, and repaired; the rest is told apart.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ChangeSet, Text } from "@codemirror/state";
import { strToU8, zipSync } from "fflate";
import { joinedEdits, joinedText } from "../src/documents/joined.js";
import { readInWorker } from "../src/documents/in-worker.js";
import { pagesText } from "../src/documents/pdf-layout.js";
import { kindOf } from "../src/documents/read.js";
import { ownScripts } from "../scripts/own-scripts.js";
import { eventually, notice, onPage, openText, start, textOf } from "./browser.js";
import { docxOf, hugePdf, lockedPdf, paragraph, pdfOf, run, scannedPdf } from "./support/documents.js";

let site;
before(async () => (site = await start()));
after(() => site.stop());
const testPage = (name, ...args) =>
  test(
    name,
    onPage(() => site, ...args),
  );

/** A string of a page, whose letters are half as wide as they are high. */
const at = (left, y, str, size = 10, hasEOL = true) => ({
  str,
  transform: [size, 0, 0, size, left, 800 - y],
  width: (str.length * size) / 2,
  hasEOL,
});
const WIDE = "and so the words of a line go on to the edge of";
const page = (...lines) => lines.map((line) => at(...line));

/** What stands where on pages, and what is read. */
const LAYOUTS = [
  [
    "lines of one paragraph",
    [page([50, 0, WIDE], [50, 12, WIDE], [50, 24, "the page."])],
    `${WIDE}\n${WIDE}\nthe page.`,
  ],
  [
    "paragraphs by a gap",
    [page([50, 0, WIDE], [50, 12, WIDE], [50, 34, WIDE], [50, 46, WIDE])],
    `${WIDE}\n${WIDE}\n\n${WIDE}\n${WIDE}`,
  ],
  [
    "paragraphs by an indent",
    [page([62, 0, WIDE], [50, 12, WIDE], [62, 24, WIDE], [50, 36, WIDE], [50, 48, WIDE])],
    `${WIDE}\n${WIDE}\n\n${WIDE}\n${WIDE}\n${WIDE}`,
  ],
  [
    "paragraphs by a short line that ends a sentence",
    [page([50, 0, WIDE], [50, 12, "It ends."], [50, 24, WIDE], [50, 36, WIDE])],
    `${WIDE}\nIt ends.\n\n${WIDE}\n${WIDE}`,
  ],
  [
    "entries whose first line hangs out",
    [page([50, 0, WIDE], [62, 12, WIDE], [62, 24, "of a list"], [50, 36, WIDE], [62, 48, WIDE])],
    `${WIDE}\n${WIDE}\nof a list\n\n${WIDE}\n${WIDE}`,
  ],
  [
    "an entry of a list of two lines",
    [page([50, 0, `- ${WIDE}`], [62, 12, "a page."], [50, 24, `${WIDE} it`], [50, 36, WIDE])],
    `- ${WIDE}\na page.\n\n${WIDE} it\n${WIDE}`,
  ],
  [
    "an entry whose bullet is smaller than its words",
    [[at(50, 0, "•", 8, false), at(62, 0, `${WIDE} a`), at(62, 12, "page.")]],
    `• ${WIDE} a\npage.`,
  ],
  [
    "a heading by its size",
    [page([50, 0, "A heading", 16], [50, 20, WIDE], [50, 32, WIDE])],
    `A heading\n\n${WIDE}\n${WIDE}`,
  ],
  [
    "a sentence that goes on in the next column",
    [page([50, 0, WIDE], [50, 12, WIDE], [350, 0, "the first column,"], [350, 12, "it says."])],
    `${WIDE}\n${WIDE}\nthe first column,\nit says.`,
  ],
  ["a sentence that goes on on the next page", [page([50, 0, WIDE]), page([50, 0, "the page."])], `${WIDE}\nthe page.`],
  [
    "a word that the end of a page breaks",
    [page([50, 0, "They saw Ade-"]), page([50, 0, "Laide."])],
    "They saw Ade-\nLaide.",
  ],
  [
    "a sentence that ends with its page",
    [page([50, 0, "It ends."]), page([50, 0, "another one."])],
    "It ends.\n\nanother one.",
  ],
  ["a page without text", [page([50, 0, "One."]), [], page([50, 0, "Two."])], "One.\n\nTwo."],
  [
    "strings that one line is made of, with a note's number above it",
    [[at(50, 0, "the words", 10, false), at(95, -3, "3", 6, false), at(98, 0, "of a", 10, false), at(125, 0, "line")]],
    "the words3of a line",
  ],
  [
    "running heads and the numbers of pages",
    [1, 2, 3].map((nth) =>
      page([50, 0, "A Book of Days"], [50, 30, `Page ${"abc"[nth - 1]} says so.`], [200, 700, `${nth}`]),
    ),
    "Page a says so.\n\nPage b says so.\n\nPage c says so.",
    ["A Book of Days", "#"],
  ],
  ["what stands on two pages alone", [1, 2].map(() => page([50, 0, "It says so."])), "It says so.\n\nIt says so."],
];
for (const [name, pages, text, omitted = []] of LAYOUTS) {
  test(`the layout of a PDF: ${name}`, () => {
    const read = pagesText(pages);
    assert.equal(read.text, text);
    for (const at of read.soft) assert.equal(read.text[at], "\n");
    assert.deepEqual(read.omitted, omitted);
  });
}

/** Lines of a page (a bar stands for an end that its width has made), edits of them, and what becomes of the text. */
const JOINED = [
  ["so it|goes on\nand on", [], "so it goes on\nand on"],
  [
    "an adven-|ture of it",
    [
      [8, 10, ""],
      [14, 15, "\n"],
    ],
    "an adventure of it",
  ],
  [
    "an adven-\nture of it",
    [
      [8, 10, ""],
      [14, 15, "\n"],
    ],
    "an adventure\nof it",
  ],
  ["a well-|known man", [], "a well-\nknown man"],
  [
    "thereare|no adven-|ture so",
    [
      [5, 5, " "],
      [17, 19, ""],
      [23, 24, "\n"],
    ],
    "there are no adventure so",
  ],
];
for (const [lines, edits, expected] of JOINED) {
  test(`“${lines.replace(/\n/g, "↵")}” becomes a paragraph`, () => {
    const document = { text: lines.replace(/\|/g, "\n"), soft: [...lines.matchAll(/\|/g)].map(({ index }) => index) };
    const made = joinedEdits(
      document,
      edits.map(([from, to, insert]) => ({ from, to, insert })),
    );
    const joined = joinedText(document);
    assert.equal(joined.length, document.text.length);
    assert.equal(
      ChangeSet.of(made, joined.length)
        .apply(Text.of(joined.split("\n")))
        .toString(),
      expected,
    );
  });
}

test("only lines that the next word did not fit into flow on", () => {
  const address = page(
    [50, 0, "Ann Lee"],
    [50, 12, "Mill Lane"],
    [50, 34, WIDE],
    [50, 46, `${WIDE} a`],
    [50, 58, "page"],
  );
  const { text, soft } = pagesText([address]);
  assert.equal(joinedText({ text, soft }), `Ann Lee\nMill Lane\n\n${WIDE} ${WIDE} a page`);
});

for (const [what, bytes, kind] of [
  ["a PDF", pdfOf([[]]), "pdf"],
  ["a document of Word", docxOf([]), "docx"],
  ["another zip", Buffer.from(zipSync({ "a.txt": strToU8("word") })), undefined],
  ["a text about PDFs", Buffer.from("A file begins with %PDF-1.4."), undefined],
  ["nothing", Buffer.alloc(0), undefined],
]) {
  test(`${what} is told by its bytes`, () => assert.equal(kindOf(bytes), kind));
}

const RUINED = [
  [72, 100, "A Story of the Fair", 18],
  [72, 130, "The interna tional fair was on November12, and we saw a long and heavy adven-"],
  [72, 142, "ture of thef eedback. The door was l o c k e d in the morning, so thatanyof"],
  [72, 154, "us had to wait."],
  [84, 166, "They said that thereare no plans \\(so far\\)."],
];
const MENDED = `A Story of the Fair

The international fair was on November 12, and we saw a long and heavy adventure of the feedback. The door was locked in the morning, so that any of us had to wait.

They said that there are no plans (so far).`;
const PDF_TYPE = "application/pdf";

testPage("a PDF is opened, repaired as a ruined text, and saved as text", async (page) => {
  const escaped = RUINED.map(([x, y, text, size]) => [x, y, text.replace(/\\/g, ""), size]);
  await openText(page, pdfOf([escaped]), "fair.pdf", PDF_TYPE);
  await eventually(() => textOf(page), MENDED);
  await eventually(
    () => notice(page),
    "Opened the text of “fair.pdf”. Corrected 7 places. They are listed, and each can be taken back. Undo all Bring the former text back",
  );
  assert.equal(await page.locator("#review-list > li").count(), 7);
  assert.equal(await page.locator("#origin").innerText(), "fair.txt: UTF-8, LF");
  // A step of its own brings back what the file has, another one the former text.
  await page.locator(".cm-content").focus();
  await page.keyboard.press("Control+z");
  assert.match(await textOf(page), /interna tional.*November12/s);
  await page.keyboard.press("Control+z");
  assert.doesNotMatch(await textOf(page), /fair/);
});

testPage("a document of Word is opened with its line breaks, tables and notes", async (page) => {
  const cell = (text) => `<w:tc>${paragraph(text)}</w:tc>`;
  const docx = docxOf(
    [
      paragraph("The interna tional fair was on November12."),
      paragraph(),
      paragraph("First line", "<w:r><w:br/></w:r>", "second line", "<w:r><w:tab/></w:r>", "and <more> & more."),
      `<w:tbl><w:tr>${cell("Name")}${cell("Town")}</w:tr><w:tr>${cell("Ann")}${cell("Ely")}</w:tr></w:tbl>`,
      paragraph(
        `<w:del>${run("gone")}</w:del>`,
        `<w:ins>${run("They said so")}</w:ins>`,
        '<w:r><w:footnoteReference w:id="1"/></w:r>',
        ".",
      ),
      paragraph("Before.", '<w:r><w:br w:type="page"/></w:r>', "After."),
    ],
    ["Not all of them."],
  );
  await openText(page, docx, "letter.docx", "application/octet-stream");
  await eventually(
    () => textOf(page),
    "The international fair was on November 12.\n\nFirst line\nsecond line\tand <more> & more.\n\nName\tTown\nAnn\tEly\n\nThey said so[1].\n\nBefore.\n\nAfter.\n\n[1] Not all of them.",
  );
  await eventually(
    () => notice(page),
    "Opened the text of “letter.docx”. Corrected 2 places. They are listed, and each can be taken back. Undo all Bring the former text back",
  );
  assert.equal(await page.locator("#origin").innerText(), "letter.txt: UTF-8, LF");
});

/** A document of each kind, and the part of the page that reads it. */
const DOCUMENTS = [
  ["fair.pdf", pdfOf([[[72, 100, "We saw th edog run."]]]), /pdf[^/]*\.m?js$/],
  ["fair.docx", docxOf([paragraph("We saw th edog run.")]), /docx[^/]*\.js$/],
];
for (const [name, bytes, part] of DOCUMENTS) {
  testPage(`what was written before ${name} was opened, and while it was read, is kept`, async (page) => {
    let read;
    const written = new Promise((resolve) => (read = resolve));
    await page.route(part, (route) => written.then(() => route.continue()));
    const asked = page.waitForRequest(part);
    await page.locator(".cm-content").focus();
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText("They said so");
    await openText(page, bytes, name);
    await asked;
    await page.locator(".cm-content").focus();
    await page.keyboard.press("Control+End");
    await page.keyboard.insertText(" yesterday.");
    read();
    await eventually(() => textOf(page), "We saw the dog run.");
    const kept = "What was here before is under “Kept texts”.";
    const done = "Corrected 1 place. They are listed, and each can be taken back.";
    await eventually(
      () => notice(page),
      `Opened the text of “${name}”. ${kept} ${done} Undo all Bring the former text back`,
    );
    await page.getByRole("button", { name: "Bring the former text back" }).click();
    assert.equal(await textOf(page), "They said so yesterday.");
    await page.keyboard.press("Control+y");
    await eventually(() => textOf(page), "We saw th edog run.");
    await page.reload();
    await eventually(() => textOf(page), "We saw th edog run.");
    await page.locator("#drafts").click();
    await page.locator(".draft-open", { hasText: "They said so yesterday." }).click();
    await eventually(() => textOf(page), "They said so yesterday.");
  });
}

testPage("a document in which nothing is wrong says so, and what repeats on its pages is left out", async (page) => {
  const pages = [1, 2, 3].map((nth) => [
    [72, 40, `Days, page ${nth}`],
    [72, 100, `This is what the ${["first", "second", "third"][nth - 1]} page says.`],
  ]);
  await openText(page, pdfOf(pages), "days.pdf", PDF_TYPE);
  await eventually(
    () => notice(page),
    "Opened the text of “days.pdf”. Left out, since they stand on every page: “Days, page #”. There is nothing to repair. Bring the former text back",
  );
  const said = ["first", "second", "third"].map((nth) => `This is what the ${nth} page says.`);
  assert.equal(await textOf(page), said.join("\n\n"));
});

/** The beginning of a container that old documents and encrypted ones have. */
const OLE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
const REFUSED = [
  [
    "a PDF that ends in the middle",
    pdfOf([RUINED]).subarray(0, 120),
    "a.pdf",
    /“a\.pdf” is damaged, and could not be read\./,
  ],
  ["what is called a PDF and is none", Buffer.from("no PDF"), "a.pdf", /“a\.pdf” is damaged/],
  ["a PDF with a password", lockedPdf(), "a.pdf", /“a\.pdf” is protected by a password/],
  ["a scan", scannedPdf(), "a.pdf", /“a\.pdf” has no text, only pictures of its pages/],
  ["a PDF of blank pages", pdfOf([[], []]), "a.pdf", /“a\.pdf” has no text, nor pictures of any/],
  ["a PDF with a frame on its pages", pdfOf([[]], "10 10 575 822 re S"), "a.pdf", /“a\.pdf” has no text, nor pictures/],
  [
    "a document of Word that ends in the middle",
    docxOf([paragraph("Text.")]).subarray(0, -60),
    "a.docx",
    /“a\.docx” is damaged/,
  ],
  [
    "a document of Word without its text",
    Buffer.from(zipSync({ "word/styles.xml": strToU8("<a/>") })),
    "a.docx",
    /“a\.docx” is damaged/,
  ],
  ["an empty document of Word", docxOf([paragraph()]), "a.docx", /“a\.docx” has no text\./],
  [
    "a document of Word with a password",
    Buffer.concat([OLE, Buffer.from("EncryptedPackage", "utf16le")]),
    "a.docx",
    /“a\.docx” is protected by a password/,
  ],
  [
    "an old document of Word",
    Buffer.concat([OLE, Buffer.from("WordDocument", "utf16le")]),
    "a.doc",
    /“a\.doc” is in the old format of Word/,
  ],
  ["nothing at all", Buffer.alloc(0), "a.pdf", /“a\.pdf” has no text\./],
];
for (const [what, bytes, name, message] of REFUSED) {
  testPage(`${what} is told apart, and the text stays`, async (page) => {
    await openText(page, "They said so.");
    await openText(page, bytes, name);
    await eventually(
      () =>
        page
          .locator(".alert p")
          .allInnerTexts()
          .then((texts) => texts.some((text) => message.test(text))),
      true,
    );
    assert.equal(await textOf(page), "They said so.");
    assert.equal(await notice(page), "");
    // What comes next settles it.
    await openText(page, docxOf([paragraph("All is well.")]), "b.docx");
    await eventually(() => textOf(page), "All is well.");
    assert.equal(await page.locator(".alert").count(), 0);
  });
}

testPage("a PDF that takes long holds up nothing, and can be cancelled; what is written stays", async (page) => {
  await openText(page, "They said so.");
  await openText(page, hugePdf(200_000), "huge.pdf", PDF_TYPE);
  const cancel = page.locator("#reading-cancel");
  await cancel.waitFor();
  assert.equal(await notice(page), "Reading “huge.pdf”…");
  await eventually(() => page.locator("#reading-bar").evaluate((bar) => bar.value > 0), true);
  await page.locator(".cm-content").focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.insertText(" And more.");
  // The page goes on: what is written is there, and while it is read. The notice has gone, as it does; the button has not.
  assert.equal(await textOf(page), "They said so. And more.");
  await cancel.click();
  await eventually(() => notice(page), "Reading “huge.pdf” was cancelled. Your text is as it was.");
  assert.equal(await cancel.isVisible(), false);
  assert.equal(await textOf(page), "They said so. And more.");
  // Another file in its place ends it too.
  await openText(page, hugePdf(200_000), "huge.pdf", PDF_TYPE);
  await cancel.waitFor();
  await openText(page, "They went.");
  await eventually(() => textOf(page), "They went.");
  assert.equal(await cancel.isVisible(), false);
});

test("a document that cannot be read in time is given up", async () => {
  const worker = Object.assign(new EventTarget(), {
    postMessage() {},
    ended: false,
    terminate: () => (worker.ended = true),
  });
  const read = () => readInWorker(() => worker, new Uint8Array(1), { patience: 10 });
  assert.deepEqual(await read(), { reason: "slow" });
  assert.equal(worker.ended, true);
  assert.deepEqual(await readInWorker(assert.fail, new Uint8Array(1), { signal: AbortSignal.abort() }), {
    reason: "cancelled",
  });
});

testPage("of two files that are given one after the other, the last one is shown", async (page) => {
  await page.setInputFiles("#file", { name: "a.pdf", mimeType: PDF_TYPE, buffer: pdfOf([RUINED]) });
  await openText(page, "They said so.");
  await page.waitForTimeout(1500);
  assert.equal(await textOf(page), "They said so.");
});

testPage("a document that is dropped is read like one that is opened", async (page) => {
  const bytes = [...docxOf([paragraph("We saw th edog run.")])];
  await page.evaluate((bytes) => {
    const data = new DataTransfer();
    data.items.add(new File([Uint8Array.from(bytes)], "dog.docx"));
    for (const type of ["dragenter", "drop"])
      document.body.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
  }, bytes);
  await eventually(() => textOf(page), "We saw the dog run.");
});

test("what reads documents is loaded with the first of them alone", () => {
  const names = ownScripts().map(({ name }) => name);
  assert.deepEqual(
    names.filter((name) => /pdf|docx/.test(name)),
    [],
  );
});
