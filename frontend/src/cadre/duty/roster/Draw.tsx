import { useState } from 'preact/hooks'
import { address, request } from '../../../api/client'
import type { Draft, DraftGap, DraftTurn } from '../../../api/types'
import { day, named } from '../../../app/dates'
import { comma } from '../../../app/i18n'
import { learned, refresh, useRemote } from '../../../app/remote'
import { fromTheTop, query } from '../../../app/router'
import { newId } from '../../../outbox/outbox'
import { Button, LinkButton } from '../../../ui/Button'
import { Bar, Page } from '../../../ui/Page'
import { Card, Empty, Loading, Row, Rows, Tag } from '../../../ui/parts'
import { Complaint, ProblemNote } from '../../../ui/ProblemNote'
import { useVillage } from '../../here'
import { dayOf, hours, monthBy, monthName } from '../turns/month'
import { t as duty } from '../words'
import { isSecretary, monthAsked, useDoing } from './doing'
import { Others } from './Others'
import { Shares } from './Shares'
import { HandScreen, TurnScreen } from './Turn'
import { t } from './words'

const PATH = '/duty/rosters/{village_code}/{month}'
const hrefOf = (month: string, turn?: string) => `/desk/duty/draw?of=${month}${turn ? `&turn=${encodeURIComponent(turn)}` : ''}`

/** Drawing up a month: what is open comes first, then every turn, then who carries what. */
export function DrawScreen() {
  const code = useVillage()?.code
  const month = monthAsked()
  const { value: draft, problem } = useRemote(code ? PATH : null, { village_code: code, month })
  const people = useRemote(code && draft && isOut(draft) ? '/duty/people' : null, { village_code: code }).value
  const doing = useDoing()
  const [sure, setSure] = useState(false)
  const where = { village_code: code, month }
  const send = (act: string, body: object, after = () => undefined as void) => doing.run(async () => {
    // As a file: the client waits four times as long for the answer, since drawing a large village takes seconds.
    const sent = new Blob([JSON.stringify({ version: draft?.version ?? 0, ...body })])
    learned(PATH, where, await request('POST', address(`${PATH}/${act}`, where), sent, { 'Content-Type': 'application/json' }) as Draft)
    after()
  })
  const put = (turn: DraftTurn, chosen: string[], after?: () => void) => {
    if (!draft || !isOut(draft)) return send('turns', { turn: turn.key, person_ids: chosen }, after)
    // What is out is not rewritten: somebody comes to it by a turn of their own.
    return doing.run(async () => {
      for (const person_id of chosen.filter(id => !turn.persons.some(each => each.id === id))) {
        await request('POST', '/duty/shifts', { id: newId(), village_code: code, person_id, starts_at: turn.starts_at, ends_at: turn.ends_at, kind: turn.kind, phone: people?.members.find(each => each.person.id === person_id)?.phone ?? null })
      }
      refresh()
      after?.()
    })
  }
  const asked = draft?.turns.find(turn => turn.key === query.value.get('turn'))
  if (asked && code && isSecretary() && asked.agreed.length > 0 && !asked.short) return <HandScreen key={asked.key} turn={asked} code={code} month={month} doing={doing} />
  if (asked && code && isSecretary()) return <TurnScreen key={asked.key} turn={asked} code={code} month={month} isOut={!!draft && isOut(draft)} doing={doing} put={put} />
  const missing = draft?.gaps.length ?? 0
  const troubled = draft?.turns.filter(turn => turn.troubles.length).length ?? 0
  const holes = missing + troubled
  const publish = () => {
    if (!sure) { setSure(true); return fromTheTop() }
    return void send('publish', {}, () => { setSure(false); refresh(); fromTheTop() })
  }
  const draw = () => void send('draw', {}, () => fromTheTop())
  return (
    <Page title={t('draw')} sub={monthName(month, 'month_year')} home="/desk/duty"
      foot={isSecretary() && draft && !draft.published_at && <Bar>{draft.version === 0
        ? <Button look="main" busy={doing.busy} onClick={draw}>{t(doing.busy ? 'drawing' : 'draw_month', { month: monthName(month) })}</Button>
        : <Button look="main" busy={doing.busy} onClick={publish}>{t(sure ? 'publish_sure' : 'publish')}</Button>}</Bar>}
    >
      <nav class="chips" aria-label={duty('which_month')}>
        {[0, 1, 2].map(by => monthBy(by)).map(each => <a key={each} class="chip" href={hrefOf(each)} aria-current={each === month ? 'page' : undefined}>{monthName(each)}</a>)}
      </nav>
      {!draft && (problem ? <ProblemNote problem={problem} /> : <Loading />)}
      {doing.problem && <Complaint problem={doing.problem} />}
      {draft && (isSecretary() ? <>
        <Standing draft={draft} sure={sure} missing={missing} troubled={troubled} />
        <Others draft={draft} busy={doing.busy} settle={(act, shift_ids) => doing.run(async () => {
          learned(PATH, where, await request('POST', address(`${PATH}/others`, where), { act, shift_ids }) as Draft)
          refresh()
          fromTheTop()
        })} />
        {holes > 0 && <Holes draft={draft} month={month} busy={doing.busy} put={put} />}
        <Ahead draft={draft} />
        {isPlanned(draft) && <Turns draft={draft} month={month} />}
        <Shares draft={draft} />
        <More draft={draft} busy={doing.busy} redraw={draw} />
      </> : draft.turns.some(turn => turn.persons.length) ? <Shares draft={draft} open /> : <Empty>{duty('not_out')}</Empty>)}
    </Page>
  )
}

