import { useState } from 'preact/hooks'
import { localDate, named } from '../../../app/dates'
import { comma } from '../../../app/i18n'
import { useRemote } from '../../../app/remote'
import { village } from '../../../app/store'
import { Button } from '../../../ui/Button'
import { Choice, Choices, Field, Tick } from '../../../ui/Field'
import { Dial } from '../Emergency'
import PickOne from '../PickOne'
import { filled, picked, type Asking, type Form, type Kind } from '../form'
import { t, type MedicalKey } from './medical.words'

const KINDS = ['clinic_appointment', 'refill_request', 'medicine_pickup', 'followup_visit', 'home_visit', 'hospital_escort', 'referral_booking', 'teleconsultation', 'family_doctor_sign'] as const
/** Written down after 120 was called; not in the list, the card above it leads here. */
const RELAY = 'emergency_relay'
const NEED_CODES = ['bp_check', 'blood_sugar', 'check_up', 'fever', 'wound', 'refill', 'paper', 'other'] as const
/** Kinds that say by themselves what they are about. */
const PLAIN: Record<string, string> = { refill_request: 'refill', medicine_pickup: 'refill', family_doctor_sign: 'check_up', referral_booking: 'other', hospital_escort: 'other', [RELAY]: 'other' }
const ASKED: Record<string, string[]> = {
  clinic_appointment: ['preferred_slots'], home_visit: ['preferred_slots'], refill_request: ['supply_end_on', 'insurance_card'],
  medicine_pickup: ['insurance_card'], hospital_escort: ['mobility', 'transport', 'insurance_card', 'escort_contact'],
}
const CHOICES = {
  insurance_card: ['self', 'relative', 'none'], mobility: ['walks', 'needs_arm', 'wheelchair', 'bedridden'], transport: ['own', 'village_car', 'bus', 'ambulance'],
} as const
const PHONE = /^(1[3-9]\d{9}|0\d{9,11})$/

const options = (keys: readonly MedicalKey[]) => keys.map(value => ({ value, label: t(value) }))
const asked = (form: Form) => ASKED[form.kind] ?? []
const wrongOf = (form: Form, name: string) => {
  const value = form.details[name]
  if (name === 'escort_contact') return PHONE.test(String(value ?? '')) ? '' : t('phone_wrong')
  return filled(value) ? '' : t(name === 'preferred_slots' ? 'slots_none' : name === 'supply_end_on' ? 'date_wrong' : 'choose')
}

/** 120 before all else, a code instead of words about the illness, a separate consent at the end. */
export const kind: Kind = {
  service: 'medical',
  wordless: true,
  ownEmergency: true,
  title: () => t('title'),
  name: form => (form.kind === RELAY ? t('called') : KINDS.some(each => each === form.kind) ? t(form.kind as MedicalKey) : t('title')),
  steps: form => ['kind', 'who', ...(PLAIN[form.kind] ? [] : ['need']), ...(asked(form).length ? ['details'] : []), 'check'],
  lacks(step, form) {
    if (step === 'kind') return form.kind ? '' : t('choose')
    if (step === 'need') return filled(form.details['need_code']) ? '' : t('choose')
    if (step === 'details') return asked(form).map(name => wrongOf(form, name)).find(Boolean) ?? ''
    return step === 'check' && !form.consent ? t('consent_missing') : ''
  },
  ask(step, asking) {
    const { form, forward } = asking
    if (step === 'need') return <PickOne question={t('what_for')} hint={t('what_for_hint')} options={options(NEED_CODES)} value={String(form.details['need_code'] ?? '')} onPick={value => forward({ details: { ...form.details, need_code: value } })} />
    if (step === 'details') return <>{asked(form).map(name => <Detail key={name} name={name} asking={asking} />)}</>
    return (
      <>
        <Danger {...asking} />
        <PickOne question={t('which')} options={options(KINDS)} value={form.kind} onPick={value => forward({ kind: value, urgency: 'normal' })} />
        <p class="sub">{t('insurance_note')}</p>
      </>
    )
  },
  underCheck: ({ form, wrong, change, set }) => (
    <>
      {form.who && <Tick label={t('under_14')} checked={form.details['under_14'] === true} onTick={on => set('under_14', on)} />}
      {form.who && form.details['under_14'] === true && <Tick label={t('guardian_agreed')} checked={form.details['guardian_agreed'] === true} onTick={on => set('guardian_agreed', on)} />}
      <div>
        <Tick label={t('consent')} sub={t('consent_sub')} checked={form.consent} onTick={consent => change({ consent })} />
        {wrong && <p class="wrong" role="alert">{wrong}</p>}
      </div>
    </>
  ),
  details: form => ({
    ...picked(form, [...asked(form), ...(form.who ? ['under_14', 'guardian_agreed'] : [])]),
    medical_kind: form.kind, need_code: PLAIN[form.kind] ?? form.details['need_code'], emergency: form.kind === RELAY, called_120: form.kind === RELAY,
  }),
  said: form => [PLAIN[form.kind] ? 'details' : 'need', [
    PLAIN[form.kind] ? '' : t(form.details['need_code'] as MedicalKey),
    ...asked(form).map(name => {
      const value = form.details[name]
      if (name === 'preferred_slots') return (value as HalfDay[]).map(slot => `${named(slot.on)} ${t(slot.half)}`).join(comma())
      return name in CHOICES ? `${t(name as MedicalKey).replace(/[？?]$/, ':')} ${t(value as MedicalKey)}` : name === 'supply_end_on' ? named(String(value)) : String(value)
    }),
  ]],
  more: () => ({ consents: [{ purpose: 'health', text_version: 'v1', how: 'tapped' }] }),
}

