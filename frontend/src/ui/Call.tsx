import { useBoard } from '../app/board'
import { me } from '../app/store'
import { Icon } from './Icon'
import { t } from './words'

/** The government hotline that answers everywhere in China: the last resort when no village is known yet. */
const HOTLINE = '12345'

export type Callee = { name: string; phone: string }

/** Whom to call now: the person on duty, else the centre, else the hotline. */
export function useCallee(): Callee {
  const { board, duty } = useBoard()
  if (duty?.phone && duty.name !== me.value?.name) return { name: duty.name, phone: duty.phone }
  if (board?.centre?.phone) return { name: board.centre.name, phone: board.centre.phone }
  return { name: t('hotline'), phone: HOTLINE }
}

/** A phone call is the best notification for the people this is made for: such a button stands on every screen. */
export function Call({ to, look = 'main', wide = false, text }: { to?: Callee | null; look?: 'main' | 'quiet' | 'icon'; wide?: boolean; text?: string }) {
  const fallback = useCallee()
  const callee = to?.phone ? to : fallback
  const label = look === 'icon' || !text ? t('call_label', { name: callee.name }) : text.includes(callee.name) ? undefined : `${callee.name} ${text}`
  return (
    <a class={['button', look === 'main' && 'main', look === 'icon' && 'square', wide && 'block'].filter(Boolean).join(' ')} href={`tel:${callee.phone}`} aria-label={label}>
      <Icon name="phone" />{look !== 'icon' && <span class="word">{text ?? t('call')}</span>}
    </a>
  )
}