/** How far this month has come, and by when it has to be out. */
function Standing({ draft, sure, missing, troubled }: { draft: Draft; sure: boolean; missing: number; troubled: number }) {
  const holes = missing + troubled
  const by = day(draft.publish_by)
  const people = new Set(draft.turns.flatMap(turn => turn.persons.filter(each => !turn.agreed.some(agreed => agreed.person_id === each.id)).map(each => each.id))).size
  return (
    <>
      {sure && <Card tone="wait"><p role="status">{missing > 0 && t('publish_holes', { n: missing })}{troubled > 0 && t('publish_troubles', { n: troubled })}{t('publish_says', { n: people })}</p></Card>}
      {!sure && <Card tone={draft.published_at ? 'done' : 'wait'}>
        <p role="status">{draft.published_at ? t('is_out', { day: day(draft.published_at) }) : draft.version === 0 ? t('not_drawn', { day: by }) : t('is_draft', { day: by })}</p>
        {(draft.version > 0 || holes > 0) && <p class="sub">{holes > 0 ? t('n_holes', { n: holes }) : t('no_holes')}</p>}
      </Card>}
      {draft.is_provisional && <Card tone="wait"><p>{t('provisional', { year: draft.month.slice(0, 4) })}</p></Card>}
    </>
  )
}

/** Whether its turns stand: a month that was planned turn by turn is out without ever having been drawn. */
const isOut = (draft: Draft) => !!draft.published_at || (draft.version === 0 && draft.turns.some(turn => turn.agreed.length))

/** Whether there is anything to look at: a month may have turns that were put there by hand, one by one. */
const isPlanned = (draft: Draft) => draft.turns.length > 0 && (draft.version > 0 || draft.turns.some(turn => turn.persons.length))

interface Fill { draft: Draft; month: string; busy: boolean; put: (turn: DraftTurn, people: string[]) => unknown }

/** After so many the rest is folded away: what comes after them has to be found. */
const FIRST = 5

/** What nobody could fill, with the reason for each and who could if one rule gave way: nothing is filled by itself. */
function Holes({ draft, month, busy, put }: Fill) {
  const troubled = draft.turns.filter(turn => turn.troubles.length)
  const hole = (gap: DraftGap) => <Hole key={`${gap.key} ${gap.missing} ${gap.sentence}`} gap={gap} turn={draft.turns.find(each => each.key === gap.turn)} month={month} busy={busy} put={put} />
  return (
    <>
      <h2>{t('holes')}</h2>
      {troubled.length > 0 && <Rows>{troubled.map(turn => (
        <Row key={turn.key} href={hrefOf(month, turn.key)} title={when(turn)} sub={turn.troubles.map(each => `${each.person.name}：${each.sentence}`).join(comma())} />
      ))}</Rows>}
      {draft.gaps.slice(0, FIRST).map(hole)}
      {draft.gaps.length > FIRST && <details class="card"><summary>{t('more_holes', { n: draft.gaps.length - FIRST })}</summary><div class="stack">{draft.gaps.slice(FIRST).map(hole)}</div></details>}
    </>
  )
}

