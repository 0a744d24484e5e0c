import type { Gap, RosterTurn } from '../../../api/types'
import { localDate, named } from '../../../app/dates'
import { useRemote } from '../../../app/remote'
import { query } from '../../../app/router'
import { Call } from '../../../ui/Call'
import { Page } from '../../../ui/Page'
import { Empty, Loading, Row, Rows, Tag } from '../../../ui/parts'
import { ProblemNote } from '../../../ui/ProblemNote'
import { t } from '../words'
import { about, dayOf, hours, monthBy, monthName, useMonth } from './month'

const MONTH = /^20\d\d-(0[1-9]|1[0-2])$/

/** Who sits when, day by day: the whole village's month. */
export function MonthScreen() {
  const of = query.value.get('of') ?? ''
  const month = MONTH.test(of) ? of : monthBy(0)
  // An officer comes from the page of a village, which the address names.
  const looked = query.value.get('village') ?? undefined
  const { value, problem } = useMonth(month, looked)
  const place = useRemote(looked ? '/places' : null).value?.find(each => each.code === looked)
  const items = value?.items.filter(turn => dayOf(turn.starts_at).startsWith(month)) ?? []
  // Open hours without anybody are gaps of a roster; where there is none yet, they say nothing.
  const lines: (RosterTurn | Gap)[] = items.length ? [...items, ...value!.gaps] : []
  const at = (line: RosterTurn | Gap) => ('id' in line ? line.starts_at : line.from)
  const byDay = new Map<string, (RosterTurn | Gap)[]>()
  for (const line of lines.sort((a, b) => (at(a) < at(b) ? -1 : 1))) byDay.set(dayOf(at(line)), [...(byDay.get(dayOf(at(line))) ?? []), line])
  const today = localDate()
  const past = [...byDay].filter(([on]) => on < today)
  return (
    <Page title={t('roster')} sub={[place?.name, monthName(month, 'month_year')].filter(Boolean).join(' · ')} home={looked ? `/town/villages/${looked}` : '/desk/duty'}>
      <nav class="chips" aria-label={t('which_month')}>
        {[-1, 0, 1].map(by => monthBy(by)).map(each => <a key={each} class="chip" href={`/desk/duty/month?of=${each}${looked ? `&village=${looked}` : ''}`} aria-current={each === month ? 'page' : undefined}>{monthName(each)}</a>)}
      </nav>
      {!value && (problem ? <ProblemNote problem={problem} /> : <Loading />)}
      {value && !lines.length && <Empty>{t('not_out')}</Empty>}
      {past.length > 0 && <details><summary>{t('days_before')}</summary><div class="stack">{past.map(each => Day(each, looked))}</div></details>}
      {[...byDay].filter(([on]) => on >= today).map(each => Day(each, looked))}
      {lines.length > 0 && !looked && <a class="button" href={`/desk/duty/sheet?of=${month}`}>{t('print')}</a>}
    </Page>
  )
}

const Day = ([on, lines]: [string, (RosterTurn | Gap)[]], looked?: string) => (
  <section key={on} class="stack">
    <h2>{named(on)}{on === localDate() && ` · ${t('today')}`}</h2>
    <Rows>{lines.map(line => ('id' in line ? <Turn key={line.id} turn={line} looked={looked} />
      : <Row key={line.from} title={hours(line.from, line.to)} sub={t('nobody')} tag={<Tag tone="late">{t('gap')}</Tag>} />))}</Rows>
  </section>
)

/** Every turn opens for the village's own staff; an officer, who may only look, calls. */
function Turn({ turn, looked }: { turn: RosterTurn; looked: string | undefined }) {
  const tag = turn.on_leave ? <Tag tone="late">{t('away')}</Tag> : turn.mine && <Tag tone="done">{t('mine')}</Tag>
  const title = <>{hours(turn.starts_at, turn.ends_at)} <span class="keep">{turn.person.name}</span></>
  if (!looked) return <Row href={`/desk/duty/turns/${turn.id}`} title={title} sub={about(turn)} tag={tag} />
  return <Row title={title} sub={about(turn)} tag={tag || (turn.phone && <Call to={{ name: turn.person.name, phone: turn.phone }} look="icon" />)} />
}
