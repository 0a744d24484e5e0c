import { Field } from '../../ui/Field'
import { Photos } from '../../ui/Photos'
import { Voice } from '../../ui/Voice'
import type { Form } from './form'
import { t } from './telling.words'

/** In one's own words: written, spoken or photographed, or none of them. */
export default function Tell({ form, change }: { form: Form; change: (part: Partial<Form>) => void }) {
  return (
    <>
      <Field label={t('tell')} hint={t('tell_hint')} long maxLength={500} required={false} value={form.text} onInput={text => change({ text })} />
      <Voice id={form.voice} onChange={voice => change({ voice })} />
      <Photos ids={form.photos} onChange={photos => change({ photos })} />
    </>
  )
}
