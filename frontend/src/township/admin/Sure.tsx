import { useState } from 'preact/hooks'
import { Button } from '../../ui/Button'
import { t } from './words'

/** An act that is asked about once more, with what it does. `label` is spoken where several such buttons stand on a page. */
export function Sure({ ask, label, say, sure, busy, onSure }: { ask: string; label?: string; say: string; sure: string; busy: boolean; onSure: () => void }) {
  const [asked, setAsked] = useState(false)
  if (!asked) return <Button block label={label} onClick={() => setAsked(true)}>{ask}</Button>
  return (
    <div class="stack arrives">
      <p role="status">{say}</p>
      <Button look="main" block busy={busy} onClick={onSure}>{sure}</Button>
      <Button block onClick={() => setAsked(false)}>{t('no')}</Button>
    </div>
  )
}
