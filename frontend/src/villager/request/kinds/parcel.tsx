import { Choice, Field, Tick } from '../../../ui/Field'
import { filled, picked, type Form, type Kind } from '../form'
import PickOne from '../PickOne'
import { t, type ParcelKey } from './parcel.words'

const CARRIERS = ['ems', 'sf', 'zto', 'yto', 'sto', 'yunda', 'jt', 'jd', 'other'] as const
const SIZES = ['small', 'medium', 'large'] as const
const ASKED: Record<string, string[]> = { fetch: ['carrier', 'outside_code', 'waybill_no', 'at_home'], outbound: ['size', 'carrier', 'at_home'] }

const options = (keys: readonly ParcelKey[]) => keys.map(value => ({ value, label: t(value) }))
const text = (form: Form, name: string) => String(form.details[name] ?? '')
const wrongOf = (form: Form, name: string) => {
  const value = text(form, name)
  if (name === 'outside_code') return !value || /^[0-9A-Za-z-]{3,16}$/.test(value) ? '' : t('outside_wrong')
  if (name === 'waybill_no') return !value || /^[0-9A-Z]{8,20}$/.test(value) ? '' : t('waybill_wrong')
  return name === 'at_home' || filled(value) ? '' : t('choose')
}

/** What lies elsewhere is fetched, what is to go is collected; arrivals are entered by the keeper. */
export const kind: Kind = {
  service: 'parcel',
  title: () => t('title'),
  name: form => (form.kind === 'fetch' || form.kind === 'outbound' ? t(form.kind) : t('title')),
  steps: () => ['kind', 'who', 'details', 'tell', 'check'],
  lacks(step, form) {
    if (step === 'kind') return form.kind ? '' : t('choose')
    return step === 'details' ? (ASKED[form.kind] ?? []).map(name => wrongOf(form, name)).find(Boolean) ?? '' : ''
  },
  ask(step, { form, wrong: tried, forward, set }) {
    if (step === 'kind') {
      return (
        <>
          <PickOne question={t('which')} value={form.kind} onPick={value => forward({ kind: value })}
            options={[{ value: 'fetch', label: t('fetch'), sub: t('fetch_sub') }, { value: 'outbound', label: t('outbound'), sub: t('outbound_sub') }]} />
          <p class="sub">{t('here_note')}</p>
        </>
      )
    }
    const wrong = (name: string) => tried && wrongOf(form, name)
    const choice = (name: 'carrier' | 'size', keys: readonly ParcelKey[]) =>
      <Choice key={name} label={t(name)} wrong={wrong(name)} options={options(keys)} value={text(form, name)} onPick={value => set(name, value)} />
    return (ASKED[form.kind] ?? []).map(name => {
      switch (name) {
        case 'carrier': return choice(name, CARRIERS)
        case 'size': return choice(name, SIZES)
        case 'outside_code': return <Field key={name} label={t(name)} hint={t('outside_hint')} required={false} maxLength={16} value={text(form, name)} wrong={wrong(name)} onInput={value => set(name, value.trim())} />
        case 'waybill_no': return <Field key={name} label={t(name)} hint={t('waybill_hint')} required={false} maxLength={20} value={text(form, name)} wrong={wrong(name)} onInput={value => set(name, value.trim().toUpperCase())} />
        default: return <Tick key={name} label={t(form.kind === 'outbound' ? 'from_home' : 'at_home')} sub={t('at_home_sub')} checked={form.details['at_home'] === true} onTick={on => set('at_home', on)} />
      }
    })
  },
  details: form => ({ ...picked(form, ASKED[form.kind] ?? []), parcel_kind: form.kind }),
  said: form => ['details', (ASKED[form.kind] ?? []).map(name => {
    const value = text(form, name)
    if (name === 'at_home') return value === 'true' ? t(form.kind === 'outbound' ? 'from_home' : 'at_home') : ''
    return [...CARRIERS, ...SIZES].some(each => each === value) ? t(value as ParcelKey) : value
  })],
}
