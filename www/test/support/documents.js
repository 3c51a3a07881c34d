// Documents to test with, made here: a PDF of lines at places, and a document of Word.

import { strToU8, zipSync } from "fflate";

/** A4, in points. */
const HEIGHT = 842;

/**
 * A PDF with text in Times. Its pages are lists of `[x, y from the top, text, size]`; a string is drawn as it stands.
 * @param {[x: number, y: number, text: string, size?: number][][]} pages
 * @param {string} [graphics] what is drawn on each of them
 * @returns {Buffer}
 */
export function pdfOf(pages, graphics = "") {
  const kids = pages.map((_, nth) => `${4 + 2 * nth} 0 R`);
  const objects = [
    "<</Type/Catalog/Pages 2 0 R>>",
    `<</Type/Pages/Kids[${kids.join(" ")}]/Count ${pages.length}>>`,
    "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>",
    ...pages.flatMap((lines, nth) => {
      const drawn = lines.map(([x, y, text, size = 10]) => {
        const string = text.replace(/[\\()]/g, "\\$&");
        return `BT /F1 ${size} Tf 1 0 0 1 ${x} ${HEIGHT - y} Tm (${string}) Tj ET`;
      });
      const stream = [...drawn, graphics].join("\n");
      return [
        `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 ${HEIGHT}]/Resources<</Font<</F1 3 0 R>>>>/Contents ${5 + 2 * nth} 0 R>>`,
        `<</Length ${stream.length}>>stream\n${stream}\nendstream`,
      ];
    }),
  ];
  return assembled(objects, "");
}

/** @param {string[]} objects @param {string} trailer */
function assembled(objects, trailer) {
  let file = "%PDF-1.4\n";
  const places = objects.map((object, nth) => {
    const place = file.length;
    file += `${nth + 1} 0 obj${object}endobj\n`;
    return `${String(place).padStart(10, "0")} 00000 n \n`;
  });
  const start = file.length;
  const size = objects.length + 1;
  file += `xref\n0 ${size}\n0000000000 65535 f \n${places.join("")}trailer<</Size ${size}/Root 1 0 R${trailer}>>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(file, "latin1");
}

/** A PDF that wants a password: its keys fit none. */
export function lockedPdf() {
  const key = "ab".repeat(32);
  const encrypt = `/Encrypt<</Filter/Standard/V 1/R 2/O<${key}>/U<${key}>/P -4>>/ID[<${"cd".repeat(16)}><${"cd".repeat(16)}>]`;
  return assembled(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>"], encrypt);
}

/** A PDF whose page is a picture, as scanners make them. */
export function scannedPdf() {
  return pdfOf([[]], "q 595 0 0 842 0 0 cm BI /W 2 /H 2 /CS /G /BPC 8 ID \x10\x20\x30\x40 EI Q");
}

/** A PDF that has one page, and names it so many times that reading it takes long. @param {number} count */
export function hugePdf(count) {
  const kids = "3 0 R ".repeat(count);
  const stream = "BT /F1 10 Tf 72 700 Td (They said thereare plans.) Tj ET";
  return assembled(
    [
      "<</Type/Catalog/Pages 2 0 R>>",
      `<</Type/Pages/Kids[${kids}]/Count ${count}>>`,
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 ${HEIGHT}]/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>>`,
      `<</Length ${stream.length}>>stream\n${stream}\nendstream`,
      "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>",
    ],
    "",
  );
}

const NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const TYPES = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`;
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const relations = (...entries) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${entries.map(([type, target], nth) => `<Relationship Id="r${nth + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`).join("")}</Relationships>`;

/** A run of text. @param {string} text */
export const run = (text) =>
  `<w:r><w:t xml:space="preserve">${text.replace(/&/g, "&amp;").replace(/</g, "&lt;")}</w:t></w:r>`;
/** A paragraph, of text or of what it is made of. @param {...string} parts */
export const paragraph = (...parts) =>
  `<w:p>${parts.map((part) => (part.startsWith("<") ? part : run(part))).join("")}</w:p>`;

/**
 * A document of Word.
 * @param {string[]} body its parts, as XML
 * @param {string[]} [notes] footnotes from 1 on
 * @returns {Buffer}
 */
export function docxOf(body, notes = []) {
  const footnotes = notes.map((text, nth) => `<w:footnote w:id="${nth + 1}">${paragraph(text)}</w:footnote>`);
  const files = {
    "[Content_Types].xml": TYPES,
    "_rels/.rels": relations(["officeDocument", "word/document.xml"]),
    "word/document.xml": `<?xml version="1.0"?><w:document ${NAMESPACE}><w:body>${body.join("")}</w:body></w:document>`,
    "word/_rels/document.xml.rels": relations(["footnotes", "footnotes.xml"]),
    "word/footnotes.xml": `<w:footnotes ${NAMESPACE}>${footnotes.join("")}</w:footnotes>`,
  };
  const zipped = Object.entries(files).map(([name, text]) => [name, strToU8(text)]);
  return Buffer.from(zipSync(Object.fromEntries(zipped)));
}
