import type { ComponentChildren } from 'preact'
import { useEffect, useId } from 'preact/hooks'
import { t } from './words'

interface Common { label: string; hint?: ComponentChildren; wrong?: string | undefined; required?: boolean }

function Labelled({ id, label, hint, wrong, required, children }: Common & { id: string; children: ComponentChildren }) {
  return (
    <div class="field">
      <label class="label" for={id}>{label}{required === false && <span class="sub"> · {t('optional')}</span>}</label>
      {hint && <p class="sub" id={`${id}-hint`}>{hint}</p>}
      {children}
      {wrong && <p class="wrong" id={`${id}-wrong`} role="alert">{wrong}</p>}
    </div>
  )
}

const described = (id: string, hint: unknown, wrong: unknown) =>
  [hint && `${id}-hint`, wrong && `${id}-wrong`].filter(Boolean).join(' ') || undefined

export interface TextProps extends Common {
  value: string
  onInput: (value: string) => void
  type?: 'text' | 'tel' | 'number' | 'date' | 'time' | 'datetime-local' | 'password' | 'search'
  long?: boolean
  maxLength?: number | undefined
  autocomplete?: string
  inputMode?: 'numeric' | 'tel' | 'decimal'
  min?: string
  max?: string
  /** Takes the cursor when it appears: the next question of the same form. */
  focus?: boolean
}

/** One question with a text answer. `required={false}` says so in words. */
export function Field({ value, onInput, type = 'text', long, maxLength, autocomplete, inputMode, min, max, focus, ...common }: TextProps) {
  const id = useId()
  useEffect(() => { if (focus) document.getElementById(id)?.focus() }, [])
  const shared = {
    id, value, maxLength, 'aria-invalid': common.wrong ? ('true' as const) : undefined, 'aria-required': common.required || undefined,
    'aria-describedby': described(id, common.hint, common.wrong),
  }
  return (
    <Labelled id={id} {...common}>
      {long
        ? <textarea {...shared} rows={3} onInput={event => onInput(event.currentTarget.value)} />
        : <input {...shared} type={type as 'text'} autocomplete={autocomplete ?? 'off'} inputMode={inputMode} min={min} max={max}
            onInput={event => onInput(event.currentTarget.value)} />}
    </Labelled>
  )
}

/** Brings the first thing that is wrong into view, for whoever pressed "next" at the end of a long form. */
export const showWrong = () => requestAnimationFrame(() => document.querySelector('.wrong')?.scrollIntoView({ block: 'center' }))

export interface Option { value: string; label: string; sub?: ComponentChildren }

/** One of several, as large rows: easier to hit and to read than a drop-down list. */
export function Choice({ label, hint, wrong, options, value, onPick }: Common & { options: readonly Option[]; value: string; onPick: (value: string) => void }) {
  const id = useId()
  return (
    <fieldset class="stack" aria-describedby={described(id, hint, wrong)}>
      <legend>{label}</legend>
      {hint && <p class="sub" id={`${id}-hint`}>{hint}</p>}
      {options.map(option => (
        <label class="pick" key={option.value}>
          <input type="radio" name={id} value={option.value} checked={value === option.value} onChange={() => onPick(option.value)} />
          <span class="grow">{option.label}{option.sub && <span class="sub">{option.sub}</span>}</span>
        </label>
      ))}
      {wrong && <p class="wrong" id={`${id}-wrong`} role="alert">{wrong}</p>}
    </fieldset>
  )
}

/** Any number of several. */
export function Choices({ label, hint, wrong, options, value, onPick }: Common & { options: readonly Option[]; value: string[]; onPick: (value: string[]) => void }) {
  const id = useId()
  return (
    <fieldset class="stack" aria-describedby={described(id, hint, wrong)}>
      <legend>{label}</legend>
      {hint && <p class="sub" id={`${id}-hint`}>{hint}</p>}
      {options.map(option => (
        <Tick key={option.value} label={option.label} sub={option.sub} checked={value.includes(option.value)}
          onTick={on => onPick(on ? [...value, option.value] : value.filter(each => each !== option.value))} />
      ))}
      {wrong && <p class="wrong" id={`${id}-wrong`} role="alert">{wrong}</p>}
    </fieldset>
  )
}

export function Tick({ label, sub, checked, onTick }: { label: ComponentChildren; sub?: ComponentChildren; checked: boolean; onTick: (on: boolean) => void }) {
  return (
    <label class="pick">
      <input type="checkbox" checked={checked} onChange={event => onTick(event.currentTarget.checked)} />
      <span class="grow">{label}{sub && <span class="sub">{sub}</span>}</span>
    </label>
  )
}
