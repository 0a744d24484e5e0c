import { useState } from 'preact/hooks'
import type { Swap, SwapPage } from '../../../api/types'
import { moment } from '../../../app/dates'
import { refresh, useRemote } from '../../../app/remote'
import { me } from '../../../app/store'
import { newId, unsentOf } from '../../../outbox/outbox'
import { useSending } from '../../../outbox/sending'
import { Button } from '../../../ui/Button'
import { Choice } from '../../../ui/Field'
import { Bar, Page } from '../../../ui/Page'
import { Loading, Row, Rows } from '../../../ui/parts'
import { Complaint, ProblemNote } from '../../../ui/ProblemNote'
import { nameOf, whenOf } from './List'
import { t } from './words'

type Offer = Pick<Swap['moves'][number], 'move' | 'label'>

/** One request: how far it has come, the turns, and the buttons that the server offers this person. */
export function OneScreen({ id }: { id: string }) {
  const { value, problem } = useRemote('/duty/swaps/{swap_id}', { swap_id: id })
  if (!value) return <Page title={t('title')} home="/desk/duty/swaps">{problem ? <ProblemNote problem={problem} /> : <Loading />}</Page>
  return <Whole swap={value} />
}

function Whole({ swap }: { swap: SwapPage }) {
  const { busy, problem, run } = useSending()
  const act = (offer: Offer, speaker?: string) =>
    void run('POST /duty/swaps/{swap_id}/moves', { swap_id: swap.id }, { id: newId(), move: offer.move, ...(speaker ? { for_person_id: speaker } : {}) }, { title: `${offer.label}：${whenOf(swap.turn)}` }, [], refresh)
  const sent = unsentOf(swap.id).length > 0
  const [first, ...rest] = sent ? [] : swap.moves
  const other = swap.asker.id === me.value?.person_id ? swap.answered_by ?? swap.asked : swap.asker
  const buttons = (first && !swap.waits ? [first, ...rest] : rest)
  return (
    <Page title={nameOf(swap)} sub={swap.village_name} home="/desk/duty/swaps" call={other && swap.phone ? { name: other.name, phone: swap.phone } : null}
      foot={first && swap.waits && <Bar><Button look="main" busy={busy} onClick={() => act(first)}>{first.label}</Button></Bar>}>
      {problem && <Complaint problem={problem} />}
      {sent && <p class="card wait" role="status">{t('sent')}</p>}
      <section class={`card ${swap.waits ? 'wait' : swap.state === 'effective' ? 'done' : ''}`}>
        <p class="say" role="status">{swap.sentence}</p>
        {swap.effective_at && <p class="sub">{t('until', { at: moment(swap.effective_at) })}</p>}
      </section>
      <Rows>
        {[swap.turn, swap.for_turn].map(turn => turn && <Row key={turn.id} href={`/desk/duty/turns/${turn.id}`} title={whenOf(turn)} sub={t('his_turn', { name: turn.person.name })} />)}
        <div><span class="grow"><span class="sub">{t('reason')}</span>{swap.reason}</span></div>
      </Rows>
      {buttons.map(offer => <Button key={offer.move} block busy={busy} onClick={() => act(offer)}>{offer.label}</Button>)}
      {!sent && swap.records.length > 0 && <details class="card"><summary>{t('record')}</summary><Record records={swap.records} busy={busy} onSend={each => act(each, each.person.id)} /></details>}
    </Page>
  )
}

/** What a colleague said to the secretary, who writes it down. */
function Record({ records, busy, onSend }: { records: SwapPage['records']; busy: boolean; onSend: (chosen: SwapPage['records'][number]) => void }) {
  const [said, setSaid] = useState('')
  const [tried, setTried] = useState(false)
  const chosen = records.find(each => key(each) === said)
  const send = () => {
    setTried(true)
    if (chosen) onSend(chosen)
  }
  return (
    <div class="stack wide-gaps">
      <Choice label={t('record_who')} hint={t('record_says')} value={said} wrong={tried && !chosen ? t('choose') : ''} onPick={setSaid} options={records.map(each => ({ value: key(each), label: each.label }))} />
      <Button look="main" busy={busy} onClick={send}>{t('record_send')}</Button>
    </div>
  )
}

const key = (each: SwapPage['records'][number]) => `${each.move} ${each.person.id}`
