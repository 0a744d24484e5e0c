import { useState } from 'preact/hooks'
import type { Row as Matter, ProxyEntryIn } from '../api/types'
import { day, localDate, moment, weekday } from '../app/dates'
import { useRemote } from '../app/remote'
import { back, query } from '../app/router'
import { useDraft } from '../app/useDraft'
import { newId } from '../outbox/outbox'
import { useSending } from '../outbox/sending'
import { Button } from '../ui/Button'
import { Choices, Field } from '../ui/Field'
import { Bar, Page } from '../ui/Page'
import { Empty, Loading, Row, Rows } from '../ui/parts'
import { Photos } from '../ui/Photos'
import { Complaint, ProblemNote } from '../ui/ProblemNote'
import { showWrong, useBox, useDesk, useVillage } from './here'
import { nameOf } from './rows'
import { TRIP_ACTIONS, TRIP_RESULTS } from './shapes'
import { localNow } from './times'
import { Tiles } from './Tiles'
import { t, type CadreKey } from './words'

const PLACES: CadreKey[] = ['place_town', 'place_county', 'place_home', 'place_phone', 'place_bank', 'place_clinic']
const LATER_DAYS = [1, 3, 7] as const
const EMPTY = { tickets: [] as string[], picked: false, at: '', place: '', action: '', result: '', more: '', next: '', next_on: '', photos: [] as string[] }

/** The rows that a trip may have been for: what goes to town, what was promised, what is in this person's hands. */
function useCandidates(ids: string[]): Matter[] {
  const desk = useDesk().value
  const mine = useBox('mine').value
  const one = useRemote(ids.length === 1 ? '/tickets/{ticket_id}' : null, { ticket_id: ids[0] }).value
  const all = [...(one ? [one] : []), ...(desk?.to_town ?? []), ...(desk?.promised ?? []), ...(mine?.items ?? [])]
  return [...new Map(all.map(row => [row.id, row])).values()]
}

/** The log of trips, and one more. */
export default function Trips({ all }: { all?: boolean }) {
  return all ? <TripsScreen /> : <TripScreen />
}

