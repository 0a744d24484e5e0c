import { Voice } from '../../../ui/Voice'
import type { Kind } from '../form'
import { t } from './speak.words'

/** A request without typing: the person on duty listens, and finds out the rest on the phone. */
export const kind: Kind = {
  service: 'errand',
  title: () => t('title'),
  name: () => t('name'),
  steps: () => ['voice', 'who', 'check'],
  lacks: (step, form) => (step === 'voice' && !form.voice ? t('hint') : ''),
  ask: (_, { form, change }) => (
    <>
      <p class="say">{t('hint')}</p>
      <Voice look="main" id={form.voice} onChange={voice => change({ voice })} />
    </>
  ),
  details: () => ({}),
}
