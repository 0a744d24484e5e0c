import { useEffect, useRef, useState } from 'preact/hooks'
import { attach, attached, discard } from '../outbox/attachments'
import { newId } from '../outbox/outbox'
import { shrunk } from '../outbox/shrink'
import './attach.css'
import { t } from './attach.words'
import { Button } from './Button'

const MOST = 6

/** Photos of one form: made small and kept on the phone at once, so that a draft keeps them too. */
export function Photos({ ids, onChange, most = MOST }: { ids: string[]; onChange: (ids: string[]) => void; most?: number }) {
  const input = useRef<HTMLInputElement>(null)
  const [trouble, setTrouble] = useState(false)
  async function add(files: FileList | null): Promise<void> {
    const added: string[] = []
    setTrouble(false)
    for (const file of [...(files ?? [])].slice(0, most - ids.length)) {
      try {
        const id = newId()
        await attach(id, await shrunk(file))
        added.push(id)
      } catch {
        setTrouble(true)
      }
    }
    if (input.current) input.current.value = ''
    if (added.length) onChange([...ids, ...added])
  }
  return (
    <div class="stack">
      <div class="shots">
        {ids.map((id, at) => (
          <div class="shot" key={id}>
            <Thumb id={id} label={t('photo_n', { n: at + 1 })} />
            <Button small square icon="cross" label={t('remove_photo', { n: at + 1 })}
              onClick={() => { void discard([id]); onChange(ids.filter(each => each !== id)) }} />
          </div>
        ))}
      </div>
      {trouble && <p class="card late" role="alert">{t('photo_trouble')}</p>}
      {ids.length < most && <>
        <input ref={input} type="file" accept="image/*" multiple={most > 1} hidden aria-label={t('photo')} onChange={event => void add(event.currentTarget.files)} />
        <Button icon="photo" onClick={() => input.current?.click()}>{t('photo')}</Button>
      </>}
    </div>
  )
}

function Thumb({ id, label }: { id: string; label: string }) {
  const url = useBlobUrl(id)
  return url ? <img src={url} alt={label} /> : <span class="sub">{label}</span>
}

/** An address for a file that lies on the phone, given back when it is no longer shown. */
export function useBlobUrl(id: string): string {
  const [url, setUrl] = useState('')
  useEffect(() => {
    let made = ''
    void attached(id).then(blob => { if (blob) setUrl(made = URL.createObjectURL(blob)) })
    return () => { if (made) URL.revokeObjectURL(made) }
  }, [id])
  return url
}
