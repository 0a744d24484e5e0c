/** Keeps the app up to date. Fetched after the first screen stands: nobody waits for it. */
import { updateReady } from './store'

interface Policies { createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string } }

/** Registers the service worker. Where there is none (in-app browsers), the app works online and keeps its outbox. */
export function watchForUpdates(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  const policies = (window as { trustedTypes?: Policies }).trustedTypes
  const url = policies?.createPolicy('sw', { createScriptURL: () => '/sw.js' }).createScriptURL('') ?? '/sw.js'
  // Only a version that the person asked for reloads the page; the very first one takes over without a word.
  navigator.serviceWorker.addEventListener('controllerchange', () => { if (updateReady.value) location.reload() })
  navigator.serviceWorker.register(url, { updateViaCache: 'none' }).then(registration => {
    const ready = (worker: ServiceWorker | null) => {
      if (worker && navigator.serviceWorker.controller) updateReady.value = worker
    }
    ready(registration.waiting)
    registration.addEventListener('updatefound', () => {
      const worker = registration.installing
      worker?.addEventListener('statechange', () => { if (worker.state === 'installed') ready(worker) })
    })
    document.addEventListener('visibilitychange', () => { if (!document.hidden) void registration.update().catch(() => undefined) })
  }, () => undefined)
}
