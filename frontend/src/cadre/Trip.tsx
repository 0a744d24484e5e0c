import { useState } from 'preact/hooks'
import type { Desk, ProxyEntryIn, Row as Matter } from '../api/types'
import { localDate, weekday } from '../app/dates'
import { useRemote } from '../app/remote'
import { back, query } from '../app/router'
import { me } from '../app/store'
import { useDraft } from '../app/useDraft'
import { newId } from '../outbox/outbox'
import { useSending } from '../outbox/sending'
import { Button } from '../ui/Button'
import { Choices, Field } from '../ui/Field'
import { Bar, Page } from '../ui/Page'
import { Card, Empty, Loading } from '../ui/parts'
import { Photos } from '../ui/Photos'
import { Voice } from '../ui/Voice'
import { Complaint } from '../ui/ProblemNote'
import { showWrong, useBox, useDesk, useVillage } from './here'
import { nameOf } from './rows'
import { TRIP_ACTIONS, TRIP_RESULTS } from './shapes'
import { localNow } from './times'
import { Tiles } from './Tiles'
import { t, type TripKey } from './trip.words'
import { t as desk } from './words'

const PLACES: TripKey[] = ['place_home', 'place_phone', 'place_bank', 'place_clinic']
const LATER_DAYS = [1, 3, 7] as const
const UNSAID = { more: '', next: '', photos: [] as string[], voice: '', fee: '' }
const EMPTY = { tickets: [] as string[], picked: false, at: '', place: '', action: '', result: '', next_on: '', ...UNSAID }

/** The rows that a trip may have been for: what goes to town, what was promised, what is in this person's hands. */
function useCandidates(ids: string[]): Matter[] {
  const shown = useDesk().value
  const mine = useBox('mine').value
  const one = useRemote(ids.length === 1 ? '/tickets/{ticket_id}' : null, { ticket_id: ids[0] }).value
  const all: Matter[] = [...(shown?.to_town ?? []), ...(one ? [one] : []), ...(shown?.promised ?? []), ...(mine?.items ?? [])]
  return all.filter((row, at) => all.findIndex(each => each.id === row.id) === at)
}

/** Yuan as people write them, in fen; null for what is no sum of money. */
function feeOf(yuan: string): number | null {
  if (!yuan.trim()) return 0
  return /^\d{1,6}([.．]\d{1,2})?$/.test(yuan.trim()) ? Math.round(Number(yuan.trim().replace('．', '.')) * 100) : null
}

const MOST_PLACES = 8

/** Where this person went last: the same few windows again and again. */
function useLastPlaces(): string[] {
  const log = useRemote('/proxy-log', { village_code: useVillage()?.code }).value
  const mine = (log?.items ?? []).filter(entry => entry.by.id === me.value?.person_id && entry.place)
  return [...new Set(mine.map(entry => entry.place!))].slice(0, 3)
}

