import { useState } from 'preact/hooks'
import { address } from '../../../api/client'
import type { DutyDay, DutyMonth } from '../../../api/types'
import { localDate, moment, named, time } from '../../../app/dates'
import { comma } from '../../../app/i18n'
import { query } from '../../../app/router'
import { isCadre } from '../../../app/store'
import { Button, LinkButton } from '../../../ui/Button'
import { Field } from '../../../ui/Field'
import { Bar, Page } from '../../../ui/Page'
import { Card, Empty, Loading, Row, Rows, Tag } from '../../../ui/parts'
import { ProblemNote } from '../../../ui/ProblemNote'
import { useAsked, useVillage } from '../../here'
import { Downloads } from '../../print/Download'
import { townHome, Villages } from '../Villages'
import { AddWord } from './Form'
import { t, type LogKey } from './words'

type Turn = DutyDay['turns'][number]
const NUMBERS = [
  ['walk_ins', 'walk_ins'], ['calls', 'calls'], ['other', 'other'], ['moves', 'moves'], ['notes', 'notes'], ['handled', 'handled'], ['passed_on', 'passed_on'], ['trips', 'trips_n'],
  ['urgent', 'urgent_n'], ['open_at_end', 'open_at_end'], ['on_paper', 'on_paper_n'], ['remarks', 'remarks_n'], ['emergencies', 'emergencies'], ['inspections', 'inspections'],
] as const
const home = () => (isCadre.value ? '/desk/duty' : townHome())

/** 值班日志: the month's days, one day, or a word for it. The township reads the same pages without their content. */
export default function Log({ on, add }: { on?: string; add?: boolean }) {
  const own = useVillage()?.code
  const code = query.value.get('village') ?? (isCadre.value ? own : undefined)
  if (!code) return isCadre.value ? <Page title={t('log')} home={home()}><Loading /></Page> : <Villages title={t('log')} sub={t('which_village')} home={home()} href={each => `/desk/duty/log?village=${each}`} />
  if (!on) return <Month code={code} />
  return add ? <AddWord on={on} code={code} /> : <Day on={on} code={code} />
}

function Month({ code }: { code: string }) {
  const [month, setMonth] = useState(localDate().slice(0, 7))
  const good = /^20\d{2}-(0[1-9]|1[0-2])$/.test(month)
  const { value, problem, again } = useAsked<DutyMonth>(good ? address('/duty-log', { village_code: code, month }) : null)
  const days = value ? [...value.days].reverse() : []
  return (
    <Page title={t('log')} sub={value?.village.name} home={home()}>
      <div class="stack wide-gaps">
        <Card><p class="sub">{value && !value.content ? t('town_note') : t('by_itself')}</p></Card>
        <Field label={t('month_of')} hint={t('month_hint')} maxLength={7} inputMode="numeric" value={month} wrong={good ? '' : t('month_wrong')} onInput={setMonth} />
        {problem && <ProblemNote problem={problem} retry={again} />}
        {good && !value && !problem && <Loading />}
        {good && value && !days.length && <Empty>{t('no_days')}</Empty>}
        {good && days.length > 0 && <Rows>{days.map(each => (
          <Row key={each.on} href={`/desk/duty/log/${each.on}?village=${code}`} title={named(each.on)}
            sub={<>{[each.day_name, [...new Set(each.turns.map(turn => turn.name))].join(comma()) || t('no_turn')].filter(Boolean).join(' · ')}
              <span class="line">{t('day_sub', { in: each.counts.walk_ins + each.counts.calls, done: each.counts.handled, open: each.counts.open_at_end })}</span></>} />
        ))}</Rows>}
        {value && <Hidden hidden={value.hidden} />}
        {good && <Downloads files={(['pdf', 'xlsx'] as const).map(form => ({ label: t(form), url: address(`/duty-log/sheet.${form}`, { village_code: code, month }) }))} />}
      </div>
    </Page>
  )
}

const Hidden = ({ hidden }: { hidden: DutyDay['hidden'] }) => (
  <>{hidden.map(each => <p class="sub" key={each.service}>{t('hidden', { label: each.label, n: each.count })}</p>)}</>
)

