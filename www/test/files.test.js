// A file that is opened goes back as it came, but for its spaces.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { downloaded, eventually, notice, onPage, openText, start, textOf, words } from "./browser.js";

let site;
before(async () => (site = await start()));
after(() => site.stop());
const testPage = (name, ...args) =>
  test(
    name,
    onPage(() => site, ...args),
  );

const bytes = (...values) =>
  Buffer.from(values.flatMap((value) => (typeof value === "string" ? [...Buffer.from(value)] : [value])));
const utf16 = (text, littleEndian) => {
  const units = Buffer.from(text, "utf16le");
  return littleEndian ? units : Buffer.from(units).swap16();
};
const origin = (page) => page.locator("#origin").innerText();
const dialog = (page) => page.locator("dialog[open]");

const FAULTY = "They said that thereare plans.";
const FIXED = "They said that there are plans.";
const FORMS = [
  ["CRLF", "UTF-8, CRLF", (text) => bytes(`${text}\r\nAll is well.\r\n`)],
  ["CR", "UTF-8, CR", (text) => bytes(`${text}\rAll is well.\r`)],
  [
    "mixed",
    "UTF-8, mostly CRLF, 3 others",
    (text) => bytes(`All\r\nis\nwell.\r${text}\r\n\r\n\r\nSo\u2028it\u0085is.\n\r\n`),
  ],
  ["mark", "UTF-8 with byte order mark, LF", (text) => bytes(0xef, 0xbb, 0xbf, `${text}\nAll is well.`)],
  ["UTF-16 LE", "UTF-16 LE, CRLF", (text) => bytes(0xff, 0xfe, ...utf16(`${text} 😀\r\nAll is well.\r\n`, true))],
  ["UTF-16 BE", "UTF-16 BE, LF", (text) => bytes(0xfe, 0xff, ...utf16(`${text} 😀\nAll is well.`, false))],
  [
    "Windows-1252",
    "Windows-1252 (Western), CRLF",
    (text) => bytes(`${text} The caf`, 0xe9, ` is `, 0x93, `here`, 0x94, `.\r\nAll is well.\r\n`),
  ],
  ["Shift_JIS", "Shift_JIS (Japanese), LF", (text) => bytes(`${text}\n`, 0x82, 0xa2, 0x82, 0xeb, 0x82, 0xcd, "\n")],
  ["damaged UTF-8", "UTF-8, damaged, LF", (text) => bytes(`${text}\nnaïve – “so” `, 0xff, 0xc3, "!\n")],
];
for (const [name, what, form] of FORMS) {
  testPage(`goes back as it came: ${name}`, async (page) => {
    await openText(page, form(FAULTY), "notes.txt");
    // What the file does not say, its reader does.
    const asked = ["Windows-1252", "Shift_JIS", "damaged UTF-8"].includes(name);
    if (asked) {
      await dialog(page)
        .getByRole("radio", { name: what.split(", ").slice(0, -1).join(", ") })
        .check();
      await dialog(page).getByRole("button", { name: "Open", exact: true }).click();
    }
    await eventually(() => origin(page), `notes.txt: ${what}`);
    assert.deepEqual(await downloaded(page), { name: "notes.txt", bytes: form(FAULTY) });
    await eventually(async () => (await words(page)).includes("thereare"), true);
    await page.locator(".cm-content").focus();
    await page.keyboard.press("Control+Shift+Enter");
    await eventually(async () => (await textOf(page)).includes(FIXED), true);
    assert.deepEqual(await downloaded(page), { name: "notes.txt", bytes: form(FIXED) });
    await page.locator(".cm-content").focus();
    await page.keyboard.press("Control+z");
    assert.deepEqual(await downloaded(page), { name: "notes.txt", bytes: form(FAULTY) });
  });
}

testPage("an encoding that the file does not say is asked about with examples, and can be left open", async (page) => {
  const former = await textOf(page);
  await openText(page, bytes(FAULTY, " The caf", 0xe9, " is open."), "notes.txt");
  await dialog(page).waitFor();
  assert.equal(await dialog(page).locator("h2").innerText(), "Which encoding does “notes.txt” have?");
  const rows = await dialog(page).locator(".choice-row").allInnerTexts();
  assert.match(rows[0], /Windows-1252.*café is open/s);
  assert.ok(
    rows.some((row) => /Cyrillic.*cafй is open/s.test(row)),
    rows.join("\n"),
  );
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "detached" });
  assert.equal(await textOf(page), former);
  // The one that is chosen is the one that is used.
  await openText(page, bytes(FAULTY, " The caf", 0xe9, " is open."), "notes.txt");
  await dialog(page)
    .getByRole("radio", { name: /Windows-1251/ })
    .check();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await eventually(() => textOf(page), `${FAULTY} The cafй is open.`);
  assert.equal(await origin(page), "notes.txt: Windows-1251 (Cyrillic), LF");
});

