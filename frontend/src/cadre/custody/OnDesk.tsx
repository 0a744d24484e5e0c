import type { Desk } from '../../api/types'
import { useRemote } from '../../app/remote'
import { Row, Rows } from '../../ui/parts'
import { deskHref } from '../rows'
import { HeldRow, Question } from './parts'
import { t } from './words'

/** On the desk: hand-overs to confirm, the originals in one's own hands, and what the village has out. */
export function OnDesk({ desk }: { desk: Desk }) {
  const open = useRemote('/custody/open', { village_code: desk.village.code }).value
  if (!open || !open.counts.out) return null
  const mine = open.items.filter(row => row.held.mine)
  const n = mine.reduce((sum, row) => sum + row.held.count, 0)
  const title = (row: { beneficiary_name: string; title: string }) => t('of_whom', { name: row.beneficiary_name, title: row.title })
  return (
    <>
      {open.to_confirm.length > 0 && <h2>{t('to_confirm')}</h2>}
      {open.to_confirm.map(row => <Question key={row.act.id} act={row.act} ticketId={row.ticket_id} title={title(row)} />)}
      <h2>{t(mine.length ? 'mine' : 'originals')}</h2>
      {n > 0 && desk.on_duty && desk.shift?.hand_to && <p class="sub">{t('before_shift', { n, name: desk.shift.hand_to })}</p>}
      <Rows>
        {mine.map(row => <HeldRow key={row.ticket_id + row.held.code} held={row.held} whose={title(row)} href={deskHref(row.ticket_id)} />)}
        <Row href="/desk/originals" title={t('village_out', { n: open.counts.out })} sub={t('out_counts', { long: open.counts.long, cards: open.counts.identity_cards, lost: open.counts.lost })} />
      </Rows>
    </>
  )
}