function Day({ on, code }: { on: string; code: string }) {
  const { value, problem, again } = useAsked<DutyDay>(address(`/duty-log/days/${on}`, { village_code: code }))
  const here = `/desk/duty/log?village=${code}`
  return (
    <Page title={named(on)} sub={value ? `${t('log')} · ${value.village.name}` : t('log')} home={here}
      foot={<Bar>{value?.may_write
        ? <LinkButton href={`/desk/duty/log/${on}/add?village=${code}`} look="main">{t('add')}</LinkButton>
        : <Button look="main" onClick={() => print()}>{t('print')}</Button>}</Bar>}>
      {problem && <ProblemNote problem={problem} retry={again} />}
      {!value && !problem && <Loading />}
      {value && <div class="stack wide-gaps">
        {!value.content && <Card><p class="sub">{t('town_note')}</p></Card>}
        {!value.is_over && <p class="sub">{t('over_not')}</p>}
        <section class="stack"><h2>{t('turns')}</h2>
          {value.turns.length ? <Rows>{value.turns.map(turn => <TurnRow key={turn.id} turn={turn} />)}</Rows> : <p class="sub">{t('no_turn')}</p>}
        </section>
        <Numbers found={value} />
        <Contents found={value} />
        <Downloads files={[{ label: t('pdf'), url: address(`/duty-log/days/${on}/sheet.pdf`, { village_code: code }) }]} />
      </div>}
    </Page>
  )
}

function TurnRow({ turn }: { turn: Turn }) {
  const sign = !turn.served ? t('unserved') : turn.first_act_at ? t('first_act', { at: time(turn.first_act_at) }) : t('served')
  const more = [turn.post, turn.leader && t('led_by', { name: turn.leader }), sign, turn.on_paper && t('on_paper'), ...turn.changes].filter(Boolean).join(' · ')
  return <Row title={`${time(turn.starts_at)}–${time(turn.ends_at)} ${turn.name}`} sub={more} />
}

/** What there was none of is not listed, but how much is still open always is. */
const Numbers = ({ found }: { found: DutyDay }) => (
  <section class="stack"><h2>{t('numbers')}</h2>
    <Rows>{NUMBERS.filter(([name]) => found.counts[name] > 0 || name === 'open_at_end').map(([name, label]) => <Row key={name} title={t(label)} tag={<b>{found.counts[name]}</b>} />)}</Rows>
    <Hidden hidden={found.hidden} />
  </section>
)

function Contents({ found }: { found: DutyDay }) {
  return (
    <>
      {found.urgent.length > 0 && <section class="stack"><h2>{t('urgent')}</h2><Rows>{found.urgent.map(each => (
        <Row key={each.ticket_no} title={each.ticket_no} tag={<Tag tone="late">{each.label}</Tag>} sub={[time(each.at), each.told.length > 0 && t('told', { who: each.told.join(comma()) })].filter(Boolean).join(' · ')} />
      ))}</Rows></section>}
      {found.matters.length > 0 && <section class="stack"><h2>{t('matters')}</h2><Rows>{found.matters.map(each => (
        <Row key={each.ticket_id} href={`/desk/tickets/${each.ticket_id}`} title={each.ticket_no} sub={`${each.service_label} · ${each.title} · ${each.marks.map(mark => t(`mark_${mark}`)).join(comma())}`} />
      ))}</Rows></section>}
      {found.trips.length > 0 && <section class="stack"><h2>{t('trips')}</h2><Rows>{found.trips.map(each => (
        <Row key={each.at + each.who} title={`${time(each.at)} ${each.who}`} sub={[each.action, each.place, ...each.numbers].filter(Boolean).join(' · ')} />
      ))}</Rows></section>}
      {found.acts.length > 0 && <section class="stack"><h2>{t('acts')}</h2><Rows>{found.acts.map((each, n) => (
        <Row key={n} title={each.text} sub={`${time(each.at)} · ${each.ticket_no}`} />
      ))}</Rows></section>}
      {found.remarks.length > 0 && <section class="stack"><h2>{t('remarks')}</h2><Rows>{found.remarks.map(each => <Word key={each.id} word={each} />)}</Rows></section>}
    </>
  )
}

function Word({ word }: { word: DutyDay['remarks'][number] }) {
  const at = moment(word.written_at)
  return (
    <Row title={`${time(word.happened_at)} ${t(`kind_${word.kind}` as LogKey)}`} tag={word.late ? <Tag tone="wait">{t('late')}</Tag> : undefined}
      sub={<>{[word.count && t('n_times', { n: word.count }), word.text].filter(Boolean).join(' ')}
        {word.told_whom && word.told_at && <span class="line">{t('reported', { whom: word.told_whom, at: moment(word.told_at) })}</span>}
        <span class="line">{word.on_paper ? t('typed', { by: word.by, at }) : t('wrote', { by: word.by, at })}{word.sat && ` · ${t('sat', { who: word.sat })}`}</span></>} />
  )
}
