import { useState } from 'preact/hooks'
import { request } from '../../../api/client'
import type { TurnOffer, TurnPage } from '../../../api/types'
import { named, time } from '../../../app/dates'
import { refresh, useRemote } from '../../../app/remote'
import { go } from '../../../app/router'
import { newId } from '../../../outbox/outbox'
import { Button, LinkButton } from '../../../ui/Button'
import { Field } from '../../../ui/Field'
import { Bar, Page } from '../../../ui/Page'
import { Empty, Loading } from '../../../ui/parts'
import { Complaint, ProblemNote } from '../../../ui/ProblemNote'
import { showWrong } from '../../here'
import { Tiles } from '../../Tiles'
import { useDoing } from '../roster/doing'
import { dayOf, hours } from '../turns/month'
import { on } from './clock'
import { t } from './words'

/** The secretary changes the hours of a turn; of one that has begun only its end. */
export function MoveScreen({ id }: { id: string }) {
  const { value, problem } = useRemote('/duty/turns/{shift_id}', { shift_id: id })
  const offer = value?.moves.find(each => each.move === 'move')
  if (value && offer) return <Form page={value} offer={offer} />
  return (
    <Page title={t('move')} home={`/desk/duty/turns/${id}`}>
      {value ? <Empty><p>{t('move_gone')}</p><LinkButton block href={`/desk/duty/turns/${id}`}>{t('see_turn')}</LinkButton></Empty> : problem ? <ProblemNote problem={problem} /> : <Loading />}
    </Page>
  )
}

const DAY = 864e5

function Form({ page, offer }: { page: TurnPage; offer: TurnOffer }) {
  const { id, person, starts_at, ends_at } = page.turn
  const begun = offer.needs.includes('end')
  const doing = useDoing()
  const [day, setDay] = useState(dayOf(starts_at))
  const [starts, setStarts] = useState(time(starts_at))
  const [ends, setEnds] = useState(time(ends_at))
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const wrong = (value: string) => (tried && !value ? t('choose') : '')
  function move(): void {
    setTried(true)
    if (!day || !starts || !ends || !reason) return showWrong()
    const from = begun ? starts_at : on(day, starts)
    const until = Date.parse(on(begun ? dayOf(starts_at) : day, ends))
    const to = new Date(until <= Date.parse(from) ? until + DAY : until).toISOString()
    void doing.run(async () => {
      const said = { id: newId(), move: 'move', reason, ends_at: to, ...(begun ? {} : { starts_at: from }) }
      const answer = await request('POST', `/duty/turns/${id}/moves`, said) as TurnPage
      refresh()
      go(`/desk/duty/turns/${answer.turn.id}`, { replace: true })
    })
  }
  return (
    <Page title={t('move')} sub={`${named(dayOf(starts_at))} ${hours(starts_at, ends_at)} · ${person.name}`} home={`/desk/duty/turns/${id}`} foot={<Bar><Button look="main" busy={doing.busy} onClick={move}>{offer.label}</Button></Bar>}>
      {doing.problem && <Complaint problem={doing.problem} />}
      <p class="card">{t(begun ? 'move_begun' : 'move_says', { name: person.name })}</p>
      {!begun && <Field label={t('on')} type="date" value={day} wrong={wrong(day)} onInput={setDay} />}
      {!begun && <Field label={t('starts')} type="time" value={starts} wrong={wrong(starts)} onInput={setStarts} />}
      <Field label={t('ends')} hint={t('ends_hint')} type="time" value={ends} wrong={wrong(ends)} onInput={setEnds} />
      <Tiles label={t('why')} value={reason} wrong={wrong(reason)} options={offer.reasons.map(each => ({ value: each.code, label: each.label }))} onPick={setReason} />
    </Page>
  )
}
