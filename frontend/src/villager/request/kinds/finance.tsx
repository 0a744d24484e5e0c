import { useEffect } from 'preact/hooks'
import { named } from '../../../app/dates'
import { useRemote } from '../../../app/remote'
import { village } from '../../../app/store'
import { Choice } from '../../../ui/Field'
import { Dial } from '../Emergency'
import { filled, picked, type Asking, type Form, type Kind } from '../form'
import PickOne from '../PickOne'
import { t, type FinanceKey } from './finance.words'

const KINDS = ['cash_withdrawal_appt', 'pension_payment_help', 'medical_insurance_payment_help', 'bill_payment_help', 'subsidy_inquiry', 'balance_help', 'remittance_appt', 'card_problem', 'home_banking_request', 'micro_loan_referral', 'fraud_report', 'counterfeit_report'] as const
const APPOINTMENT = ['bank_name', 'amount_band', 'slot_start']
const ASKED: Record<string, string[]> = {
  cash_withdrawal_appt: APPOINTMENT, remittance_appt: APPOINTMENT, micro_loan_referral: ['loan_purpose', 'loan_household_type', 'bank_name'], balance_help: ['bank_name'],
  subsidy_inquiry: ['bank_name'], card_problem: ['bank_name'], home_banking_request: ['bank_name'], pension_payment_help: ['bank_name'],
}
/** Better told than ticked. */
const TOLD = ['card_problem', 'home_banking_request', 'fraud_report', 'counterfeit_report']
/** The village's banks by the names that people use; what is stored is the Chinese name. */
const BANKS: [string, FinanceKey][] = [['农商银行', 'rcb'], ['邮储银行', 'psbc'], ['农业银行', 'abc'], ['其他银行', 'another']]
const PURPOSES = ['livestock', 'crops', 'processing', 'tools', 'small_business', 'other_production'] as const
const HOUSEHOLDS: [string, FinanceKey][] = [['poverty_relieved', 'poverty_relieved'], ['monitored', 'monitored'], ['other', 'other_household']]
const BANDS = ['upto_500', 'upto_1000', 'upto_2000', 'over_2000'] as const

const asked = (form: Form) => ASKED[form.kind] ?? []
const wrongOf = (form: Form, name: string) => {
  const value = String(form.details[name] ?? '')
  if (name === 'slot_start') return value.endsWith('T') ? t('day_wrong') : ''
  return filled(value) ? '' : t('choose')
}

/** Appointments and help, never money: nothing here takes a card number, a balance or a code. */
export const kind: Kind = {
  service: 'finance',
  title: () => t('title'),
  name: form => (KINDS.some(each => each === form.kind) ? t(form.kind as FinanceKey) : t('title')),
  steps: form => ['kind', 'who', ...(asked(form).length ? ['details'] : []), ...(TOLD.includes(form.kind) ? ['tell'] : []), 'check'],
  lacks(step, form) {
    if (step === 'kind') return form.kind ? '' : t('choose')
    return step === 'details' ? asked(form).map(name => wrongOf(form, name)).find(Boolean) ?? '' : ''
  },
  ask(step, asking) {
    const { form, forward } = asking
    if (step === 'details') return <>{asked(form).map(name => <Detail key={name} name={name} asking={asking} />)}</>
    return (
      <>
        <p class="card wait">{t('note')}</p>
        <PickOne question={t('which')} value={form.kind} onPick={value => forward({ kind: value })}
          options={KINDS.map(value => ({ value, label: t(value), ...(value === 'cash_withdrawal_appt' ? { sub: t('cash_sub') } : {}) }))} />
      </>
    )
  },
  aboveTell: ({ form }) => (
    <>
      {form.kind === 'fraud_report' && <section class="card late stack"><p><b>{t('fraud_note')}</b></p>
        <Dial number="96110" label={t('call_96110')} look="main" /><Dial number="110" label={t('call_110')} /></section>}
      <p class="card wait">{t('told_note')}</p>
    </>
  ),
  details: form => ({ ...picked(form, asked(form)), finance_kind: form.kind }),
  said: form => ['details', asked(form).map(name => {
    const value = String(form.details[name] ?? '')
    if (name === 'slot_start') return `${named(value.slice(0, 10))} ${value.slice(11, 16)}`
    return t(BANKS.concat(HOUSEHOLDS).find(([stored]) => stored === value)?.[1] ?? (value as FinanceKey))
  })],
}

function Detail({ name, asking: { form, wrong: tried, set } }: { name: string; asking: Asking }) {
  const value = String(form.details[name] ?? '')
  const wrong = tried && wrongOf(form, name)
  const pick = (picked: string) => set(name, picked)
  switch (name) {
    case 'bank_name': return <Choice label={t(name)} wrong={wrong} value={value} onPick={pick} options={BANKS.map(([bank, key]) => ({ value: bank, label: t(key) }))} />
    case 'amount_band': return <><Choice label={t(name)} hint={t('amount_hint')} wrong={wrong} value={value} onPick={pick} options={BANDS.map(band => ({ value: band, label: t(band) }))} />
      {value === 'over_2000' && <p class="card wait" role="status">{t('over_note')}</p>}</>
    case 'loan_purpose': return <Choice label={t(name)} hint={t('loan_hint')} wrong={wrong} value={value} onPick={pick} options={PURPOSES.map(purpose => ({ value: purpose, label: t(purpose) }))} />
    case 'loan_household_type': return <Choice label={t(name)} wrong={wrong} value={value} onPick={pick} options={HOUSEHOLDS.map(([household, key]) => ({ value: household, label: t(key) }))} />
    default: return <Slot value={value} wrong={wrong} set={pick} />
  }
}

/** A day and an hour of it at which the centre is open, from its board, and never one that is over. */
function Slot({ value, wrong, set }: { value: string; wrong: string; set: (value: string) => void }) {
  const board = useRemote(village.value ? '/board/{village_code}' : null, { village_code: village.value?.code }).value
  const days = (board?.centre ? board.week : []).map(({ on, hours }) => ({ on, hours: timesOf(on, hours) })).filter(each => each.hours.length)
  const [on = '', at = ''] = value.split('T')
  const hours = days.find(each => each.on === on)?.hours ?? []
  // What a draft of yesterday holds may be over, or on a day that has other hours now.
  const over = !!board && !!at && !hours.some(each => at.startsWith(each))
  useEffect(() => { if (over) set(hours.length ? `${on}T` : '') }, [over])
  if (!days.length) return <p class="card">{t('no_slots')}</p>
  return (
    <>
      <Choice label={t('which_day')} value={on} onPick={picked => set(`${picked}T`)} options={days.map(each => ({ value: each.on, label: named(each.on) }))} />
      {hours.length > 0 && <Choice label={t('which_time')} wrong={wrong} value={at} onPick={picked => set(`${on}T${picked}`)} options={hours.map(each => ({ value: `${each}:00+08:00`, label: each }))} />}
    </>
  )
}

/** The hours of a day that lie inside its opening hours and ahead of us, the last half hour left out. */
function timesOf(on: string, periods: { opens: string; closes: string }[]): string[] {
  const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3))
  const two = (n: number) => String(n).padStart(2, '0')
  const found: string[] = []
  for (const { opens, closes } of periods) {
    for (let at = minutes(opens); at <= minutes(closes) - 30; at += 60) found.push(`${two(Math.floor(at / 60))}:${two(at % 60)}`)
  }
  return found.filter(at => Date.parse(`${on}T${at}:00+08:00`) > Date.now())
}
