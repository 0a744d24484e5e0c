import { useEffect, useState } from 'preact/hooks'
import { draftOf, saveDraft } from './drafts'

/** A form's values that survive a closed page; `ready` turns true when the last draft has been looked for. */
export function useDraft<T extends object>(name: string, empty: T): [T, (change: Partial<T>) => void, boolean] {
  const [value, setValue] = useState(empty)
  const [ready, setReady] = useState(false)
  useEffect(() => {
    setReady(false)
    void draftOf<T>(name).then(last => { setValue({ ...empty, ...last }); setReady(true) })
  }, [name])
  const change = (part: Partial<T>) => setValue(now => {
    const next = { ...now, ...part }
    void saveDraft(name, next)
    return next
  })
  return [value, change, ready]
}
