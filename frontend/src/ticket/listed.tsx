import type { Choice } from '../api/types'
import type { ComponentChildren } from 'preact'
import { Button } from '../ui/Button'
import { Choice as Pick, Field, Tick } from '../ui/Field'
import { t } from './words'

export interface Material { code: string; reason?: string }
export interface Party { name: string; role: 'applicant' | 'respondent'; phone?: string; agreed: boolean }
export interface Term { obligor: string; what: string; amount_fen?: number; due_on: string; manner: string }

interface Common { label: string; hint?: ComponentChildren; wrong: string }

function Listed({ label, hint, wrong, children }: Common & { children: ComponentChildren }) {
  return <fieldset class="stack"><legend>{label}</legend>{hint && <p class="sub">{hint}</p>}{children}{wrong && <p class="wrong" role="alert">{wrong}</p>}</fieldset>
}

/** The value without a key that was emptied, since the server takes no empty texts. */
const put = <T extends object, K extends keyof T>(row: T, key: K, value: T[K] | '' | undefined): T => {
  const next = { ...row }
  if (value === '' || value === undefined) delete next[key]
  else next[key] = value
  return next
}

/** Materials to tick; each ticked one may carry a word why. */
export function MaterialRows({ options, value, onChange, ...common }: Common & { options: Choice[]; value: Material[]; onChange: (value: Material[]) => void }) {
  return (
    <Listed {...common}>
      {options.map(option => {
        const row = value.find(each => each.code === option.value)
        return (
          <div class="stack" key={option.value}>
            <Tick label={option.label} checked={!!row} onTick={on => onChange(on ? [...value, { code: option.value }] : value.filter(each => each !== row))} />
            {row && <Field label={t('material_reason')} required={false} maxLength={120} value={row.reason ?? ''}
              onInput={reason => onChange(value.map(each => (each === row ? put(row, 'reason', reason) : each)))} />}
          </div>
        )
      })}
    </Listed>
  )
}

interface RowsProps<T> extends Common { value: T[]; onChange: (value: T[]) => void }

/** A list of small forms that can grow and shrink. */
function Growing<T>({ value, onChange, fresh, name, draw, ...common }: RowsProps<T> & { fresh: T; name: (n: number) => string; draw: (row: T, set: (row: T) => void) => ComponentChildren }) {
  const rows = value.length ? value : [fresh]
  return (
    <Listed {...common}>
      {rows.map((row, at) => (
        <fieldset class="card stack" key={at}>
          <legend class="unseen">{name(at + 1)}</legend>
          <b aria-hidden="true">{name(at + 1)}</b>
          {draw(row, next => onChange(rows.map((each, n) => (n === at ? next : each))))}
          {rows.length > 1 && <div><Button small onClick={() => onChange(rows.filter((_, n) => n !== at))}>{t('take_away')}</Button></div>}
        </fieldset>
      ))}
      <div><Button small icon="plus" onClick={() => onChange([...rows, fresh])}>{t('add')}</Button></div>
    </Listed>
  )
}

/** The parties of a dispute and what each said to mediation. */
export const PartyRows = (props: RowsProps<Party>) => (
  <Growing<Party> {...props} fresh={{ name: '', role: 'respondent', agreed: false }} name={n => t('party', { n })} draw={(row, set) => <>
    <Field label={t('party_name')} maxLength={20} value={row.name} onInput={name => set({ ...row, name })} />
    <Pick label={t('party_role')} value={row.role} options={[{ value: 'applicant', label: t('applicant') }, { value: 'respondent', label: t('respondent') }]}
      onPick={role => set({ ...row, role: role === 'applicant' ? 'applicant' : 'respondent' })} />
    <Field label={t('party_phone')} required={false} type="tel" value={row.phone ?? ''} onInput={phone => set(put(row, 'phone', phone))} />
    <Tick label={t('party_agreed')} checked={row.agreed} onTick={agreed => set({ ...row, agreed })} />
  </>} />
)

/** The terms of an agreement: who does what, how, by when. */
export const TermRows = (props: RowsProps<Term>) => (
  <Growing<Term> {...props} fresh={{ obligor: '', what: '', due_on: '', manner: '' }} name={n => t('term', { n })} draw={(row, set) => <>
    <Field label={t('term_obligor')} maxLength={120} value={row.obligor} onInput={obligor => set({ ...row, obligor })} />
    <Field label={t('term_what')} long maxLength={300} value={row.what} onInput={what => set({ ...row, what })} />
    <Field label={t('term_amount')} required={false} inputMode="decimal" value={row.amount_fen === undefined ? '' : String(row.amount_fen / 100)}
      onInput={yuan => set(put(row, 'amount_fen', yuan ? Math.round(Number(yuan) * 100) || 0 : undefined))} />
    <Field label={t('term_due')} type="date" value={row.due_on} onInput={due_on => set({ ...row, due_on })} />
    <Field label={t('term_manner')} maxLength={120} value={row.manner} onInput={manner => set({ ...row, manner })} />
  </>} />
)
