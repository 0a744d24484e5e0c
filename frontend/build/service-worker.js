// The service worker: keeps the built files so that the app opens without a network. It never touches /api, so no private
// answer lands in Cache Storage and every 401 and 409 reaches the app. The page decides when a new version takes over.
const VERSION = '__VERSION__'
const FILES = __FILES__

self.addEventListener('install', event => {
  const fresh = FILES.map(file => new Request(file, { cache: 'no-cache' }))
  event.waitUntil(caches.open(VERSION).then(cache => cache.addAll(fresh)))
})

self.addEventListener('activate', event => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name.startsWith('app-') && name !== VERSION) await caches.delete(name)
    await self.clients.claim()
  })())
})

self.addEventListener('message', event => {
  if (event.data === 'take over') self.skipWaiting()
})

self.addEventListener('fetch', event => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== location.origin || url.pathname.startsWith('/api/')) return
  event.respondWith((async () => {
    const cache = await caches.open(VERSION)
    const wanted = request.mode === 'navigate' ? '/index.html' : request
    const kept = await cache.match(wanted, { ignoreSearch: true })
    if (kept) return kept
    const answer = await fetch(request)
    if (answer.ok && url.pathname.startsWith('/assets/')) event.waitUntil(cache.put(request, answer.clone()))
    return answer
  })())
})
