import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import type { Service } from '../api/types'
import { moment } from '../app/dates'
import { query } from '../app/router'
import { me } from '../app/store'
import { Button, LinkButton } from '../ui/Button'
import { Page } from '../ui/Page'
import { Empty, Loading, Row, Tag } from '../ui/parts'
import { ProblemNote } from '../ui/ProblemNote'
import { Chart } from './Chart'
import { saveTable } from './table'
import { SERVICES, usePicture, type Picture } from './summary'
import { t } from './words'

const LATE_SHOWN = 10
const WALL_HOLDS = 17

/** Where a number leads: the rows behind it and how it is counted. */
export const behind = (what: string, village?: string, service?: Service) =>
  `/town/rows?${new URLSearchParams({ what, ...(village ? { village } : {}), ...(service ? { service } : {}) })}`

/** The township at this minute, for the desk and, with `?wall=1`, for the wall. */
export function TodayScreen() {
  const wall = query.value.has('wall')
  const { value: picture, problem, silent } = usePicture(wall)
  useEffect(() => {
    document.documentElement.classList.toggle('wall', wall)
    return () => document.documentElement.classList.remove('wall')
  }, [wall])
  if (!picture) return <Page title={t('town')} home="/">{problem ? <ProblemNote problem={problem} /> : <Loading />}</Page>
  const as_of = [t('villages', { n: picture.totals.villages }), t('as_of', { at: moment(picture.as_of) }), wall && t(silent ? 'wall_silent' : 'wall_every')].filter(Boolean).join(' · ')
  return (
    <Page wide title={t('today_in', { place: picture.place.name })} sub={<span class={silent ? 'wrong' : ''}>{as_of}</span>} aside={<Tools picture={picture} wall={wall} />}>
      <Figures picture={picture} />
      <div class="two">
        <section class="card villages"><Villages picture={picture} wall={wall} /></section>
        <section class="card stack">
          <h2>{t('fourteen_days')}</h2>
          <Chart days={picture.days} table={!wall} />
          <h2>{t('late_longest')}</h2>
          <Late picture={picture} shown={wall ? 3 : LATE_SHOWN} />
        </section>
      </div>
      {!wall && <details class="card">
        <summary>{t('how_counted')}</summary>
        <ul class="counted">{Object.entries(picture.definitions ?? {}).map(([name, words]) => <li key={name}>{words}</li>)}</ul>
      </details>}
    </Page>
  )
}

const Tools = ({ picture, wall }: { picture: Picture; wall: boolean }) => (wall ? <LinkButton small href="/town">{t('leave_wall')}</LinkButton> : (
  <nav class="tools" aria-label={t('tools')}>
    <span class="for-desks"><LinkButton small href="/town?wall=1">{t('wall')}</LinkButton></span>
    <LinkButton small href="/town/catalogue">{t('catalogue')}</LinkButton>
    <Button small onClick={() => saveTable(picture)}>{t('export')}</Button>
    <LinkButton small href="/town/audit">{t('audit')}</LinkButton>
    {me.value?.roles.some(each => each.role === 'administrator') && <LinkButton small href="/town/admin">{t('admin')}</LinkButton>}
    <LinkButton small href="/me" icon="person" label={t('me')} />
  </nav>
))

function Figures({ picture: { totals: all, villages } }: { picture: Picture }) {
  const { ratings } = all
  const rate = ratings.satisfied_rate
  return (
    <div class="figures">
      <Figure what="open" label={t('open')} sub={t('new_today', { n: all.submitted_today })}>{all.open}</Figure>
      <Figure what="completed_today" label={t('completed_today')} sub={t('completed_sub')}>{all.completed_today}</Figure>
      <Figure what="red" label={t('cards')} sub={t('late_above', { n: all.red_authority })}>{all.yellow} · <span class={all.red ? 'red' : ''}>{all.red}</span></Figure>
      <a class="card figure" href="/town/originals"><span class="sub">{t('or_figure')}</span><b>{all.originals_out}</b><span class={all.originals_long ? 'sub red' : 'sub'}>{t('or_figure_sub', { n: all.originals_long })}</span></a>
      <Figure what="on_duty" label={t('on_duty')} sub={t('open_doors', { n: villages.filter(each => each.open_now).length })}>{all.on_duty} / {all.villages}</Figure>
      <Figure what="ratings" label={t('satisfied')} sub={t('rated_unrated', { rated: ratings.rated, unrated: ratings.unrated })}>
        {rate === null || rate === undefined ? <small>{t('too_few')}</small> : `${Math.round(rate * 100)}%`}
      </Figure>
    </div>
  )
}

