import { useState } from 'preact/hooks'
import { address } from '../../../api/client'
import type { Partners, TurnOffer, TurnPage } from '../../../api/types'
import { moment, named } from '../../../app/dates'
import { refresh, useRemote } from '../../../app/remote'
import { go } from '../../../app/router'
import { newId } from '../../../outbox/outbox'
import { useSending } from '../../../outbox/sending'
import { Button, LinkButton } from '../../../ui/Button'
import { Choice } from '../../../ui/Field'
import { Page } from '../../../ui/Page'
import { Loading, Row, Rows } from '../../../ui/parts'
import { Complaint, ProblemNote } from '../../../ui/ProblemNote'
import { showWrong, useAsked } from '../../here'
import { Tiles } from '../../Tiles'
import { dayOf, hours, more } from '../turns/month'
import { t } from './words'

/** One turn: who has it, what became of it, and what this person may do with it at once. */
export function OneTurnScreen({ id }: { id: string }) {
  const { value, problem } = useRemote('/duty/turns/{shift_id}', { shift_id: id })
  const turn = value?.turn
  const callee = turn?.phone && !turn.mine ? { name: turn.person.name, phone: turn.phone } : null
  return (
    <Page title={turn ? hours(turn.starts_at, turn.ends_at) : t('one_turn')} sub={turn && [named(dayOf(turn.starts_at)), turn.person.name, value.village_name, value.occasion, more(turn)].filter(Boolean).join(' · ')} home="/desk/duty" call={callee}>
      {!value && (problem ? <ProblemNote problem={problem} /> : <Loading />)}
      {value && <Whole page={value} id={id} />}
    </Page>
  )
}

const AT_ONCE = ['come_back', 'cancel'] as const

function Whole({ page, id }: { page: TurnPage; id: string }) {
  const { busy, problem, run } = useSending()
  const act = (move: TurnOffer['move'], said: object = {}) => {
    const about = { title: page.moves.find(each => each.move === move)?.label ?? '' }
    void run('POST /duty/turns/{shift_id}/moves', { shift_id: id }, { id: newId(), move: move as 'cancel', ...said }, about, [], outcome => {
      refresh()
      // The turn may stand under another row now.
      if (outcome.state === 'sent' && outcome.answer.turn.id !== id) go(`/desk/duty/turns/${outcome.answer.turn.id}`, { replace: true })
    })
  }
  const offers = page.moves.filter(each => AT_ONCE.some(name => name === each.move))
  const away = page.turn.on_leave && (page.state === 'ahead' || page.state === 'running')
  const replace = page.moves.find(each => each.move === 'replace')
  const take = page.moves.find(each => each.move === 'take_over')
  const move = page.moves.find(each => each.move === 'move')
  const asks = page.moves.some(each => each.move === 'ask_take' || each.move === 'ask_swap')
  return (
    <>
      {problem && <Complaint problem={problem} />}
      <p class={`card ${away ? 'late' : ''}`} role="status">{t(`turn_${page.state}`)}{away && t('turn_away', { name: page.turn.person.name })}</p>
      {page.swap_id && <Rows><Row href={`/desk/duty/swaps/${page.swap_id}`} title={t('turn_swap')} /></Rows>}
      {take && <LinkButton look="main" block href={`/desk/duty/turns/${page.turn.id}/take`}>{take.label}</LinkButton>}
      {asks && <LinkButton look={page.turn.mine ? 'main' : 'ghost'} block href={`/desk/duty/turns/${page.turn.id}/ask`}>{page.turn.mine ? t('turn_ask') : t('turn_ask_for', { name: page.turn.person.name })}</LinkButton>}
      {offers.filter(each => each.move !== 'cancel').map(each => <Button key={each.move} look="main" block busy={busy} onClick={() => act(each.move)}>{each.label}</Button>)}
      {replace && <details class="card"><summary>{replace.label}</summary><Replace offer={replace} id={id} busy={busy} onSend={said => act('replace', said)} /></details>}
      {move && <LinkButton block href={`/desk/duty/turns/${page.turn.id}/move`}>{move.label}</LinkButton>}
      {offers.filter(each => each.move === 'cancel').map(each => (
        <details class="card" key={each.move}><summary>{each.label}</summary><div class="stack"><p>{t('turn_cancel_says')}</p><Button busy={busy} onClick={() => act('cancel')}>{each.label}</Button></div></details>
      ))}
      <h2>{t('turn_history')}</h2>
      <Rows>{page.history.map(each => <div key={`${each.at}${each.text}`}><span class="grow">{each.text}<span class="sub">{moment(each.at)}</span></span></div>)}</Rows>
    </>
  )
}

/** The secretary gives it to somebody else. */
function Replace({ offer, id, busy, onSend }: { offer: TurnOffer; id: string; busy: boolean; onSend: (said: object) => void }) {
  const { value, problem, again } = useAsked<Partners>(address('/duty/turns/{shift_id}/partners', { shift_id: id }))
  const [to, setTo] = useState('')
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  if (!value) return problem ? <ProblemNote problem={problem} retry={again} /> : <Loading />
  const send = () => {
    setTried(true)
    if (!to || !reason) return showWrong()
    onSend({ person_id: to, reason })
  }
  return (
    <div class="stack wide-gaps">
      <Choice label={t('hand_to')} value={to} wrong={tried && !to ? t('hand_choose') : ''} onPick={setTo} options={value.free.map(each => ({ value: each.id, label: each.name }))} />
      <Tiles label={t('hand_why')} value={reason} wrong={tried && !reason ? t('hand_choose') : ''} options={offer.reasons.map(each => ({ value: each.code, label: each.label }))} onPick={setReason} />
      <Button look="main" busy={busy} onClick={send}>{offer.label}</Button>
    </div>
  )
}
