import type { Ticket } from '../api/types'
import { day, moment } from '../app/dates'
import { comma } from '../app/i18n'
import { t as finance } from '../villager/request/kinds/finance.words'
import { t as medical } from '../villager/request/kinds/medical.words'
import { t as parcel } from '../villager/request/kinds/parcel.words'
import { t } from './facts.words'

type Line = [label: string, value: unknown]

/** A code's word from the dictionary of its kind, where it has one. */
const word = <Key extends string>(words: (key: Key) => string, keys: readonly Key[], value: unknown) => { const key = keys.find(each => each === value); return key && words(key) }

const on = (value: unknown) => (typeof value === 'string' && value ? day(value) : '')
const at = (value: unknown) => (typeof value === 'string' && value.length > 11 ? moment(value) : '')
const names = (value: unknown) => (Array.isArray(value) ? value.map(row => (row as { name: string }).name).join(comma()) : '')

/** What a matter's details say, in the order in which people ask; the rest of them is the server's own bookkeeping. */
function linesOf({ service, details: d }: Ticket): Line[] {
  switch (service) {
    case 'errand': return [[t('deemed'), on(d['deemed_accepted_on'])], [t('window'), d['window']], [t('handed_to'), d['handed_to']], [t('lodged_on'), on(d['lodged_on'])], [t('acceptance_no'), d['acceptance_no']]]
    case 'medical': return [
      [t('what'), word(medical, ['clinic_appointment', 'refill_request', 'medicine_pickup', 'followup_visit', 'home_visit', 'hospital_escort', 'referral_booking', 'teleconsultation', 'family_doctor_sign'], d['medical_kind'])],
      [t('why'), word(medical, ['bp_check', 'blood_sugar', 'check_up', 'fever', 'wound', 'refill', 'paper'], d['need_code'])],
      [t('at'), at(d['slot_at'])], [t('hospital'), d['hospital']], [t('visit_at'), at(d['visit_at'])], [t('expected_on'), on(d['expected_on'])], [t('supply_end_on'), on(d['supply_end_on'])],
      [t('insurance_card'), word(medical, ['self', 'relative', 'none'], d['insurance_card'])], [t('mobility'), word(medical, ['walks', 'needs_arm', 'wheelchair', 'bedridden'], d['mobility'])],
      [t('transport'), word(medical, ['own', 'village_car', 'bus', 'ambulance'], d['transport'])], [t('family'), d['escort_contact']],
    ]
    case 'parcel': return [
      [t('carrier'), word(parcel, ['ems', 'sf', 'zto', 'yto', 'sto', 'yunda', 'jt', 'jd', 'other'], d['carrier'])], [t('waybill_no'), d['waybill_no']], [t('shelf_no'), d['shelf_no']],
      [t('outside_code'), d['outside_code']], [t('recipient'), [d['recipient_surname'], d['recipient_phone_tail']].filter(Boolean).join(' ')], [t('size'), word(parcel, ['small', 'medium', 'large'], d['size'])],
      [t('at_home'), d['at_home'] === true && t('yes')],
    ]
    case 'finance': return [
      [t('bank'), d['bank_name']], [t('at'), at(d['slot_start'])], [t('amount'), word(finance, ['upto_500', 'upto_1000', 'upto_2000', 'over_2000'], d['amount_band'])], [t('loan_for'), d['loan_purpose']],
    ]
    case 'dispute': return [
      [t('parties'), names(d['parties'])], [t('claims'), d['claims']], [t('place'), d['place']], [t('next_at'), at(d['next_session_at'])], [t('in_force'), on(d['effective_on'])], [t('confirm_by'), on(d['confirm_by'])],
    ]
  }
}

/** The particulars of a matter in plain words. */
export default function Facts({ ticket }: { ticket: Ticket }) {
  const lines = linesOf(ticket).filter(([, value]) => value)
  if (!lines.length) return null
  return <section class="card"><dl class="facts">{lines.map(([label, value]) => <div key={label}><dt class="sub">{label}</dt><dd>{String(value)}</dd></div>)}</dl></section>
}
