import { useEffect } from 'preact/hooks'
import type { Board } from '../api/types'
import { useBoard } from '../app/board'
import { go } from '../app/router'
import { elder } from '../app/settings'
import { homePath, me, owner, village } from '../app/store'
import { LinkButton } from '../ui/Button'
import { Call, useCallee } from '../ui/Call'
import { ElderSwitch } from '../ui/ElderSwitch'
import { Mark } from '../ui/Icon'
import { Nav } from '../ui/Nav'
import { Bar, Page } from '../ui/Page'
import { Empty, Row, Rows, Whole } from '../ui/parts'
import { NotSent } from './NotSent'
import { hoursOf } from './hours'
import { MatterRow, useMatters } from './matters'
import { SERVICES } from './services'
import { t } from './words'

const SHOWN = 3

/** The first screen: whom to call, five services, my matters. The elder's one holds fewer things, in one column. */
export function Home() {
  const place = village.value
  useEffect(() => { if (!place && (me.value !== undefined || !owner.value)) go(homePath.value === '/' ? '/village?new' : homePath.value, { replace: true }) }, [place, me.value])
  const now = useBoard()
  const big = elder.value
  return (
    <Page
      title={[place?.name, !(big && place) && t('app')].filter(Boolean).join(' · ')} sub={now.board?.centre && now.isToday && <Whole text={hours(now.board)} />} call={false}
      aside={<ElderSwitch />}
      foot={big ? <Bar><LinkButton href="/speak" look="ghost" icon="voice" block>{t('speak_short')}</LinkButton></Bar> : <Nav />}
    >
      {homePath.value !== '/' && <LinkButton href={homePath.value} icon="list">{t('staff')}</LinkButton>}
      <DutyCard {...now} />
      <div class="tiles">
        {SERVICES.map(({ service, label, sub }) => (
          <a class={`tile ${service === 'dispute' ? 'whole' : ''}`} href={`/new/${service}`} key={service}>
            <Mark name={service} /><span><b>{t(label)}</b>{!big && <span class="sub">{t(sub)}</span>}</span>
          </a>
        ))}
        {big && <a class="tile" href="/mine"><Mark name="list" /><b>{t('my_matters')}</b></a>}
      </div>
      {big ? <NotSent /> : <>
        <h2>{t('my_matters')}</h2>
        <MyMatters />
        <LinkButton href="/speak" look="ghost" icon="voice">{t('speak')}</LinkButton>
        <LinkButton href="/guide" icon="errand">{t('guide')}</LinkButton>
      </>}
    </Page>
  )
}

function hours(board: Board): string {
  const last = board.hours_today[board.hours_today.length - 1]
  if (!last) return t('closed_today')
  return Date.now() < Date.parse(`${board.day.on}T${last.closes}+08:00`) ? t('hours', { hours: hoursOf(board) }) : t('shut_by_now')
}

/** Who is on duty at this minute, with the button to call them; otherwise who comes next and whom to call meanwhile. */
function DutyCard({ board, duty, over }: ReturnType<typeof useBoard>) {
  const big = elder.value
  const callee = useCallee()
  const name = duty?.name ?? callee.name
  const title = duty ? t('on_duty', { name }) : t(over ? 'duty_unknown' : 'nobody')
  const sub = duty ? duty.out_note ?? t('until', { post: duty.post ?? '', time: duty.until })
    : board?.next_up && !over ? t('next_up', board.next_up) : t('call_centre', { name })
  if (!board) return <div class="card side duty"><span class="grow sub">…</span><Call /></div>
  if (big) return <div class="card stack"><div><b>{title}</b>{(!duty || duty.out_note) && <p>{sub}</p>}</div><Call wide text={t('call_them', { name: callee.name })} /></div>
  return (
    <div class="card side duty">
      {duty && <span class="face" aria-hidden="true">{[...name][0]}</span>}
      <span class="grow"><b>{title}</b><br /><span class="sub">{sub}</span></span>
      <Call />
    </div>
  )
}

function MyMatters() {
  const { rows, problem } = useMatters()
  if ((me.value === null || !owner.value) && !rows.length) {
    return <Empty><p>{t('sign_in_to_see')}</p><LinkButton href="/sign-in" look="ghost" block>{t('sign_in')}</LinkButton></Empty>
  }
  return (
    <>
      <NotSent />
      {rows.length > 0 ? <Rows>
        {rows.slice(0, SHOWN).map(row => <MatterRow key={row.id} row={row} />)}
        {rows.length > SHOWN && <Row href="/mine" title={t('all_matters', { n: rows.length })} />}
      </Rows> : !problem && <Empty>{t('nothing_yet')}</Empty>}
    </>
  )
}
