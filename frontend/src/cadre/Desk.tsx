import { useState } from 'preact/hooks'
import { read } from '../api/client'
import type { Desk, Page as PageOf, Row as Matter } from '../api/types'
import { localDate, named } from '../app/dates'
import { go, query } from '../app/router'
import { me } from '../app/store'
import { Button, LinkButton } from '../ui/Button'
import { Face } from '../ui/Face'
import { Page } from '../ui/Page'
import { Count, Empty, Loading, Row, Rows, Tag } from '../ui/parts'
import { ProblemNote } from '../ui/ProblemNote'
import { NotSent } from '../villager/NotSent'
import { OnDesk } from './custody/OnDesk'
import { openVillage, useBox, useDesk, useProvisions } from './here'
import { ActRow, DeskRow, Thumb } from './rows'
import { t } from './words'

const BOXES = ['unassigned', 'mine', 'waiting', 'late', 'open'] as const
type BoxName = (typeof BOXES)[number]

/** The duty desk: whose turn it is, what waits for somebody, what must be carried to town, what was promised. */
export function DeskScreen() {
  const { value: desk, problem } = useDesk()
  useProvisions()
  const asked = BOXES.find(box => box === query.value.get('box'))
  const waits = desk ? desk.slips + desk.kin_requests + desk.to_tell : 0
  const box = asked ?? (desk ? (desk.counts.unassigned ? 'unassigned' : 'mine') : undefined)
  const listed = useBox(box).value?.items ?? []
  const name = desk?.person.name ?? me.value?.name ?? ''
  const callee = desk && !desk.on_duty && desk.on_duty_now?.phone ? { name: desk.on_duty_now.name, phone: desk.on_duty_now.phone } : null
  return (
    <Page
      title={desk && !desk.on_duty ? t('desk_of', { name: desk.village.name }) : t('my_duty')} sub={desk && shift(desk)} call={callee}
      aside={!callee && name ? <Face name={name} /> : undefined}
      foot={<Thumb>
        <LinkButton href="/desk/new" look="main">{t('walk_in')}</LinkButton>
        <LinkButton href="/desk/trip">{t('log_trip')}</LinkButton>
        <LinkButton href="/desk/more">{t('more')}{waits > 0 && <Count n={waits} />}</LinkButton>
      </Thumb>}
    >
      {problem && !desk && <ProblemNote problem={problem} />}
      <NotSent />
      {desk && <AtOnce desk={desk} />}
      {desk?.handover && <Rows><Row href="/desk/duty/handover" mark="check" title={desk.handover.accept_from ? t('accept_from', { name: desk.handover.accept_from }) : t('hand_to', { name: desk.handover.give_to || '…' })} /></Rows>}
      {desk && desk.swaps > 0 && <Rows><Row href="/desk/duty/swaps" mark="person" title={t('swaps_wait')} tag={<Count n={desk.swaps} />} /></Rows>}
      <nav class="chips one-line" aria-label={t('boxes')}>
        {BOXES.map(each => (
          <a key={each} class="chip" href={`/desk?box=${each}`} aria-current={each === box ? 'page' : undefined} ref={each === box ? intoView : null}>{t(each)} {desk?.counts[each] ?? ''}</a>
        ))}
      </nav>
      {box && <BoxList key={box} box={box} soon={desk?.promised ?? []} />}
      {desk && <Soon title={t('to_call')} rows={desk.to_call} />}
      {desk && <OnDesk desk={desk} />}
      {desk && <ToTown rows={desk.to_town} />}
      {desk && <Soon title={t('promised')} rows={without(desk.promised, listed)} />}
    </Page>
  )
}

/** What is said or done at the desk at once: being out, taking over, and reading what one was told. */
function AtOnce({ desk }: { desk: Desk }) {
  const unread = desk.unread
  const out = desk.shift?.out_note
  const take = desk.take_over
  return (desk.on_duty || take || unread > 0) && (
    <Rows>
      {unread > 0 && <Row href="/desk/notices" mark="bell" title={t('notices')} tag={<Count n={unread} />} />}
      {desk.on_duty && <Row href="/desk/duty/out" mark="home" title={t(out ? 'out_now' : 'go_out')} sub={out} />}
      {take && <Row href={`/desk/duty/turns/${take.shift_id}/take`} mark="check" title={t('take_over')} sub={t(take.on_leave ? 'take_over_away' : 'now_on_duty', { name: take.name })} />}
    </Rows>
  )
}

/** A matter stands on the desk once: in the box that is open, else under what was promised. */
const without = (rows: Matter[], listed: Matter[]) => rows.filter(row => !listed.some(each => each.id === row.id))

/** The boxes stand in one line, longer than a small screen. */
const intoView = (chip: HTMLElement | null) => chip?.scrollIntoView({ block: 'nearest', inline: 'nearest' })

/** "11月23日 周一 · 14:30–18:00 · 交班给 张建国" */
function shift(desk: Desk): string {
  const today = localDate()
  const now = desk.on_duty_now
  return [
    named(today),
    desk.on_duty ? desk.shift && `${desk.shift.from}–${desk.shift.to}` : now ? t('now_on_duty', { name: now.name }) : t('nobody_on_duty'),
    desk.on_duty && desk.shift?.hand_to && t('hand_to', { name: desk.shift.hand_to }),
  ].filter(Boolean).join(' · ')
}

