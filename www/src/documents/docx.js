// Loaded when the first document of Word comes: the worker that reads it.

export const start = () => new Worker(new URL("./docx-worker.js", import.meta.url), { type: "module" });
