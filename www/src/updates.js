// The service worker, from which the page opens without a network, and what is said when it has a new version.

import { byId } from "./dom.js";

/** Milliseconds: a page that is open for days asks no more often. */
const ASK_MS = 3_600_000;

/** @param {() => Promise<void>} beforeReload stores what a reload would lose */
export async function keepUpToDate(beforeReload) {
  const { serviceWorker } = navigator;
  /** @type {ServiceWorkerRegistration | undefined} */
  let registration;
  try {
    registration = await serviceWorker?.register("./service-worker.js");
  } catch (error) {
    // Some browsers refuse it in private windows; where the files are not of one version, the next visit tries again.
    console.info(error);
  }
  if (!registration) return;
  offerUpdates(serviceWorker, registration, beforeReload);
  let asked = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.hidden || Date.now() - asked < ASK_MS) return;
    asked = Date.now();
    registration.update().catch((error) => console.info(error));
  });
}

/**
 * @param {ServiceWorkerContainer} serviceWorker
 * @param {ServiceWorkerRegistration} registration
 * @param {() => Promise<void>} beforeReload
 */
function offerUpdates(serviceWorker, registration, beforeReload) {
  // The first one to come is no update.
  let isUpdate = serviceWorker.controller !== null;
  let isWanted = false;
  const offer = () => (byId("update").hidden = false);
  byId("update-now").addEventListener("click", async () => {
    isWanted = true;
    await beforeReload();
    if (registration.waiting) registration.waiting.postMessage("update");
    else location.reload();
  });
  serviceWorker.addEventListener("controllerchange", () => {
    if (isWanted) location.reload();
    // Another tab has asked for it.
    else if (isUpdate) offer();
    isUpdate = true;
  });
  /** @param {ServiceWorker | null} worker */
  const watch = (worker) => {
    worker?.addEventListener("statechange", () => worker.state === "installed" && serviceWorker.controller && offer());
  };
  if (registration.waiting && serviceWorker.controller) offer();
  watch(registration.installing);
  registration.addEventListener("updatefound", () => watch(registration.installing));
}