/** 代办日志 in half a minute: for whom, where, what, how it went, what comes next. */
function TripScreen() {
  const given = (query.value.get('tickets') ?? '').split(',').filter(Boolean)
  const draft = `trip ${given.join()}`
  const [form, change, ready] = useDraft(draft, EMPTY)
  const [all, showAll] = useState(given.length === 0)
  const [tried, setTried] = useState(false)
  const { busy, problem, run } = useSending()
  const candidates = useCandidates(given)
  const chosen = form.picked ? form.tickets : given
  const shown = all ? candidates : candidates.filter(row => given.includes(row.id))
  const home = given.length === 1 ? `/desk/tickets/${given[0]}` : '/desk'
  const wrong = (empty: boolean) => (tried && empty ? t('choose') : '')

  function send(): void {
    setTried(true)
    if (!chosen.length || !form.place.trim() || !form.action || !form.result) return showWrong()
    const result = [t(`result_${form.result}` as CadreKey), form.more.trim()].filter(Boolean).join(t('stop'))
    const body = {
      id: newId(), ticket_ids: chosen, went_at: form.at ? new Date(`${form.at}:00+08:00`).toISOString() : new Date().toISOString(),
      place: form.place.trim(), action: form.action as ProxyEntryIn['action'], result, file_ids: form.photos,
      ...(form.next.trim() ? { next_step: form.next.trim() } : {}), ...(form.next_on ? { next_on: form.next_on } : {}),
    }
    const about = { title: t('trip_about', { place: body.place }), edit: { href: `/desk/trip?tickets=${given.join()}`, draft, value: form } }
    void run('POST /proxy-log', {}, body, about, form.photos, () => back(home))
  }

  if (!ready) return <Page title={t('log_trip')} home={home}><Loading /></Page>
  return (
    <Page title={t('log_trip')} sub={t('log_trip_sub')} home={home} call={false} foot={<Bar><Button look="main" busy={busy} onClick={send}>{t('save_trip')}</Button></Bar>}>
      <div class="stack wide-gaps">
        {candidates.length || given.length ? <Choices label={t('trip_for')} value={chosen} wrong={wrong(!chosen.length)} onPick={tickets => change({ tickets, picked: true })}
          options={shown.map(row => ({ value: row.id, label: nameOf(row), sub: row.state_label }))} /> : <Empty>{t('no_trip_for')}</Empty>}
        {!all && candidates.length > shown.length && <div><Button small icon="plus" onClick={() => showAll(true)}>{t('more_matters')}</Button></div>}
        <div class="stack">
          <Field label={t('trip_where')} maxLength={60} value={form.place} wrong={tried && !form.place.trim() ? t('say_where') : ''} onInput={place => change({ place })} />
          <div class="chips">{PLACES.map(key => <button type="button" class="chip" key={key} aria-pressed={form.place === t(key)} onClick={() => change({ place: t(key) })}>{t(key)}</button>)}</div>
        </div>
        <Tiles label={t('trip_what')} value={form.action} wrong={wrong(!form.action)} options={TRIP_ACTIONS.map(value => ({ value, label: t(`trip_${value}`) }))} onPick={action => change({ action })} />
        <Tiles label={t('trip_result')} value={form.result} wrong={wrong(!form.result)} options={TRIP_RESULTS.map(value => ({ value, label: t(`result_${value}`) }))} onPick={result => change({ result })} />
        <Field label={t('trip_said')} hint={t('trip_said_hint')} required={false} maxLength={300} value={form.more} onInput={more => change({ more })} />
        <Field label={t('trip_next')} required={false} maxLength={120} value={form.next} onInput={next => change({ next })} />
        <div class="stack">
          <Field label={t('trip_next_on')} type="date" required={false} min={localDate()} value={form.next_on} onInput={next_on => change({ next_on })} />
          <div class="chips">{LATER_DAYS.map(n => {
            const on = localDate(n)
            return <button type="button" class="chip" key={n} aria-pressed={form.next_on === on} onClick={() => change({ next_on: on })}>{t(`in_${n}`)} · {weekday(on)}</button>
          })}</div>
        </div>
        <details>
          <summary>{t('trip_more')}</summary>
          <div class="stack">
            <Field label={t('trip_at')} type="datetime-local" required={false} max={localNow()} value={form.at} onInput={at => change({ at })} />
            <Photos ids={form.photos} onChange={photos => change({ photos })} />
          </div>
        </details>
      </div>
      {problem && <Complaint problem={problem} />}
    </Page>
  )
}

/** All trips of the village, newest first. */
function TripsScreen() {
  const code = useVillage()?.code
  const { value, problem } = useRemote(code ? '/proxy-log' : null, { village_code: code })
  return (
    <Page title={t('trips')} home="/desk/more" foot={<Bar><a class="button main" href="/desk/trip">{t('log_trip')}</a></Bar>}>
      {problem && !value && <ProblemNote problem={problem} />}
      {!problem && !value && <Loading />}
      {value && !value.items.length && <Empty>{t('no_trips')}</Empty>}
      {value && value.items.length > 0 && <Rows>{value.items.map(entry => (
        <Row
          key={entry.id} title={[entry.action_label, entry.place].filter(Boolean).join(' · ')}
          sub={<>{entry.texts_hidden ? t('texts_hidden') : entry.result}{entry.next_step && <span class="line">{t('next_is', { what: entry.next_step, day: entry.next_on ? day(entry.next_on) : '' })}</span>}
            <span class="line">{moment(entry.went_at)} · {entry.by.name} · {t('matters_in_all', { n: entry.ticket_ids.length })}</span></>}
        />
      ))}</Rows>}
    </Page>
  )
}
