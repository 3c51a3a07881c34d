// Loaded when the first PDF comes: the worker that reads it.

export const start = () => new Worker(new URL("./pdf-worker.js", import.meta.url), { type: "module" });
