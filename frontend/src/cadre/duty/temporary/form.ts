import type { TemporaryAsk, TemporaryIn } from '../../../api/types'

export const SHAPES = {
  day: [{ starts: '08:00', ends: '20:00' }],
  both: [{ starts: '08:00', ends: '20:00' }, { starts: '20:00', ends: '08:00' }],
  night: [{ starts: '20:00', ends: '08:00' }],
} as const
type Hours = TemporaryAsk['hours']
export interface Form { id: string; at: 1 | 2 | 3 | 4; occasion: string; first: string; last: string; shape: keyof typeof SHAPES | 'own'; own: Hours; persons: number; stands: '' | TemporaryAsk['stands']; people: string[]; fallback: string }
export const NOTHING: Form = { id: '', at: 1, occasion: '', first: '', last: '', shape: 'both', own: [{ starts: '08:00', ends: '18:00' }], persons: 1, stands: 'instead', people: [], fallback: '' }

const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/
const minutes = (clock: string) => +clock.slice(0, 2) * 60 + +clock.slice(3)
const lastOf = (form: Form) => form.last || form.first
export const hoursChosen = (form: Form): Hours => (form.shape === 'own' ? form.own : [...SHAPES[form.shape]])

/** Whether the days are missing, out of order, or more than a month. */
export const wrongDays = (form: Form) => {
  const length = (Date.parse(lastOf(form)) - Date.parse(form.first)) / 864e5
  return !(length >= 0 && length < 31)
}

/** Whether a clock is missing, or two turns of a day, or of a day and the next, touch the same minute. */
export function wrongHours(hours: Hours): boolean {
  if (!hours.every(each => CLOCK.test(each.starts) && CLOCK.test(each.ends))) return true
  const spans = hours.flatMap(each => [0, 1440].map(by => {
    const begin = minutes(each.starts)
    const end = minutes(each.ends)
    return [begin + by, (end > begin ? end : end + 1440) + by] as const
  })).sort((a, b) => a[0] - b[0])
  return spans.some((span, n) => n > 0 && span[0] < spans[n - 1]![1])
}

export const asked = (form: Form, code: string): TemporaryAsk => ({
  village_code: code, occasion: form.occasion as TemporaryAsk['occasion'], first_on: form.first, last_on: lastOf(form), hours: hoursChosen(form),
  persons: form.persons, people: form.people, fallback_id: form.fallback || null, stands: form.stands || 'instead',
})
export const whole = (form: Form, code: string): TemporaryIn => ({ ...asked(form, code), id: form.id })
