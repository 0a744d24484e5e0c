import { Field, Tick } from '../../ui/Field'
import type { NewPerson } from '../shapes'
import { t } from './words'

const PHONE = /^(1[3-9]\d{9}|0\d{9,11})$/
const digits = (text: string) => text.replace(/\D/g, '')

const tidyId = (text: string) => text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()

/** What is wrong with a citizen ID number (GB 11643): its form, or its last character; the server looks at the day of birth. */
function wrongWithId(id: string): string {
  if (!/^[1-9]\d{16}[\dX]$/.test(id)) return t(/^\d{15}$/.test(id) ? 'id_old' : 'id_shape')
  const sum = [...id.slice(0, 17)].reduce((all, digit, at) => all + Number(digit) * (2 ** (17 - at) % 11), 0)
  return '10X98765432'[sum % 11] === id[17] ? '' : t('id_check')
}

export const NOBODY: NewPerson = { name: '', no_phone: false }

/** What is wrong with a new person, by field; an own phone, or somebody who has one. */
export function wrongWith(person: NewPerson): Partial<Record<keyof NewPerson, string>> {
  const wrong: Partial<Record<keyof NewPerson, string>> = {}
  if (person.name.trim().length < 2) wrong.name = t('name_wrong')
  if (!person.no_phone && !PHONE.test(person.phone ?? '')) wrong.phone = t('phone_wrong')
  if (person.no_phone && (person.contact_name ?? '').trim().length < 2) wrong.contact_name = t('name_wrong')
  if (person.no_phone && !PHONE.test(person.contact_phone ?? '')) wrong.contact_phone = t('phone_wrong')
  const id = tidyId(person.id_no ?? '')
  const odd = id && wrongWithId(id)
  if (odd) wrong.id_no = odd
  return wrong
}

/** A new person without the fields that were left empty. */
export function tidy(person: NewPerson): NewPerson {
  const kept = person.no_phone ? { contact_name: person.contact_name?.trim() ?? '', contact_phone: person.contact_phone ?? '' } : { phone: person.phone ?? '' }
  return { name: person.name.trim(), no_phone: person.no_phone, ...kept, ...(person.id_no?.trim() ? { id_no: tidyId(person.id_no) } : {}), ...(person.group?.trim() ? { group: person.group.trim() } : {}) }
}

/** Name, phone or no phone, whom to call instead, and for the register the ID number. */
export function NewPersonFields({ value, tried, onChange, withId }: { value: NewPerson; tried: boolean; onChange: (value: NewPerson) => void; withId?: boolean }) {
  const wrong = tried ? wrongWith(value) : {}
  const put = (part: Partial<NewPerson>) => onChange({ ...value, ...part })
  return (
    <div class="stack">
      <Field label={t('name')} maxLength={20} value={value.name} wrong={wrong.name ?? ''} onInput={name => put({ name })} />
      <Tick label={t('no_phone_tick')} checked={value.no_phone} onTick={no_phone => put({ no_phone })} />
      {value.no_phone ? <>
        <Field label={t('contact_name')} maxLength={20} value={value.contact_name ?? ''} wrong={wrong.contact_name ?? ''} onInput={contact_name => put({ contact_name })} />
        <Field label={t('contact_phone')} type="tel" value={value.contact_phone ?? ''} wrong={wrong.contact_phone ?? ''} onInput={text => put({ contact_phone: digits(text) })} />
      </> : <Field label={t('phone')} type="tel" value={value.phone ?? ''} wrong={wrong.phone ?? ''} onInput={text => put({ phone: digits(text) })} />}
      {withId && <Field label={t('id_no')} hint={t('id_hint')} required={false} maxLength={24} value={value.id_no ?? ''} wrong={wrong.id_no ?? ''} onInput={id_no => put({ id_no })} />}
      <Field label={t('group')} hint={t('group_hint')} required={false} maxLength={20} value={value.group ?? ''} onInput={group => put({ group })} />
    </div>
  )
}