/** The question that comes before every other; whoever has called 120 can have the village's help as well. */
function Danger({ forward }: Asking) {
  const [called, setCalled] = useState(false)
  return (
    <section class="card late stack">
      <div><b>{t('danger')}</b><p>{t('danger_sub')}</p></div>
      <div onClick={() => setCalled(true)}><Dial number="120" label={t('call_120')} look="main" /></div>
      {called && <Button onClick={() => forward({ kind: RELAY, urgency: 'emergency' })}>{t('called')}</Button>}
    </section>
  )
}

function Detail({ name, asking: { form, wrong: tried, set } }: { name: string; asking: Asking }) {
  const value = form.details[name]
  const text = typeof value === 'string' ? value : ''
  const wrong = tried && wrongOf(form, name)
  const label = t(name as MedicalKey)
  if (name === 'preferred_slots') return <HalfDays value={(value ?? []) as HalfDay[]} wrong={wrong} set={slots => set(name, slots)} />
  if (name === 'supply_end_on') return <Field label={label} hint={t('supply_hint')} type="date" min={localDate(-30)} max={localDate(366)} value={text} wrong={wrong} onInput={on => set(name, on)} />
  if (name === 'escort_contact') return <Field label={label} type="tel" value={text} wrong={wrong} onInput={given => set(name, given.replace(/\D/g, ''))} />
  return <Choice label={label} hint={name === 'insurance_card' ? t('card_hint') : undefined} wrong={wrong} options={options(CHOICES[name as keyof typeof CHOICES])} value={text} onPick={picked => set(name, picked)} />
}

interface HalfDay { on: string; half: 'morning' | 'afternoon' }
const MOST = 3
const DAYS_SHOWN = 7
const NOON = '12:00'

/** Half days that would suit, up to three. */
function HalfDays({ value, wrong, set }: { value: HalfDay[]; wrong: string; set: (value: HalfDay[]) => void }) {
  const key = (slot: HalfDay) => `${slot.on} ${slot.half}`
  const board = useRemote(village.value ? '/board/{village_code}' : null, { village_code: village.value?.code }).value
  const hoursOn = (on: string) => board?.week.find(day => day.on === on)?.hours
  // Of a day that the board does not know yet both halves are offered; the server looks again.
  const isOpen = ({ on, half }: HalfDay) => hoursOn(on)?.some(({ opens, closes }) => (half === 'morning' ? opens < NOON : closes > NOON)) ?? true
  const slots = Array.from({ length: DAYS_SHOWN }, (_, n) => localDate(n + 1)).flatMap(on => [{ on, half: 'morning' as const }, { on, half: 'afternoon' as const }]).filter(isOpen)
  const chosen = value.map(key)
  return (
    <Choices label={t('preferred_slots')} hint={t('slots_hint')} wrong={wrong} value={chosen}
      options={slots.filter(slot => chosen.length < MOST || chosen.includes(key(slot))).map(slot => ({ value: key(slot), label: `${named(slot.on)} ${t(slot.half)}` }))}
      onPick={keys => set(slots.filter(slot => keys.includes(key(slot))))} />
  )
}
