// Keeps the editor page at hand: it opens from here, whatever the network does. scripts/offline.js puts four lines before
// this one when the page is built: FILES, all that the page is made of, with the SHA-256 of each; LATER, the same of what is kept
// once it was needed; MARK, what stands in this version's HTML and in no other; and VERSION, which changes with them.

/* global FILES, LATER, MARK, VERSION */

/** Service workers of one origin share its caches: those of this folder are told by it. */
const PREFIX = `unglue ${registration.scope} `;
const CACHE = PREFIX + VERSION;
const PAGE = "./";

addEventListener("install", (event) => event.waitUntil(install()));

/** Takes all files of this version, or none: what answers in their place (a captive portal, half an upload) is refused. */
async function install() {
  const cache = await caches.open(CACHE);
  const take = async ([file, hash]) => {
    // What the browser has by name alone may be older than this.
    const response = await fetch(file, { cache: file.startsWith("assets/") ? "default" : "reload" });
    if (!(await isOurs(response.clone(), hash)))
      throw new TypeError(`${file}: what the server sent is not of this version`);
    await cache.put(file, response);
  };
  await Promise.all(Object.entries(FILES).map(take));
}

/** @param {Response} response @param {string | null} hash null: the page's HTML, which a host may add to */
async function isOurs(response, hash) {
  if (!response.ok || response.redirected) return false;
  if (hash === null) return (await response.text()).includes(MARK);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await response.arrayBuffer()));
  return btoa(String.fromCharCode(...digest)) === hash;
}

// A new version waits until no page of the old one is open, or until the reader wants it.
addEventListener("message", ({ data }) => {
  if (data === "update") skipWaiting();
});

addEventListener("activate", (event) => {
  const clean = async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
    await Promise.all(Object.keys(LATER).map(takeOver));
    // The last one stays: a page that is still open may load a part of itself.
    await Promise.all(old.slice(0, -1).map((name) => caches.delete(name)));
    await clients.claim();
  };
  event.waitUntil(clean());
});

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "POST" && request.url === `${registration.scope}share`)
    return event.respondWith(shared(request));
  if (request.method !== "GET" || !request.url.startsWith(registration.scope)) return;
  const { origin, pathname } = new URL(request.url);
  const name = `${origin}${pathname}`.slice(registration.scope.length);
  const file = name === "" || name === "index.html" ? PAGE : name;
  if (Object.hasOwn(FILES, file)) event.respondWith(kept(file, request));
  else if (Object.hasOwn(LATER, file)) event.respondWith(needed(file, request));
  // A part of the version before.
  else if (file.startsWith("assets/")) event.respondWith(older(request));
});

/**
 * Whether the system or the page itself sends this, and not a form of another site. The system names no site: its origin is "null". So does a
 * form that hides where it is; what that brings is taken like any share, and replaces nothing that is not kept.
 * @param {Request} request
 */
function isShare({ mode, destination, headers, referrer }) {
  const isOwn = (from) => !from || from === "null" || new URL(from).origin === location.origin;
  // Few browsers tell a service worker this.
  const site = headers.get("sec-fetch-site") ?? "none";
  return (
    mode === "navigate" &&
    destination === "document" &&
    ["none", "same-origin"].includes(site) &&
    isOwn(headers.get("origin")) &&
    isOwn(referrer)
  );
}

/**
 * Puts aside what another program shares, for the page to fetch: it goes to no server. src/incoming.js takes it.
 * @param {Request} request
 */
async function shared(request) {
  try {
    if (!isShare(request)) throw new TypeError("another site has sent this");
    const data = await request.formData();
    const cache = await caches.open(`shared ${registration.scope}`);
    const text = ["title", "text", "url"].flatMap((name) => data.getAll(name)).filter((part) => part !== "");
    if (text.length > 0) await cache.put("share-text", new Response(text.join("\n\n")));
    for (const [nth, file] of data.getAll("file").entries())
      await cache.put(`share-${nth}`, new Response(file, { headers: { "x-name": encodeURIComponent(file.name) } }));
  } catch (error) {
    // The page says that nothing came.
    console.info(error);
  }
  return Response.redirect(`${registration.scope}#shared`, 303);
}

// The files are the same for everyone, whatever the server says that its answers vary with.

/** @param {string} file @param {Request} request */
async function kept(file, request) {
  return (await caches.match(file, { cacheName: CACHE, ignoreVary: true })) ?? fetch(request);
}

/** What is fetched now is kept from then on. @param {string} file @param {Request} request */
async function needed(file, request) {
  const known = await caches.match(file, { cacheName: CACHE, ignoreVary: true });
  if (known) return known;
  const response = await fetch(request);
  // Something else that answers in its place is no part of the page.
  if (!(await isOurs(response.clone(), LATER[file]))) return Response.error();
  await (await caches.open(CACHE)).put(file, response.clone());
  return response;
}

/** Keeps a file that the version before had kept. @param {string} file */
async function takeOver(file) {
  const known = await caches.match(file, { ignoreVary: true });
  if (known) await (await caches.open(CACHE)).put(file, known);
}

/** @param {Request} request */
async function older(request) {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}
