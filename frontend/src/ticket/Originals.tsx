import type { Ticket } from '../api/types'
import { comma } from '../app/i18n'
import { learned, refresh, useRemote } from '../app/remote'
import { me } from '../app/store'
import { newId } from '../outbox/outbox'
import { useSending } from '../outbox/sending'
import { Button } from '../ui/Button'
import { Card } from '../ui/parts'
import { Complaint } from '../ui/ProblemNote'
import { t } from './words'

/** Where the originals of a matter are, each in one sentence, and the button that says "yes, it was so". */
export function Originals({ id, of }: { id: string; of: Ticket['beneficiary'] }) {
  const page = useRemote('/tickets/{ticket_id}/custody', { ticket_id: id }).value
  const { busy, problem, run } = useSending()
  if (!page?.held.length) return null
  const papers = (each: { papers: { name: string }[] }) => each.papers.map(paper => paper.name).join(comma())
  return (
    <>
      <h2>{of.id === me.value?.person_id ? t('your_originals') : t('originals_of', { who: of.name })}</h2>
      <Card><div class="stack">{page.held.map(held => <p key={held.code + held.spot.name}>{held.sentence}</p>)}</div></Card>
      {page.chain.filter(act => act.mine_to_answer).map(act => (
        <Card tone="wait" key={act.id}>
          <div class="stack">
            <b>{t(act.kind === 'returned' ? 'got_back' : 'gave', { name: act.by, papers: papers(act) })}</b>
            <Button look="ghost" block busy={busy} onClick={() => void run('POST /custody/{act_id}/confirm', { act_id: act.id }, { id: newId(), reported_at: new Date().toISOString() },
              { title: t('about_originals', { papers: papers(act) }) }, [], outcome => {
                if (outcome.state === 'sent') learned('/tickets/{ticket_id}/custody', { ticket_id: id }, outcome.answer)
                refresh()
              })}>{t(act.kind === 'returned' ? 'yes_back' : 'yes_gave')}</Button>
            <Button busy={busy} onClick={() => void run('POST /custody/{act_id}/refuse', { act_id: act.id }, { id: newId(), reason: t('not_so'), reported_at: new Date().toISOString() },
              { title: t('about_originals', { papers: papers(act) }) }, [], () => refresh())}>{t('not_so')}</Button>
          </div>
        </Card>
      ))}
      {problem && <Complaint problem={problem} />}
    </>
  )
}
