import type { Service, TicketIn } from '../../api/types'
import { EMPTY, filesOf, type Form, type Kind } from '../../villager/request/form'
import { requestOf } from '../../villager/request/outgoing'
import type { Identity } from '../identity'
import { NOBODY } from '../people/fields'
import type { NewPerson } from '../shapes'

export const CHANNELS = ['walk_in', 'phone', 'home_visit'] as const
export type Channel = (typeof CHANNELS)[number]
export const CONSENTS = ['spoken', 'signed', 'fingerprint'] as const
export type Given = (typeof CONSENTS)[number]

/** What a cadre records for a villager: the villager's own form, and who it is, how they came, how they agreed. */
export interface Intake extends Form {
  at: 1 | 2 | 3
  channel: Channel
  person: { id: string; name: string } | null
  fresh: boolean
  new_person: NewPerson
  service: Service | ''
  given: Given | ''
  identity: Identity | ''
  /** The number on the paper slip that was given while there was no network. */
  slip: string
}

export const NOTHING: Intake = {
  ...EMPTY, at: 1, channel: 'walk_in', person: null, fresh: false, new_person: NOBODY, service: '', given: '', identity: '', slip: '',
}

export const nameOfPerson = (form: Intake): string => (form.fresh ? form.new_person.name.trim() : form.person?.name ?? '')

/** A kind's questions between "which" and "check"; they stand on one page here. */
export const middleOf = (kind: Kind, form: Intake): string[] => kind.steps(form).filter(step => !['item', 'kind', 'who', 'tell', 'check'].includes(step))

/** Whether what was read off a slip can be a number: six digits of which the last checks the others (ISO/IEC 7064, MOD 11,10). */
export function isSlip(text: string): boolean {
  const digits = /^[A-Z0-9]*?临?(\d{6})$/i.exec(text.replace(/[\s-]/g, ''))?.[1]
  if (!digits || digits.startsWith('00000')) return false
  let product = 10
  for (const digit of digits.slice(0, 5)) product = ((Number(digit) + product) % 10 || 10) * 2 % 11
  return (11 - product) % 10 === Number(digits[5])
}

/** An arriving parcel is entered by whoever keeps the shelf; villagers never ask for one. */
export const INBOUND = 'inbound'
const LABEL = ['carrier', 'waybill_no', 'shelf_no'] as const
export const labelLacks = (form: Intake, name: string): boolean => {
  const value = String(form.details[name] ?? '')
  return name === 'waybill_no' ? !/^[0-9A-Z]{8,20}$/.test(value) : name === 'shelf_no' ? !/^\d{1,2}-\d{2,3}$/.test(value) : !value
}
export const lacksLabel = (form: Intake): boolean => LABEL.some(name => labelLacks(form, name))

/** Whether somebody has to agree first: to words about health, or to being on record at all. */
export const asksConsent = (form: Intake): boolean => form.service === 'medical' || form.fresh

/** The request as the server takes it; whoever records is not the one who asks. */
export function intakeOf(kind: Kind, form: Intake, village: string): TicketIn {
  const body = requestOf(kind, form)
  const { group, ...person } = form.new_person
  const how = form.given || 'spoken'
  return {
    ...body, village_code: village, channel: form.channel, details: detailsOf(body.details, form),
    beneficiary: form.fresh ? person : { person_id: form.person?.id ?? '' },
    ...(form.fresh && group ? { group } : {}),
    consents: [
      ...(form.service === 'medical' ? [{ purpose: 'health' as const, text_version: 'v1', how } as const] : []),
      ...(form.fresh ? [{ purpose: 'personal_data' as const, text_version: 'v1', how } as const] : []),
    ],
    ...(form.identity ? { identity_checked: form.identity } : {}),
    ...(form.slip ? { paper_number: form.slip } : {}),
    file_ids: filesOf(form),
  }
}

function detailsOf(details: Record<string, unknown>, form: Intake): Record<string, unknown> {
  if (form.kind === INBOUND) return { parcel_kind: INBOUND, ...Object.fromEntries(LABEL.map(name => [name, form.details[name]])) }
  const parties = details['parties']
  if (!Array.isArray(parties)) return details
  const others = (parties as { role: string }[]).filter(party => party.role !== 'applicant')
  return { ...details, parties: [{ name: nameOfPerson(form), role: 'applicant', agreed: true }, ...others] }
}
