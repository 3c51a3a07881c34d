// Keeps the editor page at hand, so that it opens without a network. scripts/offline.js puts two lines before this one when
// the page is built: FILES, all that the page is made of, and VERSION, which changes with them.

/* global FILES, VERSION */

/** Service workers of one origin share its caches: those of this folder are told by it. */
const PREFIX = `unglue ${registration.scope} `;
const CACHE = PREFIX + VERSION;

addEventListener("install", (event) => {
  // What the browser has by name alone may be older than this.
  const requests = FILES.map((file) => new Request(file, { cache: file.startsWith("assets/") ? "default" : "reload" }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(requests)).then(() => skipWaiting()));
});

addEventListener("activate", (event) => {
  const clean = async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
    await Promise.all(old.map((name) => caches.delete(name)));
    await clients.claim();
  };
  event.waitUntil(clean());
});

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && request.url.startsWith(registration.scope)) event.respondWith(answer(request));
});

async function answer(request) {
  // The files are the same for everyone, whatever the server says that its answers vary with.
  const kept = () => caches.match(request, { cacheName: CACHE, ignoreSearch: true, ignoreVary: true });
  // A name in assets/ has a hash of its content in it. All else is newer on the network, where there is one.
  if (new URL(request.url).pathname.includes("/assets/")) return (await kept()) ?? fetch(request);
  try {
    return await fetch(request);
  } catch (error) {
    const answer = await kept();
    if (answer) return answer;
    throw error;
  }
}
