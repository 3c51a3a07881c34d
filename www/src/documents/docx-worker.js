// The worker that reads a document of Word.

import mammoth from "mammoth";
import { documentText } from "./docx-text.js";

addEventListener("message", async ({ data: bytes }) => {
  try {
    postMessage({ text: await readText(bytes.buffer) });
  } catch (error) {
    console.info(error);
    postMessage({ reason: "damaged" });
  }
});

/** @param {ArrayBuffer} arrayBuffer */
async function readText(arrayBuffer) {
  let text = "";
  // The document itself is all that is needed. What is made of it afterwards is empty, so that no picture is encoded.
  const transformDocument = (/** @type {any} */ document) => {
    text = documentText(document);
    return { ...document, children: [] };
  };
  await mammoth.convertToHtml({ arrayBuffer }, { transformDocument });
  return text;
}
