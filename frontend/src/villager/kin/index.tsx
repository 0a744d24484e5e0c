import { useState } from 'preact/hooks'
import type { Delegation, KinRequest } from '../../api/types'
import { day } from '../../app/dates'
import { comma } from '../../app/i18n'
import { refresh, useRemote } from '../../app/remote'
import { route, screenOf } from '../../app/router'
import { me, recognise } from '../../app/store'
import { perform, unsent, type Outcome } from '../../outbox/outbox'
import { Button, LinkButton } from '../../ui/Button'
import { Bar, Page } from '../../ui/Page'
import { Card, Empty, Loading, Tag } from '../../ui/parts'
import { Complaint, ProblemNote } from '../../ui/ProblemNote'
import { AskForm, GiveForm } from './Forms'
import { lastDay, namesOf } from './Scope'
import { t } from './words'

const routes = [
  route('/kin', () => <KinScreen />),
  route('/kin/ask', () => <AskForm />),
  route('/kin/give', () => <GiveForm />),
]

/** 亲友代办: who acts for me, for whom I act, asking for it and giving it. */
export default function Kin() {
  return <>{screenOf(routes)}</>
}

function KinScreen() {
  const { value, problem } = useRemote(me.value ? '/kin' : null)
  if (me.value === null) return <Page title={t('title')} home="/me"><Empty><p>{t('sign_in')}</p><LinkButton href="/sign-in?next=/kin" look="main">{t('to_sign_in')}</LinkButton></Empty></Page>
  const now = value?.helpers.filter(each => each.state === 'active') ?? []
  const past = value?.helpers.filter(each => each.state !== 'active') ?? []
  return (
    <Page title={t('title')} home="/me" foot={<Bar><LinkButton href="/kin/give" look="main">{t('give')}</LinkButton><LinkButton href="/kin/ask">{t('ask')}</LinkButton></Bar>}>
      {!value && (problem ? <ProblemNote problem={problem} /> : <Loading />)}
      {value && <>
        {value.offered_to_me.length > 0 && <><h2>{t('for_me')}</h2>{value.offered_to_me.map(each => <Offer key={each.id} row={each} />)}</>}
        <h2>{t('who_helps')}</h2>
        {!now.length && <Empty>{t('nobody_helps')}</Empty>}
        {now.map(each => <Given key={each.id} row={each} mine />)}
        {now.length > 0 && <p class="sub">{t('each_told')} {t('links_last')}</p>}
        <h2>{t('whom_i_help')}</h2>
        {!value.helped.length && <Empty>{t('i_help_nobody')}</Empty>}
        {value.helped.map(each => <Given key={each.id} row={each} />)}
        {value.asked.length > 0 && <><h2>{t('asked')}</h2>{value.asked.map(each => <Asked key={each.id} row={each} />)}</>}
        {past.length > 0 && <><h2>{t('past')}</h2>{past.map(each => (
          <Card key={each.id}><b>{each.agent_name} · {each.relation_label}</b><p class="sub">{t('ended', { end: each.end_label ?? '', day: day(each.ended_at ?? each.until_on) })}</p></Card>
        ))}</>}
      </>}
    </Page>
  )
}

/** One act that is done once and whose end is said where it was begun. */
function useAct(): { busy: boolean; outcome: Outcome<unknown> | null; doIt: (act: () => Promise<Outcome<unknown>>) => void } {
  const [busy, setBusy] = useState(false)
  const [outcome, setOutcome] = useState<Outcome<unknown> | null>(null)
  const doIt = (act: () => Promise<Outcome<unknown>>) => {
    if (busy) return
    setBusy(true)
    void act().then(done => {
      setOutcome(done)
      if (done.state === 'sent') { void recognise(); setTimeout(refresh, 2_500) }
    }).finally(() => setBusy(false))
  }
  return { busy, outcome, doIt }
}

/** Somebody who acts for me, or for whom I act: one tap ends it. Until the server has said so it is not done, and the card says that. */
function Given({ row, mine = false }: { row: Delegation; mine?: boolean }) {
  const { busy, outcome, doIt } = useAct()
  const name = mine ? row.agent_name : row.principal_name
  const queued = unsent.value.some(each => each.url.includes(row.id))
  const end = () => doIt(() => perform('POST /delegations/{delegation_id}/revoke', { delegation_id: row.id }, { reason: mine ? 'not_wanted' : 'handed_back' }, { title: `${t(mine ? 'take_back' : 'hand_back')}：${name}` }))
  const done = outcome?.state === 'sent'
  return (
    <section class={`card stack ${done ? 'done' : queued ? 'wait' : ''}`}>
      <div><b>{name}</b> <Tag>{row.relation_label}</Tag></div>
      <p>{t('sub', { services: namesOf(row.services), day: lastDay(row.until_on) })}</p>
      {row.item_codes.length > 0 && <p class="sub">{t('only_items', { items: row.item_codes.join(comma()) })}</p>}
      {mine && <p class="sub">{t('how', { how: row.basis_label, name: row.confirmed_by_name })}</p>}
      {done ? <p role="status">{t(mine ? 'taken_back' : 'handed_back', { name })}</p>
        : queued ? <p role="status">{t(mine ? 'not_yet' : 'hand_back_later')}</p>
          : <Button {...(mine ? { look: 'ghost' as const } : {})} busy={busy} onClick={end}>{t(mine ? 'take_back' : 'hand_back')}<span class="unseen"> {name}</span></Button>}
      {outcome?.state === 'failed' && <Complaint problem={outcome.problem} />}
    </section>
  )
}

/** Somebody asks me to act for them. */
function Offer({ row }: { row: KinRequest }) {
  const { busy, outcome, doIt } = useAct()
  const about = { title: t('asks_you', { name: row.asker_name, services: namesOf(row.services) }) }
  const accept = () => doIt(() => perform('POST /kin/requests/{request_id}/accept', { request_id: row.id }, null, about))
  const refuse = () => doIt(() => perform('POST /kin/requests/{request_id}/close', { request_id: row.id }, {}, about))
  return (
    <section class="card stack wait">
      <b>{about.title}</b>
      <p class="sub">{t('sub', { services: row.relation_label, day: lastDay(row.until_on) })}</p>
      <div class="side"><Button look="ghost" busy={busy} onClick={accept}>{t('accept')}</Button><Button busy={busy} onClick={refuse}>{t('refuse')}</Button></div>
      {outcome?.state === 'failed' && <Complaint problem={outcome.problem} />}
    </section>
  )
}

/** What I asked for, and how it stands. */
function Asked({ row }: { row: KinRequest }) {
  const { busy, doIt } = useAct()
  const withdraw = () => doIt(() => perform('POST /kin/requests/{request_id}/close', { request_id: row.id }, {}, { title: t('withdraw') }))
  return (
    <section class={`card stack ${row.state === 'confirmed' ? 'done' : row.state === 'requested' ? 'wait' : ''}`}>
      <div><b>{row.named}</b> <Tag>{row.relation_label}</Tag></div>
      <p>{row.sentence}</p>
      <p class="sub">{t('sub', { services: namesOf(row.services), day: lastDay(row.until_on) })}</p>
      {row.state === 'requested' && <div><Button small busy={busy} onClick={withdraw}>{t('withdraw')}</Button></div>}
    </section>
  )
}