const Figure = ({ what, label, sub, children }: { what: string; label: string; sub: string; children: ComponentChildren }) => (
  <a class="card figure" href={behind(what)}><span class="sub">{label}</span><b>{children}</b><span class="sub">{sub}</span></a>
)

/** Every village and service with its open matters; small numbers of health and quarrels stand as the server gives them. */
function Villages({ picture, wall }: { picture: Picture; wall: boolean }) {
  const { villages, totals: { counts: sums } } = picture
  // Nobody scrolls a wall: where it does not hold all villages, those in which something is under way stand on it.
  const shown = wall && villages.length > WALL_HOLDS ? villages.filter(isBusy) : villages
  return (
    <div class="scroller" role="region" aria-label={t('by_village')} tabIndex={0}>
      <table class="numbers">
        <caption class="unseen">{t('by_village')}</caption>
        <thead><tr>
          <th scope="col">{t('village')}</th>
          {SERVICES.map(service => <th scope="col" key={service}>{t(service)}</th>)}
          <th scope="col">{t('near_late')}</th><th scope="col">{t('duty_now')}</th>
        </tr></thead>
        <tbody>{shown.map(village => (
          <tr key={village.code}>
            <th scope="row"><a href={`/town/villages/${village.code}`}>{village.name}</a></th>
            {SERVICES.map(service => <td key={service}><Count n={village.counts[service] ?? 0} href={behind('counts', village.code, service)} label={`${village.name} ${t(service)}`} /></td>)}
            <td><Cards village={village} /></td>
            <td>{village.on_duty ? <>{village.on_duty.name}{village.on_duty.note && <span class="sub"> {village.on_duty.note}</span>}</> : <span class="sub">{t(village.open_now ? 'nobody_but_open' : 'closed_now')}</span>}</td>
          </tr>
        ))}</tbody>
        {shown.length < villages.length && <tbody><tr><th scope="row" colSpan={8}><span class="sub">{t('rest_idle', { n: villages.length - shown.length })}</span></th></tr></tbody>}
        {sums && <tfoot><tr><th scope="row">{t('in_all')}</th>{SERVICES.map(service => <td key={service}><Count n={sums[service] ?? 0} href={behind('counts', undefined, service)} label={`${t('in_all')} ${t(service)}`} /></td>)}<td>{picture.totals.yellow} · {picture.totals.red}</td><td /></tr></tfoot>}
      </table>
    </div>
  )
}

const isBusy = ({ counts, yellow, red }: Picture['villages'][number]) => yellow + red > 0 || Object.values(counts).some(n => n !== 0)

const Count = ({ n, href, label }: { n: number | string; href: string; label: string }) => (n === 0 ? <span class="none">0</span> : <a href={href} aria-label={`${label} ${n}`}>{n}</a>)

function Cards({ village: { code, name, yellow, red } }: { village: Picture['villages'][number] }) {
  if (!red && !yellow) return <span class="none">0</span>
  return (
    <>
      {yellow > 0 && <a href={behind('yellow', code)} aria-label={`${name} ${t('n_near', { n: yellow })}`}><Tag tone="wait">{yellow}</Tag></a>}
      {red > 0 && <a href={behind('red', code)} aria-label={`${name} ${t('n_late', { n: red })}`}><Tag tone="late">{t('n_late', { n: red })}</Tag></a>}
    </>
  )
}

function Late({ picture, shown }: { picture: Picture; shown: number }) {
  const { late } = picture
  if (!late.length) return <Empty>{t('none_late')}</Empty>
  return (
    <div class="rows">
      {late.slice(0, shown).map(row => (
        <Row key={row.id} href={`/desk/tickets/${row.id}`} title={`${row.village_name} ${row.title}`} sub={row.sentence} tag={<Tag tone={row.clock_owner === 'authority' ? 'plain' : 'late'}>{t(row.clock_owner === 'authority' ? 'at_office' : 'at_village')}</Tag>} />
      ))}
      {late.length > shown && <Row href={behind('late')} title={t('all_late', { n: late.length })} />}
    </div>
  )
}
