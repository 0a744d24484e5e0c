import { useEffect, useRef, useState } from 'preact/hooks'
import { draftOf, saveDraft } from './drafts'

/** A form's values that survive a closed page; `ready` turns true when the last draft has been looked for. */
export function useDraft<T extends object>(name: string, empty: T): [T, (change: Partial<T>) => void, boolean] {
  const [value, setValue] = useState(empty)
  const [ready, setReady] = useState(false)
  /** A slow phone finds the draft only after the first words were written; they are newer. */
  const written = useRef<Partial<T>>({})
  const change = (part: Partial<T>) => {
    Object.assign(written.current, part)
    setValue(now => {
      const next = { ...now, ...part }
      void saveDraft(name, next)
      return next
    })
  }
  useEffect(() => {
    written.current = {}
    setReady(false)
    void draftOf<T>(name).then(last => {
      setValue({ ...empty, ...last, ...written.current })
      if (last) change({})
      setReady(true)
    })
  }, [name])
  return [value, change, ready]
}
