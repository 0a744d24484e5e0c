import type { Board, BoardDay, PublicHolder } from '../../api/types'
import { useBoard } from '../../app/board'
import { localDate, named } from '../../app/dates'
import { useRemote } from '../../app/remote'
import { lazy } from '../../app/lazy'
import { path, query } from '../../app/router'
import { me, village } from '../../app/store'
import { LinkButton } from '../../ui/Button'
import { Call } from '../../ui/Call'
import { Face } from '../../ui/Face'
import { Nav } from '../../ui/Nav'
import { Page } from '../../ui/Page'
import { Card, Empty, Loading, Row, Rows, Tag, Whole } from '../../ui/parts'
import { ProblemNote } from '../../ui/ProblemNote'
import { hoursOf } from '../hours'
import { t } from './words'

const PrintBoard = lazy(() => import('./Print'))

/** The public board: who is on duty now and this week, when it is open, where it is, and whom to complain to. */
export default function Duty() {
  return path.value === '/duty/print' ? <PrintBoard /> : <OnDuty />
}

function OnDuty() {
  const code = boardCode()
  const now = useBoard(code)
  const { board, problem } = now
  return (
    <Page title={t('title')} sub={board?.village.name} foot={<Nav />} call={false}>
      {!code && <Empty><p>{t('no_village')}</p><LinkButton href="/village" look="main" block>{t('choose')}</LinkButton></Empty>}
      {problem && !board && <ProblemNote problem={problem} />}
      {code && !board && !problem && <Loading />}
      {board && <BoardView {...now} board={board} />}
      {board && <Posts code={board.village.code} />}
      {!board && <Call look="quiet" />}
    </Page>
  )
}

/** The village that the address names, as the code on the sheet at the gate does, else one's own. */
export function boardCode(): string | undefined {
  const given = query.value.get('village')
  return given && /^\d{12}$/.test(given) ? given : village.value?.code
}

function BoardView({ board, duty, over, isToday }: ReturnType<typeof useBoard> & { board: Board }) {
  const centre = board.centre?.name ?? board.village.name
  const hours = hoursOf(board)
  return (
    <>
      <Card>
        <div class="stack">
          {duty ? <div class="side"><Face name={duty.name} photo={duty.portrait} alt={t('photo_of', { name: duty.name })} /><p class="say grow">{t('on_duty', { name: duty.name })}</p></div>
            : <p class="say">{t(over ? 'duty_unknown' : 'nobody')}</p>}
          {duty ? <p class="sub">{duty.occasion && `${duty.occasion} · `}{duty.out_note ?? t('until', { post: duty.post ?? '', time: duty.until })}</p>
            : board.next_up && !over && <p class="sub">{t('next_up', { ...board.next_up, centre })}</p>}
          <Call wide {...(duty ? { text: t('call', { name: duty.name }) } : {})} />
        </div>
      </Card>
      <Rows>
        {isToday && board.centre && <Row mark="clock" title={t(over ? 'hours' : board.open_now ? 'open' : 'closed')} sub={hours ? <Whole text={t('hours_today', { hours })} /> : t('closed_today')} />}
        {board.centre && <Row mark="home" title={centre} sub={board.centre.address} />}
      </Rows>
      <h2>{t('week')}</h2>
      <Rows>{board.week.map(each => <DayRow key={each.on} each={each} />)}</Rows>
      <h2>{t('services')}</h2>
      <Rows>{board.services.map(each => (
        <Row key={each.service} mark={each.service} title={each.label} href={`/new/${each.service}`} sub={!over && each.says} tag={each.open_now && !over && <Tag tone="done">{t('service_open')}</Tag>} />
      ))}</Rows>
      {board.supervision.length > 0 && <>
        <h2>{t('supervision')}</h2>
        <Rows>{board.supervision.map(each => <Row key={each.phone} title={each.name} tag={<Call to={each} look="quiet" text={each.phone} />} />)}</Rows>
      </>}
      <LinkButton href={`/duty/print?village=${board.village.code}`} icon="errand" block>{t('print_title')}</LinkButton>
    </>
  )
}

/** Who is on which post, as it hangs at the gate: names and posts, with the photos that were given. */
function Posts({ code }: { code: string }) {
  const { value } = useRemote('/board/{village_code}/posts', { village_code: code })
  if (!value?.posts.length) return null
  return (
    <section class="stack">
      <h2>{t('posts')}</h2>
      <Rows>{value.posts.map(each => (
        <Row key={each.name + each.hamlet} title={[each.name, each.hamlet].filter(Boolean).join(' · ')} sub={<><Holders people={each.people ?? []} />{each.duties && <span class="line">{each.duties}</span>}</>} />
      ))}</Rows>
      {me.value?.village?.code === code && <LinkButton href="/posts" block>{t('my_posts')}</LinkButton>}
    </section>
  )
}

/** What a phone kept from before there were photos has no people in it: it is asked anew. */
const Holders = ({ people }: { people: PublicHolder[] }) => people.length ? <>{people.map((each, n) => (
  <span class="side" key={each.name + n}><Face name={each.name} photo={each.portrait} alt={t('photo_of', { name: each.name })} />{each.name}</span>
))}</> : <>{t('vacant')}</>

function DayRow({ each }: { each: BoardDay }) {
  const today = each.on === localDate()
  const shifts = each.shifts.map(shift => `${shift.from}–${shift.to} ${shift.name}${shift.occasion ? ` · ${shift.occasion}` : ''}`)
  return (
    <Row
      title={`${named(each.on)}${each.name ? ` · ${each.name}` : ''}`}
      sub={shifts.length ? shifts.map(shift => <span class="line" key={shift}>{shift}</span>) : each.is_workday ? t('nobody_yet') : t('rest')}
      tag={today && <Tag tone="done">{t('today')}</Tag>}
    />
  )
}
