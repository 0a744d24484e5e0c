import { Icon } from '../../ui/Icon'
import type { Option } from '../../ui/Field'

interface Props { question: string; hint?: string; options: readonly Option[]; value: string; onPick: (value: string) => void }

/** One question, one tap: choosing goes on to the next question. */
export default function PickOne({ question, hint, options, value, onPick }: Props) {
  return (
    <>
      <div><p class="say">{question}</p>{hint && <p class="sub">{hint}</p>}</div>
      <div class="card rows">
        {options.map(option => (
          <button type="button" key={option.value} aria-pressed={option.value === value} onClick={() => onPick(option.value)}>
            <span class="grow"><b>{option.label}</b>{option.sub && <span class="sub">{option.sub}</span>}</span>
            <Icon name={option.value === value ? 'check' : 'next'} />
          </button>
        ))}
      </div>
    </>
  )
}
