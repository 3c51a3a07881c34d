// The worker that reads a PDF: pdf.js says which letters stand where, and pdf-layout.js makes lines and paragraphs of them. All of it is
// done here, so that nothing of it holds up the page, and all of it ends with the worker.

import { getDocument, OPS, VerbosityLevel } from "pdfjs-dist/legacy/build/pdf.mjs";
import { WorkerMessageHandler } from "pdfjs-dist/legacy/build/pdf.worker.mjs";
import { MAX_TEXT } from "./limits.js";
import { pagesText } from "./pdf-layout.js";

/** @import { PDFDocumentProxy } from "pdfjs-dist" */
/** @import { Item } from "./pdf-layout.js" */
/** @import { Message } from "./in-worker.js" */

/** Between two messages of how far it is. Milliseconds. */
const PAUSE = 100;
/** What draws a picture. */
const PICTURES = new Set(Object.entries(OPS).flatMap(([name, op]) => (/^paint.*Image/.test(name) ? [op] : [])));

// By this, pdf.js parses in this worker too, and starts none of its own.
Object.assign(globalThis, { pdfjsWorker: { WorkerMessageHandler } });

addEventListener("message", async ({ data }) => {
  // pdf.js listens here as well.
  if (!(data instanceof Uint8Array)) return;
  tell(await read(data));
});

/** @param {Message} message */
const tell = (message) => postMessage(message);

/** @param {Uint8Array} data */
async function read(data) {
  const verbosity = VerbosityLevel.ERRORS;
  const task = getDocument({ data, verbosity, isEvalSupported: false, disableFontFace: true });
  try {
    const pdf = await task.promise;
    const pages = await pagesOf(pdf);
    if (!pages) return { reason: "length" };
    const read = pagesText(pages);
    if (/\S/.test(read.text)) return read;
    return { reason: (await hasPicture(pdf)) ? "scanned" : "blank" };
  } catch (error) {
    console.info(error);
    return { reason: /** @type {Error} */ (error).name === "PasswordException" ? "password" : "damaged" };
  }
}

/**
 * Returns what stands on each page; nothing where that is too much. Of a page that is damaged by itself, the others are read all the same;
 * of none, the first error is thrown.
 * @param {PDFDocumentProxy} pdf
 */
async function pagesOf(pdf) {
  /** @type {Item[][]} */
  const pages = [];
  let failed;
  let read = 0;
  let length = 0;
  let told = 0;
  for (let number = 1; number <= pdf.numPages; number++) {
    try {
      const page = await pdf.getPage(number);
      const { items } = await page.getTextContent();
      const strings = items.filter((item) => "str" in item);
      pages.push(strings);
      length += strings.reduce((sum, { str }) => sum + str.length, 0);
      page.cleanup();
      read += 1;
    } catch (error) {
      failed ??= error;
    }
    if (length > MAX_TEXT) return undefined;
    if (performance.now() < told + PAUSE) continue;
    told = performance.now();
    tell({ share: number / pdf.numPages });
  }
  if (read === 0 && failed) throw failed;
  return pages;
}

/** Whether a page of a PDF has a picture, or may have one. @param {PDFDocumentProxy} pdf */
async function hasPicture(pdf) {
  for (let number = 1; number <= pdf.numPages; number++) {
    try {
      const page = await pdf.getPage(number);
      const { fnArray } = await page.getOperatorList();
      page.cleanup();
      if (fnArray.some((op) => PICTURES.has(op))) return true;
    } catch (error) {
      console.info(error);
      return true;
    }
  }
  return false;
}
