import { useEffect } from 'preact/hooks'
import type { Ticket } from '../../api/types'
import { day, localDate } from '../../app/dates'
import { comma } from '../../app/i18n'
import { ask, useRemote } from '../../app/remote'
import { Row, Rows, Tag, type Tone } from '../../ui/parts'
import { deskHref } from '../rows'
import { t } from '../words'

const ENDED = ['delivered', 'closed', 'declined', 'withdrawn', 'lapsed', 'terminated']

interface Known { id: string; agent_name: string; until_on: string; revoked_on: string | null }

/** Where the authorisation of a matter stands. The sheet and its screen are fetched at once, so that they are there at a door without a network. */
export default function MandateLine({ ticket }: { ticket: Ticket }) {
  const paper = ticket.details['authorisation'] as Known | null | undefined
  const open = ticket.moves.some(move => move.move === 'authorise')
  useEffect(() => {
    if (!open) return
    ask('/tickets/{ticket_id}/authorisation-form', { ticket_id: ticket.id })
    void import('./index').catch(() => undefined)
  }, [open, ticket.id])
  // What a paper is worth once its matter has ended, the server knows: one for items goes on, one for this matter does not.
  const { value } = useRemote(paper && ENDED.includes(ticket.core_state) ? '/authorisations/{authorisation_id}' : null, { authorisation_id: paper?.id })
  if (!paper && !open) return null
  const [tone, word]: [Tone, 'mandate_none' | 'mandate_revoked' | 'mandate_over' | 'mandate_holds'] = !paper ? ['wait', 'mandate_none']
    : paper.revoked_on ? ['late', 'mandate_revoked'] : paper.until_on < localDate() ? ['late', 'mandate_over'] : ['done', 'mandate_holds']
  return (
    <Rows><Row href={`${deskHref(ticket.id)}/authorisation`} title={t('mandate')} tag={<Tag tone={value && value.status !== 'in_force' ? 'wait' : tone}>{value?.status_label ?? t(word)}</Tag>}
      sub={value?.sentence ?? (paper ? t('mandate_sub', { agents: paper.agent_name.split('、').join(comma()), day: day(paper.until_on) }) : t('mandate_first'))} /></Rows>
  )
}
