/**
 * What the phone keeps (IndexedDB). On a shared phone, and where the browser has no IndexedDB, `cache` and `drafts`
 * live in memory only and are gone with the page; unsent acts stay on the phone in any case where that is possible.
 */
export type StoreName = 'outbox' | 'blobs' | 'cache' | 'drafts'
interface Kept { id: string; user: string }

const NAME = 'buchucun'
const STORES: StoreName[] = ['outbox', 'blobs', 'cache', 'drafts']
const memory = new Map<StoreName, Map<string, Kept>>(STORES.map(name => [name, new Map()]))
const SHARED = 'shared-phone'

export const isShared = () => localStorage.getItem(SHARED) === '1'
export const setShared = (shared: boolean) => localStorage.setItem(SHARED, shared ? '1' : '0')

let opened: Promise<IDBDatabase | null> | null = null
function database(): Promise<IDBDatabase | null> {
  opened ??= new Promise(resolve => {
    try {
      const asked = indexedDB.open(NAME, 1)
      asked.onupgradeneeded = () => STORES.forEach(name => asked.result.createObjectStore(name, { keyPath: 'id' }))
      asked.onerror = asked.onblocked = () => resolve(null)
      asked.onsuccess = () => {
        // A newer version of the app, or signing out in another tab, must not wait for this connection.
        asked.result.onversionchange = () => { asked.result.close(); opened = null }
        // The server's Clear-Site-Data at signing out closes it from outside.
        asked.result.onclose = () => { opened = null }
        resolve(asked.result)
      }
    } catch {
      resolve(null)
    }
  })
  return opened
}

async function store(name: StoreName, mode: IDBTransactionMode): Promise<IDBObjectStore | null> {
  if (isShared() && (name === 'cache' || name === 'drafts')) return null
  return (await database())?.transaction(name, mode).objectStore(name) ?? null
}

const done = <T>(asked: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => { asked.onsuccess = () => resolve(asked.result); asked.onerror = () => reject(asked.error) })

export async function keep<T extends Kept>(name: StoreName, value: T): Promise<void> {
  const kept = await store(name, 'readwrite')
  if (!kept) return void memory.get(name)?.set(value.id, value)
  const asked = kept.put(value)
  // Without this the browser waits for the page before it commits, and a page that closes takes the row with it.
  kept.transaction.commit?.()
  await done(asked)
}

export async function kept<T extends Kept>(name: StoreName, id: string): Promise<T | undefined> {
  const from = await store(name, 'readonly')
  return (from ? await done(from.get(id)) : memory.get(name)?.get(id)) as T | undefined
}

export async function allOf<T extends Kept>(name: StoreName, user: string): Promise<T[]> {
  const from = await store(name, 'readonly')
  const all = (from ? await done(from.getAll()) : [...(memory.get(name)?.values() ?? [])]) as T[]
  return all.filter(value => value.user === user)
}

export async function forget(name: StoreName, id: string): Promise<void> {
  const from = await store(name, 'readwrite')
  if (from) await done(from.delete(id))
  memory.get(name)?.delete(id)
}

/** Empties the phone's memory of everybody. Clearing the stores works even where deleting the database would be blocked. */
export async function forgetAll(): Promise<void> {
  const open = await database()
  for (const name of STORES) {
    memory.get(name)?.clear()
    if (open) await done(open.transaction(name, 'readwrite').objectStore(name).clear())
  }
}
