import type { Need, Ticket } from '../api/types'
import { localMinute } from '../app/dates'
import { language } from '../app/i18n'
import { Choice, Choices, Field, Tick } from '../ui/Field'
import { t as ui } from '../ui/words'
import { MaterialRows, PartyRows, TermRows, type Party, type Term } from './listed'
import { t } from './words'

/** What was filled in so far, by the names of the needs; lists are kept as lists, everything else as the text of the field. */
export type Answers = Record<string, unknown>

const empty = (value: unknown) => value === undefined || value === '' || value === false || (Array.isArray(value) && !value.length)

/** The names of what is still needed. */
export const missingOf = (needs: Need[], answers: Answers): Set<string> =>
  new Set(needs.filter(need => need.required && empty(answers[need.name])).map(need => need.name))

/** What the details say already, so that nobody writes it twice: each answer as its field holds it, a moment in China's time. */
export const begun = (needs: Need[]): Answers =>
  Object.fromEntries(needs.filter(need => need.begins != null).map(({ name, kind, begins }) => [name,
    Array.isArray(begins) ? begins.map(withoutNulls) : kind === 'number' ? String(begins) : kind === 'datetime' ? localMinute(Date.parse(String(begins))) : begins]))

/** A row without what was left empty, as its fields hold it. */
const withoutNulls = (row: unknown): unknown =>
  row instanceof Object ? Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) : row

/** The answers as the server takes them: numbers as numbers, moments with their zone, nothing for what was left empty. */
export function dataOf(needs: Need[], answers: Answers): Answers {
  const data: Answers = {}
  for (const { name, kind } of needs) {
    const value = answers[name]
    if (empty(value)) continue
    data[name] = kind === 'number' ? Number(value) : kind === 'datetime' ? `${String(value)}:00+08:00` : value
  }
  return data
}

/** One paper that an errand's item asks for. */
export interface Paper { code: string; name_zh: string; name_en: string; status: 'missing' | 'said' | 'supplied' | 'rejected' | 'waived' | 'returned'; reason: string | null; custody: object | null }
export const papersOf = (ticket: Ticket) => (ticket.details['materials'] ?? []) as Paper[]

export const nameOfPaper = (paper: Paper) => (language.value === 'en' ? paper.name_en : paper.name_zh)

interface Props { need: Need; value: unknown; missing: boolean; onChange: (value: unknown) => void }

/** One thing that a move asks for, drawn by its kind. */
export function NeedField({ need, value, missing, onChange }: Props) {
  const wrong = missing ? ui('please_fill') : ''
  const common = { label: need.label, wrong, required: need.required, ...(need.hint ? { hint: need.hint } : {}) }
  const text = typeof value === 'string' ? value : ''
  const list = Array.isArray(value) ? (value as unknown[]) : []
  switch (need.kind) {
    case 'yes':
      return <div><Tick label={need.label} sub={need.hint} checked={value === true} onTick={onChange} />{wrong && <p class="wrong" role="alert">{wrong}</p>}</div>
    case 'choice':
    case 'person':
      return need.choices.length ? <Choice {...common} wrong={missing ? t('choose') : ''} options={need.choices} value={text} onPick={onChange} />
        : <p class="card wait">{need.label}: {t('nobody_to_pick')}</p>
    case 'choices':
      return <Choices {...common} wrong={missing ? t('choose') : ''} options={need.choices} value={list as string[]} onPick={onChange} />
    case 'materials':
      return <MaterialRows {...common} options={need.choices} value={list as { code: string }[]} onChange={onChange} />
    case 'parties':
      return <PartyRows {...common} value={list as Party[]} onChange={onChange} />
    case 'terms':
      return <TermRows {...common} value={list as Term[]} onChange={onChange} />
    case 'date':
      return <Field {...common} type="date" value={text} onInput={onChange} />
    case 'datetime':
      return <Field {...common} type="datetime-local" value={text} onInput={onChange} />
    case 'number':
      return <Field {...common} inputMode="numeric" value={text} onInput={given => onChange(given.replace(/\D/g, ''))} />
    case 'phone':
      return <Field {...common} type="tel" value={text} onInput={given => onChange(given.replace(/\D/g, ''))} />
    default:
      return <Field {...common} long={need.kind === 'long_text'} maxLength={need.longest} value={text} onInput={onChange} />
  }
}
