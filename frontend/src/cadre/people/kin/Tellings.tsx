import { useState } from 'preact/hooks'
import { address } from '../../../api/client'
import type { AgentRow, Telling } from '../../../api/types'
import { moment, time } from '../../../app/dates'
import { comma } from '../../../app/i18n'
import { useRemote } from '../../../app/remote'
import { go } from '../../../app/router'
import { useSending } from '../../../outbox/sending'
import { Button } from '../../../ui/Button'
import { Tick } from '../../../ui/Field'
import { Bar, Page } from '../../../ui/Page'
import { Card, Empty, Loading, Row, Rows, Tag } from '../../../ui/parts'
import { Complaint, ProblemNote } from '../../../ui/ProblemNote'
import { showWrong, useAsked, useVillage } from '../../here'
import { Callable } from '../../rows'
import { Tiles } from '../../Tiles'
import { t } from './words'

const WAYS = ['call', 'visit', 'slip', 'through_others'] as const

const useTellings = (done: boolean) => {
  const code = useVillage()?.code
  return useAsked<Telling[]>(code ? address('/tellings', { village_code: code, done: String(done) }) : null)
}

/** What relatives did for people whom no phone of their own tells it, until somebody of the village has. */
export function TellingsScreen() {
  const { value, problem, again } = useTellings(false)
  const { value: told } = useTellings(true)
  return (
    <Page title={t('tellings')} home="/desk/more">
      <Card><p>{t('tellings_rule')}</p></Card>
      {!value && (problem ? <ProblemNote problem={problem} retry={again} /> : <Loading />)}
      {value && !value.length && <Empty>{t('none_to_tell')}</Empty>}
      {value && value.length > 0 && <Rows>{value.map(row => <Row key={row.id} href={`/desk/told/${row.id}`} title={[row.name, row.group].filter(Boolean).join(' · ')} sub={row.slip} />)}</Rows>}
      {told && told.length > 0 && <><h2>{t('told_already')}</h2><Rows>{told.map(row => (
        <Row key={row.id} title={row.name} sub={[row.how_label, row.told_at && moment(row.told_at)].filter(Boolean).join(' · ')} tag={row.objects ? <Tag tone="late">{t('objects')}</Tag> : undefined} />
      ))}</Rows></>}
    </Page>
  )
}

/** One of them: the sentence to read out or to print, whom to ring, and how it went. */
export function TellingScreen({ id }: { id: string }) {
  const { value, problem, again } = useTellings(false)
  const village = useVillage()
  const board = useRemote(village ? '/board/{village_code}' : null, { village_code: village?.code }).value
  const [how, setHow] = useState('')
  const [objects, setObjects] = useState(false)
  const [tried, setTried] = useState(false)
  const sending = useSending()
  const row = value?.find(each => each.id === id)
  if (!row) return <Page title={t('tellings')} home="/desk/told">{problem ? <ProblemNote problem={problem} retry={again} /> : value ? <Empty>{t('none_to_tell')}</Empty> : <Loading />}</Page>
  function send(): void {
    setTried(true)
    if (!row || !how) return showWrong()
    void sending.run('POST /tellings/{telling_id}/told', { telling_id: row.id }, { how: how as (typeof WAYS)[number], objects }, { title: t('told_about', { name: row.name }) }, [], () => go('/desk/told', { replace: true }))
  }
  const night = new Date(row.not_before) > new Date()
  return (
    <Page title={t('tellings')} sub={[row.name, row.group].filter(Boolean).join(' · ')} home="/desk/told"
      foot={<Bar><Button look="main" busy={sending.busy} onClick={send}>{t('told')}</Button><Button onClick={() => print()}>{t('print_slip')}</Button></Bar>}>
      <article class="sheet">
        <header><div><h2>{board?.centre?.name ?? village?.name}</h2><p class="sheet-title">{t('slip_title')}</p></div></header>
        <p class="say">{row.slip}</p>
        {board?.centre?.phone && <p>{t('call_us', { phone: board.centre.phone })}</p>}
      </article>
      <div class="stack wide-gaps no-print">
        {row.only_in_person && <Card tone="wait"><p>{t('only_in_person')}</p></Card>}
        {night && <Card tone="wait"><p>{t('too_late', { time: time(row.not_before) })}</p></Card>}
        {row.phone && <Rows><Callable name={row.phone_of ?? row.name} sub={t('read_out')} phone={row.phone} /></Rows>}
        <Tiles label={t('how_told')} value={how} wrong={tried && !how ? t('choose') : ''} options={WAYS.map(value => ({ value, label: t(value) }))} onPick={setHow} />
        <Tick label={t('objects')} sub={t('objects_sub')} checked={objects} onTick={setObjects} />
        {sending.problem && <Complaint problem={sending.problem} />}
      </div>
    </Page>
  )
}

/** For the secretary: who acts for whom, so that somebody who acts for many is looked at. No ranking. */
export function AgentsScreen() {
  const code = useVillage()?.code
  const { value, problem, again } = useAsked<AgentRow[]>(code ? address('/kin/agents', { village_code: code }) : null)
  return (
    <Page title={t('agents')} home="/desk/more">
      <Card><p>{t('agents_rule')}</p></Card>
      {!value && (problem ? <ProblemNote problem={problem} retry={again} /> : <Loading />)}
      {value && !value.length && <Empty>{t('no_agents')}</Empty>}
      {value && value.length > 0 && <Rows>{value.map(row => (
        <Row key={row.person_id} title={row.name} sub={t('helps_n', { n: row.principals, names: row.names.join(comma()) })} tag={row.look ? <Tag tone="wait">{t('look')}</Tag> : undefined} />
      ))}</Rows>}
    </Page>
  )
}
