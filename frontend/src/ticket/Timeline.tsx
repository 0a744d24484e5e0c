import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { AttachedFile, Ticket, TicketEvent } from '../api/types'
import { moment } from '../app/dates'
import { refresh } from '../app/remote'
import '../ui/attach.css'
import './ticket.css'
import { t } from './words'

const ENDED = ['delivered', 'closed', 'declined', 'withdrawn', 'lapsed', 'terminated']
/** A message that came this much later than it was said shows both times. */
const LATE_MS = 10 * 60_000

/** How it went so far, where it is, and what is still to come. */
export function Timeline({ ticket }: { ticket: Ticket }) {
  const ended = ENDED.includes(ticket.core_state)
  const last = ticket.events.length - 1
  return (
    <ol class="timeline">
      {ticket.events.map((event, at) => (
        <li key={event.id} class={at === last && !ended ? 'now' : 'done'} aria-current={at === last && !ended ? 'step' : undefined}><Entry event={event} /></li>
      ))}
      {ticket.steps_ahead.map(step => <li key={step} class="ahead">{step}</li>)}
    </ol>
  )
}

function Entry({ event }: { event: TicketEvent }) {
  const late = event.reported_at && Date.parse(event.at) - Date.parse(event.reported_at) > LATE_MS
  const when = late ? t('sent_later', { time: moment(event.reported_at ?? event.at), at: moment(event.at) }) : moment(event.at)
  const by = event.by && (event.by.role_label ? t('by_role', { name: event.by.name, role: event.by.role_label }) : event.by.name)
  return (
    <>
      <b>{event.text}</b>
      <span class="sub">{[when, by, event.on_behalf && t('on_behalf')].filter(Boolean).join(' · ')}</span>
      {/* A matter that an older app kept on this phone has none. */}
      {event.said?.map(({ label, text }) => <p class="sub" key={label}>{t('said', { label })}<b>{text}</b></p>)}
      {event.note && <p>“{event.note}”</p>}
      <Files files={event.files} />
    </>
  )
}

/** Photos and recordings behind their short-lived links. */
export function Files({ files }: { files: AttachedFile[] }) {
  if (!files.length) return null
  const photos = files.filter(file => file.kind === 'photo')
  return (
    <div class="stack">
      {photos.length > 0 && <div class="shots">{photos.map(file => (
        <Linked key={file.id} file={file} draw={onError => <a class="shot" href={file.url} target="_blank" rel="noopener"><img src={file.url} alt={t('photo')} loading="lazy" onError={onError} /></a>} />
      ))}</div>}
      {files.filter(file => file.kind === 'voice').map(file =>
        <Linked key={file.id} file={file} draw={onError => <audio controls preload="none" src={file.url} aria-label={t('voice')} onError={onError} />} />)}
    </div>
  )
}

/** A link that is over, as those of a matter kept on the phone soon are: the matter is asked for anew, and nothing broken is shown meanwhile. */
function Linked({ file, draw }: { file: AttachedFile; draw: (onError: () => void) => JSX.Element }) {
  const [over, setOver] = useState('')
  if (over === file.url) return <p class="sub">{t('file_later')}</p>
  return draw(() => { setOver(file.url); refresh() })
}
