// The text of a PDF: pdf.js says which letters stand where, and pdf-layout.js makes lines and paragraphs of them.

import { getDocument, PDFWorker, VerbosityLevel } from "pdfjs-dist/legacy/build/pdf.mjs";
import PdfThread from "pdfjs-dist/legacy/build/pdf.worker.mjs?worker";
import { pagesText } from "./pdf-layout.js";

/**
 * @param {Uint8Array<ArrayBuffer>} data
 * @returns {Promise<{ text: string, soft: number[], omitted: string[] } | { reason: string }>}
 */
export async function readPdf(data) {
  const port = new PdfThread();
  // Its type knows of no port.
  const worker = new PDFWorker({ port: /** @type {any} */ (port), verbosity: VerbosityLevel.ERRORS });
  const task = getDocument({
    data,
    worker,
    verbosity: VerbosityLevel.ERRORS,
    isEvalSupported: false,
    disableFontFace: true,
  });
  try {
    return pagesText(await pagesOf(await task.promise));
  } catch (error) {
    console.info(error);
    return { reason: /** @type {Error} */ (error).name === "PasswordException" ? "password" : "damaged" };
  } finally {
    await task.destroy().catch(() => {});
    worker.destroy();
    port.terminate();
  }
}

/**
 * Of a page that is damaged by itself, the others are read all the same; of none, the first error is thrown.
 * @param {import("pdfjs-dist").PDFDocumentProxy} pdf
 */
async function pagesOf(pdf) {
  /** @type {import("./pdf-layout.js").Item[][]} */
  const pages = [];
  let failed;
  let read = 0;
  for (let number = 1; number <= pdf.numPages; number++) {
    try {
      const page = await pdf.getPage(number);
      const { items } = await page.getTextContent();
      pages.push(items.filter((item) => "str" in item));
      page.cleanup();
      read += 1;
    } catch (error) {
      failed ??= error;
      pages.push([]);
    }
  }
  if (read === 0 && failed) throw failed;
  return pages;
}
