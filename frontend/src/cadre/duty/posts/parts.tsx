import { address } from '../../../api/client'
import type { Holding } from '../../../api/types'
import { day } from '../../../app/dates'
import { path, query } from '../../../app/router'
import { isCadre, me, village } from '../../../app/store'
import { LinkButton } from '../../../ui/Button'
import { Card, Tag, type Tone } from '../../../ui/parts'
import { useVillage } from '../../here'
import { townHome } from '../Villages'
import { t } from './words'

/** These screens stand at the desk and, for members without an office, on the villagers' side. */
export const base = () => (path.value.startsWith('/desk') ? '/desk/duty' : '')
export const atDesk = () => base() !== ''
export const postHref = (id: string, act = '') => `${base()}/posts/${id}${act && `/${act}`}`
export const memberHref = (id: string) => (atDesk() ? `/desk/duty/members/${id}` : `/posts/members/${id}`)
export const stepHref = (held: Holding, move: string) => `${postHref(held.post_id, 'step')}?held=${held.id}&move=${move}`
export const listHome = () => (!atDesk() ? '/duty' : isCadre.value ? '/desk/duty' : townHome())
export const today = (value: string) => (value ? day(value) : '')

/** Which village: the one in the address for an officer, else where one works or lives. */
export function useCode(): string | undefined {
  const own = useVillage()?.code
  const asked = query.value.get('village')
  if (asked) return asked
  return !atDesk() ? village.value?.code : isCadre.value ? own : undefined
}

export const myId = () => me.value?.person_id ?? ''
export const withVillage = (href: string, code?: string) => (code && !isCadre.value && atDesk() ? `${href}?village=${code}` : href)
export const quarterOf = (quarter: string) => t('quarter_n', { year: quarter.slice(0, 4), n: quarter.slice(-1) })
export const sheetUrl = (code: string, quarter: string) => address('/duty/post-records/sheet.pdf', { village_code: code, quarter })

const TONES: Partial<Record<Holding['state'], Tone>> = { on_post: 'done', proposed: 'wait', nominated: 'wait', agreed: 'wait' }

/** Somebody and a post, with all that the reader may know and may do. */
export function HoldingCard({ held, title, more }: { held: Holding; title: string; more?: preact.ComponentChildren }) {
  const facts = [
    held.hamlet, held.agreed_on && t('agreed', { day: day(held.agreed_on) }), held.since_on ? t('since', { day: day(held.since_on) }) : t('proposed', { day: day(held.proposed_on) }),
    held.letter_signed_on && t('letter_signed', { day: day(held.letter_signed_on) }), held.until_on && held.since_on && t('until', { day: day(held.until_on) }), held.reason,
  ].filter(Boolean).join(' · ')
  return (
    <Card>
      <div class="stack">
        <p><b>{title}</b> <Tag tone={TONES[held.state] ?? 'plain'}>{held.state_label}</Tag></p>
        <p class="sub">{facts}</p>
        {held.pledge && <p class="say">{held.pledge}</p>}
        {(more || held.moves.length > 0) && <div class="chips">{more}{held.moves.map(offer => <LinkButton key={offer.move} small href={stepHref(held, offer.move)}>{offer.label}</LinkButton>)}</div>}
      </div>
    </Card>
  )
}
