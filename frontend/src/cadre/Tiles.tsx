import { useId } from 'preact/hooks'
import type { Option } from '../ui/Field'

interface Props { label: string; options: readonly Option[]; value: string; wrong?: string; onPick: (value: string) => void; three?: boolean }

/** One of a few, as large boxes side by side: one touch, no scrolling. */
export function Tiles({ label, options, value, wrong, onPick, three }: Props) {
  const id = useId()
  return (
    <fieldset aria-describedby={wrong ? `${id}-wrong` : undefined}>
      <legend>{label}</legend>
      <div class={three ? 'boxes three' : 'boxes'}>
        {options.map(option => (
          <label class="pick" key={option.value}>
            <input class="unseen" type="radio" name={id} checked={value === option.value} onChange={() => onPick(option.value)} />
            <span class="grow">{option.label}{option.sub && <span class="sub">{option.sub}</span>}</span>
          </label>
        ))}
      </div>
      {wrong && <p class="wrong" id={`${id}-wrong`} role="alert">{wrong}</p>}
    </fieldset>
  )
}
