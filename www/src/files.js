// Ways for a file to come in: the button, a drop anywhere on the page, the clipboard. And the way out.

import { byId, h } from "./dom.js";

/** @typedef {import("browser-fs-access").FileWithHandle} FileWithHandle a file that can be written, where the browser lets the page do that */

const MIME_TYPES = ["text/*", "application/pdf"];
const EXTENSIONS = [".txt", ".md", ".markdown", ".tex", ".csv", ".html", ".pdf", ".docx"];

/** @param {(files: FileWithHandle[]) => void} take at least one */
export function connectFiles(take) {
  const input = /** @type {HTMLInputElement} */ (byId("file"));
  const overlay = byId("drop");
  input.accept = [...MIME_TYPES, ...EXTENSIONS].join();

  byId("open").addEventListener("click", async () => {
    if (!("showOpenFilePicker" in globalThis)) return input.click();
    try {
      const { fileOpen } = await import("browser-fs-access");
      take([await fileOpen({ description: "Texts and documents", mimeTypes: MIME_TYPES, extensions: EXTENSIONS })]);
    } catch (error) {
      // Nothing was chosen, or the browser does not allow it here.
      if (/** @type {Error} */ (error).name !== "AbortError") input.click();
    }
  });
  input.addEventListener("change", () => {
    const files = [...(input.files ?? [])];
    // So that the same file can be chosen again.
    input.value = "";
    if (files.length > 0) take(files);
  });

  // In the capture phase, before the editor, which would insert the file at the mouse; and on the window, since outside of
  // the editor the browser would leave this page for the file. Dragged text stays the editor's.
  let depth = 0;
  /** @param {string} type @param {(event: DragEvent) => void} act */
  const onFiles = (type, act) =>
    addEventListener(
      type,
      (event) => {
        const drag = /** @type {DragEvent} */ (event);
        if (!drag.dataTransfer?.types.includes("Files")) return;
        event.preventDefault();
        act(drag);
        overlay.hidden = depth <= 0;
      },
      true,
    );
  onFiles("dragenter", () => depth++);
  onFiles("dragleave", () => depth--);
  onFiles("dragover", (event) => {
    if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
  });
  onFiles("drop", (event) => {
    depth = 0;
    if (event.dataTransfer) dropped(event.dataTransfer).then((files) => files.length > 0 && take(files));
  });

  // A file copied in a file manager. Where there is text as well, the text is meant.
  addEventListener(
    "paste",
    (event) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0 || event.clipboardData?.types.includes("text/plain")) return;
      event.preventDefault();
      take(files);
    },
    true,
  );
}

/**
 * The files that were dropped. What can be written has to be asked for at once: later, the browser knows no more of the drop.
 * @param {DataTransfer} data
 * @returns {Promise<FileWithHandle[]>}
 */
async function dropped(data) {
  /** @type {FileWithHandle[]} */
  const files = [...data.files];
  const items = [...data.items].filter(({ kind }) => kind === "file");
  const asked = items.map((/** @type {any} */ item) => item.getAsFileSystemHandle?.().catch(() => null));
  for (const [nth, handle] of (await Promise.all(asked)).entries())
    if (handle?.kind === "file" && handle.name === files[nth]?.name) files[nth].handle = handle;
  return files;
}

/**
 * Saves a text as a file.
 * @param {BlobPart} content
 * @param {string} type
 * @param {string} name
 */
export function download(content, type, name) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  h("a", { href: address, download: name }).click();
  // The browser has taken it by the time of the next task or so; it does not say when.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