function BoxList({ box, soon }: { box: BoxName; soon: Matter[] }) {
  const { value, problem } = useBox(box)
  if (!value) return problem ? <ProblemNote problem={problem} /> : <Loading />
  if (!value.items.length) return <Empty>{t(`none_${box}`)}</Empty>
  return <MoreRows first={value} box={box} soon={soon} />
}

/** The rows of a box, those that are due soon with the days that are left; the next page at the press of a button. */
function MoreRows({ first, box, soon }: { first: PageOf<Matter>; box: string; soon: Matter[] }) {
  const [rest, setRest] = useState<Matter[]>([])
  const [next, setNext] = useState(first.next)
  const [busy, setBusy] = useState(false)
  const more = () => {
    setBusy(true)
    read('/tickets', { box, limit: 50, village_code: openVillage.value || undefined, cursor: next ?? undefined })
      .then(page => { setRest([...rest, ...page.items]); setNext(page.next) }, () => undefined).finally(() => setBusy(false))
  }
  const known = new Set(first.items.map(row => row.id))
  return (
    <>
      <Rows>{[...first.items, ...rest.filter(row => !known.has(row.id))].map(row => <DeskRow key={row.id} row={row} who={box !== 'mine'} when={soon.some(each => each.id === row.id)} />)}</Rows>
      {next && <Button block busy={busy} onClick={more}>{t('show_more')}</Button>}
    </>
  )
}

/** What must not be let slip, each with the days that are left. */
const Soon = ({ title, rows }: { title: string; rows: Matter[] }) => (rows.length > 0 ? <>
  <h2>{title}</h2>
  <Rows>{rows.map(row => <DeskRow key={row.id} row={row} when />)}</Rows>
</> : null)

/** One trip for all, or one for each window: the papers that have to be carried to town today. */
function ToTown({ rows }: { rows: Desk['to_town'] }) {
  if (!rows.length) return null
  const places = [...new Set(rows.map(row => row.where))]
  const go = (those: Matter[]) => <LinkButton small href={`/desk/trip?tickets=${those.map(row => row.id).join()}`}>{t('log_one_trip')}</LinkButton>
  return (
    <>
      <h2>{t('to_town')}</h2>
      <Rows><ActRow title={t('papers_of', { n: new Set(rows.map(row => row.beneficiary_name)).size })} sub={t('matters_in_all', { n: rows.length })} act={go(rows)} /></Rows>
      {places.map(place => {
        const here = rows.filter(row => row.where === place)
        return (
          <Rows key={place}>
            {place && places.length > 1 && <ActRow title={place} sub={t('matters_in_all', { n: here.length })} act={go(here)} />}
            {here.map(row => <DeskRow key={row.id} row={row} />)}
          </Rows>
        )
      })}
    </>
  )
}

/** Everything else that a duty desk needs. */
export function MoreScreen() {
  const desk = useDesk().value
  const unread = desk?.unread ?? me.value?.unread_notices ?? 0
  const isSecretary = me.value?.roles.some(each => each.role === 'village_secretary')
  const rows = [
    { href: '/desk/slips', icon: 'phone', title: t('slips'), sub: t('slips_sub'), n: desk?.slips ?? 0 },
    { href: '/desk/people', icon: 'person', title: t('people'), sub: t('people_sub'), n: 0 },
    { href: '/desk/kin', icon: 'person', title: t('kin'), sub: t('kin_sub'), n: desk?.kin_requests ?? 0 },
    { href: '/desk/told', icon: 'phone', title: t('to_tell'), sub: t('to_tell_sub'), n: desk?.to_tell ?? 0 },
    ...(isSecretary ? [{ href: '/desk/agents', icon: 'search', title: t('agents'), sub: t('agents_sub'), n: 0 } as const] : []),
    { href: '/desk/trips', icon: 'pen', title: t('trips'), sub: t('trips_sub'), n: 0 },
    { href: '/desk/find', icon: 'search', title: t('find'), sub: t('find_sub'), n: 0 },
    { href: '/desk/sheets', icon: 'errand', title: t('sheets'), sub: t('sheets_sub'), n: 0 },
    { href: '/desk/notices', icon: 'bell', title: t('notices'), sub: t('notices_sub'), n: unread },
    { href: '/desk/duty', icon: 'calendar', title: t('roster'), sub: t('roster_sub'), n: desk?.swaps ?? 0 },
    { href: '/me', icon: 'check', title: t('settings'), sub: t('settings_sub'), n: 0 },
  ] as const
  return (
    <Page title={t('more')} home="/desk">
      <Rows>
        {rows.map(({ href, icon, title, sub, n }) => <Row key={href} href={href} mark={icon} title={title} sub={sub} tag={n > 0 ? <Count n={n} /> : undefined} />)}
      </Rows>
      {desk && desk.villages.length > 1 && <>
        <h2>{t('my_villages')}</h2>
        <Rows>{desk.villages.map(each => (
          <Row key={each.code} title={each.name} onClick={() => { openVillage.value = each.code; go('/desk') }} tag={each.code === desk.village.code ? <Tag tone="done">{t('this_one')}</Tag> : undefined} />
        ))}</Rows>
      </>}
    </Page>
  )
}
