import { useState } from 'preact/hooks'
import type { CustodyAct, Held } from '../../api/types'
import { day } from '../../app/dates'
import { comma } from '../../app/i18n'
import { learned, refresh } from '../../app/remote'
import { newId } from '../../outbox/outbox'
import { useSending } from '../../outbox/sending'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { Card, Row, Tag } from '../../ui/parts'
import { Complaint } from '../../ui/ProblemNote'
import { t } from './words'

export const papersIn = (papers: { name: string; count: number }[]) => papers.map(each => each.name + (each.count > 1 ? ` ${t('copies', { n: each.count })}` : '')).join(comma())

/** Originals in one place: what, where, since when; what must not stay is red and says so. */
export function HeldRow({ held, whose, href }: { held: Held; whose?: string; href?: string }) {
  const where = t(`with_${held.spot.kind}`, { name: held.spot.name })
  const tag = held.late ? <Tag tone="late">{t('late')}</Tag> : held.spot.kind === 'lost' ? <Tag tone="late">{t('lost')}</Tag>
    : held.warning ? <Tag tone="wait">{t('today_only')}</Tag> : held.long && <Tag tone="wait">{t('long')}</Tag>
  return (
    <Row title={papersIn([held])} tag={tag} {...(href ? { href } : {})}
      sub={<>{whose && <span class="line">{whose}</span>}{t('held_sub', { where, day: day(held.out_since) })}{held.days > 0 && t('held_days', { n: held.days })}{held.warning && <b class="line">{held.warning}</b>}</>} />
  )
}

/** A hand-over that this person has to answer: the papers are in the hand, or they are not. */
export function Question({ act, ticketId, title }: { act: CustodyAct; ticketId: string; title: string }) {
  const { busy, problem, run } = useSending()
  const [why, setWhy] = useState<string | null>(null)
  const about = { title: t('answer_about', { title }) }
  const after = (outcome: { state: string; answer?: unknown }) => { if (outcome.state === 'sent') learned('/tickets/{ticket_id}/custody', { ticket_id: ticketId }, outcome.answer as never); refresh() }
  const base = () => ({ id: newId(), reported_at: new Date().toISOString() })
  return (
    <Card tone="wait">
      <div class="stack">
        <b>{t('asks', { name: act.giver.name, papers: papersIn(act.papers) })}</b>
        <p class="sub">{title} · {t('asks_hint')}</p>
        {why === null ? <div class="chips">
          <Button look="ghost" busy={busy} onClick={() => void run('POST /custody/{act_id}/confirm', { act_id: act.id }, base(), about, [], after)}>{t('got_it')}</Button>
          <Button onClick={() => setWhy('')}>{t('not_so')}</Button>
        </div> : <>
          <Field label={t('why_not')} maxLength={300} value={why} onInput={setWhy} focus />
          <Button busy={busy} onClick={() => { if (why.trim()) void run('POST /custody/{act_id}/refuse', { act_id: act.id }, { ...base(), reason: why.trim() }, about, [], after) }}>{t('not_so')}</Button>
        </>}
        {problem && <Complaint problem={problem} />}
      </div>
    </Card>
  )
}