function Hole({ gap, turn, month, busy, put }: { gap: DraftGap; turn: DraftTurn | undefined } & Omit<Fill, 'draft'>) {
  if (!turn) return null
  const yielding = new Map(gap.why.map(each => [each.person.id, each.sentence]))
  return (
    <Card tone="late">
      <div class="stack">
        <p><b>{gap.missing === 'leader' ? named(gap.on) : when(turn)}</b><br />{gap.sentence}</p>
        {gap.proposals.slice(0, 3).map(each => (
          <Button key={each.id} block busy={busy} onClick={() => void put(turn, [...turn.persons.map(person => person.id), each.id])}>
            <span>{t('let', { name: each.name })}{yielding.has(each.id) && <span class="sub line">{yielding.get(each.id)}</span>}</span>
          </Button>
        ))}
        {!gap.proposals.length && <p>{t('nobody_can')}</p>}
        <LinkButton small href={hrefOf(month, turn.key)}>{t('see_all')}</LinkButton>
        {gap.why.length > 0 && <details><summary>{t('why')}</summary><ul class="bullets">{gap.why.map(each => <li key={each.person.id}>{each.person.name}：{each.sentence}</li>)}</ul></details>}
      </div>
    </Card>
  )
}

export const when = (turn: Pick<DraftTurn, 'starts_at' | 'ends_at'>) => `${named(dayOf(turn.starts_at))} ${hours(turn.starts_at, turn.ends_at)}`

function Turns({ draft, month }: { draft: Draft; month: string }) {
  const byDay = new Map<string, DraftTurn[]>()
  for (const turn of draft.turns) byDay.set(dayOf(turn.starts_at), [...(byDay.get(dayOf(turn.starts_at)) ?? []), turn])
  return (
    <details class="card" open>
      <summary><b>{t('turns')}</b></summary>
      <p class="sub">{t(isOut(draft) ? 'tap_out' : 'tap_turn')}</p>
      {[...byDay].map(([on, turns]) => (
        <section key={on} class="stack">
          <h3 class="sub">{named(on)}</h3>
          <div class="rows">{turns.map(turn => (
            <Row key={turn.key} href={hrefOf(month, turn.key)} title={`${hours(turn.starts_at, turn.ends_at)} ${turn.persons.map(each => each.name).join(comma())}`}
              sub={turn.kind === 'joint_office' && duty('joint')}
              tag={turn.short > 0 ? <Tag tone="late">{duty('gap')}</Tag> : !isOut(draft) && turn.agreed.length > 0 && <Tag>{t('agreed')}</Tag>} />
          ))}</div>
        </section>
      ))}
    </details>
  )
}

/** What will hurt one day, said before it does. */
const Ahead = ({ draft }: { draft: Draft }) => (draft.warnings.length ? (
  <Card tone="wait">
    <div class="stack">
      <b>{t('know_ahead')}</b>
      <ul class="bullets">{draft.warnings.map(each => <li key={each.sentence}>{each.sentence}</li>)}</ul>
      <LinkButton small href="/desk/duty/people">{t('to_people')}</LinkButton>
    </div>
  </Card>
) : null)

/** What is needed less often. */
const More = ({ draft, busy, redraw }: { draft: Draft; busy: boolean; redraw: () => void }) => (
  <>
    <Rows>
      <Row href="/desk/duty/people" mark="person" title={t('people')} sub={t('people_sub')} />
      <Row href={`/desk/duty/sheet?of=${draft.month}`} mark="errand" title={t('sheet')} sub={t('sheet_sub')} />
      <Row href="/desk/duty/rule" mark="pen" title={t('rule')} sub={t('rule_sub')} />
    </Rows>
    {draft.version > 0 && <details class="card"><summary>{t('redraw')}</summary><div class="stack"><p>{t('redraw_says')}</p><Button block busy={busy} onClick={redraw}>{t('redraw_now')}</Button></div></details>}
  </>
)