/** 代办日志 in half a minute: for whom, where, what, how it went, what comes next. */
export default function TripScreen() {
  const given = (query.value.get('tickets') ?? '').split(',').filter(Boolean)
  const draft = `trip ${given.join()}`
  const [written, change, ready] = useDraft(draft, EMPTY)
  const [all, showAll] = useState(given.length === 0)
  const [tried, setTried] = useState(false)
  const { busy, problem, run } = useSending()
  const candidates = useCandidates(given)
  const chosen = written.picked ? written.tickets : given
  // Of an illness only where, what and how it went is noted, whatever was written before the matter was chosen.
  const ill = candidates.some(row => chosen.includes(row.id) && row.service === 'medical')
  const form = ill ? { ...written, ...UNSAID } : written
  const shown = all ? candidates : candidates.filter(row => given.includes(row.id))
  const home = given.length === 1 ? `/desk/tickets/${given[0]}` : '/desk'
  const wrong = (empty: boolean) => (tried && empty ? desk('choose') : '')
  const fen = feeOf(form.fee)
  const lastPlaces = useLastPlaces()

  function send(): void {
    setTried(true)
    if (!chosen.length || !form.place.trim() || !form.action || !(form.result || form.voice) || fen === null || (fen > 0 && !form.photos.length)) return showWrong()
    const result = [form.result && t(`result_${form.result}` as TripKey), form.more.trim()].filter(Boolean).join(t('stop'))
    const files = [...form.photos, ...(form.voice ? [form.voice] : [])]
    const body = {
      id: newId(), ticket_ids: chosen, went_at: form.at ? new Date(`${form.at}:00+08:00`).toISOString() : new Date().toISOString(),
      place: form.place.trim(), action: form.action as ProxyEntryIn['action'], file_ids: files, ...(result ? { result } : {}), ...(fen ? { fee_fen: fen } : {}),
      ...(form.next.trim() ? { next_step: form.next.trim() } : {}), ...(form.next_on ? { next_on: form.next_on } : {}),
    }
    const about = { title: t('trip_about', { place: body.place }), edit: { href: `/desk/trip?tickets=${given.join()}`, draft, value: form } }
    void run('POST /proxy-log', {}, body, about, files, () => back(home))
  }

  if (!ready) return <Page title={desk('log_trip')} home={home}><Loading /></Page>
  return (
    <Page title={desk('log_trip')} sub={t('log_trip_sub')} home={home} foot={<Bar><Button look="main" busy={busy} onClick={send}>{t('save_trip')}</Button></Bar>}>
      <div class="stack wide-gaps">
        {candidates.length || given.length ? <Choices label={t('trip_for')} value={chosen} wrong={wrong(!chosen.length)} onPick={tickets => change({ tickets, picked: true })}
          options={shown.map(row => ({ value: row.id, label: nameOf(row), sub: [row.state_label, (row as Partial<Desk['to_town'][number]>).where].filter(Boolean).join(' · ') }))} /> : <Empty>{t('no_trip_for')}</Empty>}
        {!all && candidates.length > shown.length && <div><Button small icon="plus" onClick={() => showAll(true)}>{t('more_matters')}</Button></div>}
        <div class="stack">
          <Field label={t('trip_where')} maxLength={60} value={form.place} wrong={tried && !form.place.trim() ? t('say_where') : ''} onInput={place => change({ place })} />
          <div class="chips">{[...new Set([...lastPlaces, desk('place_town'), desk('place_county'), ...PLACES.map(key => t(key))])].slice(0, MOST_PLACES).map(place => <button type="button" class="chip" key={place} aria-pressed={form.place === place} onClick={() => change({ place })}>{place}</button>)}</div>
        </div>
        <Tiles label={t('trip_what')} value={form.action} wrong={wrong(!form.action)} options={TRIP_ACTIONS.map(value => ({ value, label: t(`trip_${value}`) }))} onPick={action => change({ action })} />
        <Tiles label={t('trip_result')} value={form.result} wrong={wrong(!form.result && !form.voice)} options={TRIP_RESULTS.map(value => ({ value, label: t(`result_${value}`) }))} onPick={result => change({ result })} />
        {ill ? <Card tone="wait">{t('trip_ill')}</Card> : <>
          <Field label={t('trip_said')} hint={t('trip_said_hint')} required={false} maxLength={300} value={form.more} onInput={more => change({ more })} />
          <div class="stack"><Voice id={form.voice} onChange={voice => change({ voice })} /><p class="sub">{t('trip_voice')}</p></div>
          <Field label={t('trip_next')} required={false} maxLength={120} value={form.next} onInput={next => change({ next })} /></>}
        <div class="stack">
          <Field label={t(ill ? 'trip_again_on' : 'trip_next_on')} type="date" required={false} min={localDate()} value={form.next_on} onInput={next_on => change({ next_on })} />
          <div class="chips">{LATER_DAYS.map(n => {
            const on = localDate(n)
            return <button type="button" class="chip" key={n} aria-pressed={form.next_on === on} onClick={() => change({ next_on: on })}>{t(`in_${n}`)} · {weekday(on)}</button>
          })}</div>
        </div>
        <details open={fen !== 0}>
          <summary>{t(ill ? 'trip_earlier' : 'trip_more')}</summary>
          <div class="stack">
            <Field label={t('trip_at')} type="datetime-local" required={false} max={localNow()} value={form.at} onInput={at => change({ at })} />
            {!ill && <><Field label={t('trip_fee')} hint={t('trip_fee_hint')} required={false} inputMode="decimal" maxLength={9} value={form.fee} wrong={fen === null ? t('trip_fee_wrong') : ''} onInput={fee => change({ fee })} />
            <Photos ids={form.photos} onChange={photos => change({ photos })} />
            {tried && !!fen && !form.photos.length && <p class="wrong" role="alert">{t('trip_fee_photo')}</p>}</>}
          </div>
        </details>
      </div>
      {problem && <Complaint problem={problem} />}
    </Page>
  )
}
