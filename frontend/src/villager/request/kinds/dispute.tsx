import { Choices, Field } from '../../../ui/Field'
import { me } from '../../../app/store'
import { Dial } from '../Emergency'
import { helped, picked, type Form, type Kind } from '../form'
import PickOne from '../PickOne'
import { t, type DisputeKey } from './dispute.words'

const TYPES = ['neighbour', 'land_contract', 'homestead', 'marriage_family', 'elder_support', 'inheritance', 'debt', 'damages', 'labour', 'contract', 'environment_water', 'production_livestock', 'village_affairs', 'traffic', 'other'] as const
const DANGERS = ['violence', 'threats', 'weapons', 'self_harm', 'minor_harmed', 'group_petition'] as const

const options = (keys: readonly DisputeKey[]) => keys.map(value => ({ value, label: t(value) }))
const other = (form: Form) => String(form.details['other_side'] ?? '')
const dangers = (form: Form) => (form.details['dangers'] ?? []) as string[]
const applicant = (form: Form) => helped(kind).find(help => help.person_id === form.who)?.name ?? me.value?.name

/** Voluntary and private; danger comes before talk. */
export const kind: Kind = {
  service: 'dispute',
  title: () => t('title'),
  name: form => (TYPES.some(each => each === form.kind) ? t(form.kind as DisputeKey) : t('title')),
  steps: () => ['kind', 'who', 'other', 'tell', 'check'],
  lacks(step, form) {
    if (step === 'kind') return form.kind ? '' : t('choose')
    return step === 'other' && (other(form).trim().length < 2 || other(form).trim().length > 20) ? t('other_wrong') : ''
  },
  ask(step, { form, wrong, forward, set }) {
    if (step === 'kind') return <><p class="card">{t('note')}</p><PickOne question={t('which')} options={options(TYPES)} value={form.kind} onPick={value => forward({ kind: value })} /></>
    return (
      <>
        <Field label={t('other_side')} hint={t('other_hint')} maxLength={20} value={other(form)} wrong={wrong} onInput={value => set('other_side', value)} />
        <Field label={t('claims')} long required={false} maxLength={300} value={String(form.details['claims'] ?? '')} onInput={value => set('claims', value)} />
        <Choices label={t('dangers')} hint={t('dangers_hint')} options={options(DANGERS)} value={dangers(form)} onPick={value => set('dangers', value)} />
        {dangers(form).length > 0 && <section class="card late stack arrives" role="alert"><p><b>{t('danger_now')}</b></p><Dial number="110" label={t('call_110')} look="main" /></section>}
      </>
    )
  },
  said: form => ['other', [other(form).trim(), String(form.details['claims'] ?? ''), ...dangers(form).map(each => t(each as DisputeKey))]],
  details: form => ({
    ...picked(form, ['claims', 'dangers']), dispute_type: form.kind, source: 'party',
    parties: [...(applicant(form) ? [{ name: applicant(form), role: 'applicant', agreed: true }] : []), { name: other(form).trim(), role: 'respondent' }],
  }),
}
