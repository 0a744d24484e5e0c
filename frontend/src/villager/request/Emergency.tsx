import { useState } from 'preact/hooks'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/Icon'
import type { Form } from './form'
import { t, type RequestKey } from './words'

export const Dial = ({ number, label, look = 'ghost' }: { number: string; label: string; look?: 'main' | 'ghost' }) =>
  <a class={`button block ${look}`} href={`tel:${number}`}><Icon name="phone" />{label}</a>

const NUMBERS: [string, RequestKey][] = [['120', 'call_120'], ['110', 'call_110'], ['119', 'call_119']]

/** Before any form: when a life is at stake, call. One line for everybody else. */
export function Emergency({ form, change }: { form: Form; change: (part: Partial<Form>) => void }) {
  const [open, setOpen] = useState(false)
  if (form.urgency !== 'normal') {
    return (
      <p class="card late side"><b class="grow">{t(form.urgency === 'urgent' ? 'is_urgent' : 'is_emergency')}</b>
        <Button small onClick={() => change({ urgency: 'normal' })}>{t('not_urgent')}</Button></p>
    )
  }
  if (!open) return <Button look="plain" icon="bell" onClick={() => setOpen(true)}>{t('urgent_ask')}</Button>
  return (
    <section class="card late stack arrives">
      <p><b>{t('urgent_hint')}</b></p>
      {NUMBERS.map(([number, label]) => <Dial key={number} number={number} label={t(label)} />)}
      <Button onClick={() => change({ urgency: 'emergency' })}>{t('called_go_on')}</Button>
      <Button look="plain" onClick={() => change({ urgency: 'urgent' })}>{t('today')}</Button>
    </section>
  )
}