testPage("what is typed has the file's line ends, and what its encoding does not have is asked about", async (page) => {
  await openText(page, bytes("A caf", 0xe9, ".\r\nA line.\nAnother.\r\n"), "notes.txt");
  await dialog(page).getByRole("button", { name: "Open", exact: true }).click();
  await eventually(() => textOf(page), "A café.\nA line.\nAnother.\n");
  await page.locator(".cm-content").focus();
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("One €.");
  await page.keyboard.press("Enter");
  assert.deepEqual(
    (await downloaded(page)).bytes,
    bytes("One ", 0x80, ".\r\nA caf", 0xe9, ".\r\nA line.\nAnother.\r\n"),
  );
  // The other line end is deleted, and comes back.
  await page.locator(".cm-content").focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Backspace");
  assert.equal(await textOf(page), "One €.\nA café.\nA line.Another.\n");
  await page.keyboard.press("Control+z");
  await page.keyboard.insertText("→ ");
  const seen = [];
  page.on("download", (download) => seen.push(download));
  await page.locator("#download").click();
  assert.match(await dialog(page).innerText(), /Windows-1252 \(Western\), which does not have: “→”/);
  await dialog(page).getByRole("button", { name: "Do not save" }).click();
  await dialog(page).waitFor({ state: "detached" });
  assert.deepEqual(seen, []);
  assert.equal(await origin(page), "notes.txt: Windows-1252 (Western), mostly CRLF, 1 other");
  const [download] = await Promise.all([
    downloaded(page),
    dialog(page).getByRole("button", { name: "Save as UTF-8" }).click(),
  ]);
  assert.equal(download.bytes.toString(), "One €.\r\nA café.\r\nA line.\n→ Another.\r\n");
  assert.equal(await origin(page), "notes.txt: UTF-8, mostly CRLF, 1 other");
});

testPage("half a character is not replaced without a word", async (page) => {
  await openText(page, bytes(0xff, 0xfe, 0x3d, 0xd8, 0x61, 0), "half.txt");
  await eventually(() => origin(page), "half.txt: UTF-16 LE, LF");
  assert.deepEqual((await downloaded(page)).bytes, bytes(0xff, 0xfe, 0x3d, 0xd8, 0x61, 0));
});

testPage("a file's name and form go with its text, and come back with it", async (page) => {
  const form = bytes(0xef, 0xbb, 0xbf, `${FAULTY}\r\n\n`);
  const isFile = async () => {
    assert.equal(await origin(page), "notes.txt: UTF-8 with byte order mark, mostly LF, 1 other");
    assert.deepEqual(await downloaded(page), { name: "notes.txt", bytes: form });
    await page.locator(".cm-content").focus();
  };
  await openText(page, form, "notes.txt");
  await eventually(() => textOf(page), `${FAULTY}\n\n`);
  await isFile();
  const REPLACED = [
    ["Clear", () => page.getByRole("button", { name: "Clear" }).click(), ""],
    ["Sample", () => page.getByRole("button", { name: "Sample" }).click(), "The library"],
    [
      "pasted over",
      async () => {
        await page.keyboard.press("Control+a");
        await page.keyboard.insertText("Another text.\nOf two lines.");
      },
      "Another text.\nOf two lines.",
    ],
  ];
  for (const [name, replace, text] of REPLACED) {
    await replace();
    assert.equal(await page.locator("#origin").isVisible(), false, name);
    const { name: saved, bytes } = await downloaded(page);
    assert.equal(saved, "text.txt", name);
    assert.ok(text ? bytes.toString().startsWith(text) : bytes.length === 0, name);
    await page.locator(".cm-content").focus();
    await page.keyboard.press("Control+z");
    await isFile();
    await page.keyboard.press("Control+y");
    assert.equal(await page.locator("#origin").isVisible(), false, name);
    await page.keyboard.press("Control+z");
    await isFile();
  }
});

testPage("of several files the first is opened, and the others are named", async (page) => {
  const drop = (names) =>
    page.evaluate((names) => {
      const dataTransfer = new DataTransfer();
      for (const name of names) dataTransfer.items.add(new File([`This is ${name}.`], name));
      for (const type of ["dragenter", "dragover", "drop"]) {
        document.body.dispatchEvent(
          new DragEvent(type, { bubbles: true, cancelable: true, composed: true, dataTransfer }),
        );
      }
    }, names);
  await drop(["a.txt", "b.txt"]);
  await eventually(() => textOf(page), "This is a.txt.");
  assert.match(await notice(page), /^Opened “a.txt”. One text at a time: “b.txt” was not opened./);
  await drop(["1.txt", "2.txt", "3.txt", "4.txt", "5.txt", "6.txt"]);
  await eventually(() => textOf(page), "This is 1.txt.");
  assert.match(await notice(page), /“2.txt”, “3.txt”, “4.txt” and 2 more were not opened./);
});
