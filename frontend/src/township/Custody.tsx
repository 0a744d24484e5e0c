import type { CustodyAct } from '../api/types'
import { day, localDate, moment, named, time } from '../app/dates'
import { comma } from '../app/i18n'
import { useRemote } from '../app/remote'
import { go, query } from '../app/router'
import { Button } from '../ui/Button'
import { Field } from '../ui/Field'
import { Page } from '../ui/Page'
import { Card, Empty, Loading } from '../ui/parts'
import { ProblemNote } from '../ui/ProblemNote'
import { t } from './words'

/** For an inspector: where each original of a matter was at the end of any day, and the whole chain as a table. */
export function CustodyScreen({ id }: { id: string }) {
  const on = query.value.get('on') ?? ''
  const { value: page, problem } = useRemote('/tickets/{ticket_id}/custody', { ticket_id: id, on: on || undefined })
  const home = `/desk/tickets/${id}`
  if (!page) return <Page title={t('oc_title')} home={home}>{problem ? <ProblemNote problem={problem} /> : <Loading />}</Page>
  const show = (chosen: string) => go(`/town/originals/${id}${chosen ? `?on=${chosen}` : ''}`, { replace: true })
  const out = page.held.filter(held => held.spot.kind !== 'settled')
  return (
    <Page wide title={t('oc_title')} sub={page.ticket_no} home={home}>
      <div class="stack">
        <Field label={t('oc_on')} type="date" max={localDate()} value={on || localDate()} onInput={show} />
        <div class="days">
          {page.days.map(each => <Button small key={each} onClick={() => show(each)}>{named(each)}</Button>)}
          <Button small onClick={() => show('')}>{t('oc_now')}</Button>
        </div>
      </div>
      <h2>{on ? t('oc_at_end_of', { day: named(on) }) : t('oc_now')}</h2>
      {page.held.length === 0 && <Empty>{t('oc_all_back')}</Empty>}
      {page.held.length > 0 && <Card><ul class="bullets">{page.held.map(held => (
        <li key={held.code + held.spot.kind + held.spot.name}><b>{held.name}</b> × {held.count}: {held.spot.name} · {t('oc_since', { at: moment(held.since) })}{held.late && <b> · {t('oc_late')}</b>}</li>
      ))}</ul></Card>}
      {out.length === 0 && page.held.length > 0 && <p class="sub">{t('oc_all_settled')}</p>}
      <h2>{t('oc_chain')}</h2>
      {page.chain.length === 0 ? <Empty>{t('oc_nothing')}</Empty> : (
        <div class="scroller" role="region" aria-label={t('oc_chain')} tabIndex={0}>
          <table class="numbers texts">
            <caption class="unseen">{t('oc_chain')}</caption>
            <thead><tr>{(['oc_when', 'oc_what', 'oc_papers', 'oc_from', 'oc_to', 'oc_proof', 'oc_by'] as const).map(key => <th scope="col" key={key}>{t(key)}</th>)}</tr></thead>
            <tbody>{page.chain.map(act => <Line key={act.id} act={act} />)}</tbody>
          </table>
        </div>
      )}
    </Page>
  )
}

const Line = ({ act }: { act: CustodyAct }) => (
  <tr>
    <th scope="row">{day(act.happened_at)} {time(act.happened_at)}{act.at.slice(0, 16) !== act.happened_at.slice(0, 16) && <span class="sub"> {t('oc_written', { at: moment(act.at) })}</span>}</th>
    <td>{act.text}</td>
    <td>{act.papers.map(each => `${each.name} × ${each.count}`).join(comma())}</td>
    <td>{act.giver.name}</td>
    <td>{act.taker.name}</td>
    <td>{proofs(act).map(line => <span class="line" key={line}>{line}</span>)}{act.files.map((file, n) => <a class="line" key={file.id} href={file.url} target="_blank" rel="noreferrer">{t('oc_photo_n', { n: n + 1 })}</a>)}</td>
    <td>{act.by}</td>
  </tr>
)

/** What each side gave as its word. */
function proofs(act: CustodyAct): string[] {
  const answer = act.answered_by && t(act.state === 'refused' ? 'oc_refused_by' : 'oc_confirmed_by', { name: act.answered_by, at: act.answered_at ? moment(act.answered_at) : '' })
  return [
    act.way_label, act.witness && t('oc_witness', { name: act.witness }), act.slip && t('oc_slip', { no: act.slip }), act.received_by && t('oc_received_by', { name: act.received_by }),
    answer, act.answer_note, act.state === 'waiting' && t('oc_waiting'), act.state === 'overtaken' && t('oc_overtaken'), act.note,
  ].filter((line): line is string => !!line)
}
