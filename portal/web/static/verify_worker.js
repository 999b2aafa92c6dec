// Keeps the page on which shops check cards, so that it opens without a network: first the network, then what was kept.
// What the page needs, the page itself puts into the cache.
const cacheName = "verify-1";

self.addEventListener("install", (event) => {
  event.waitUntil(self.skipWaiting());
});

self.addEventListener("activate", (event) => {
  const outdated = async () => {
    // Others of this origin are not ours.
    const ours = (await caches.keys()).filter((name) => name.startsWith("verify-"));
    for (const name of ours) if (name !== cacheName) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(outdated());
});

async function answer(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const cache = await caches.open(cacheName);
    const kept = await cache.match(request, { ignoreSearch: true });
    if (kept) return kept;
    throw error;
  }
}

self.addEventListener("fetch", (event) => {
  if (event.request.method === "GET") event.respondWith(answer(event.request));
});
