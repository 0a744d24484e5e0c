import { useState } from 'preact/hooks'
import { back } from '../app/router'
import { learned } from '../app/remote'
import { useDraft } from '../app/useDraft'
import { newId } from '../outbox/outbox'
import { useSending } from '../outbox/sending'
import { Button } from '../ui/Button'
import { Field } from '../ui/Field'
import { Bar, Page } from '../ui/Page'
import { Photos } from '../ui/Photos'
import { Complaint } from '../ui/ProblemNote'
import { Voice } from '../ui/Voice'
import { useTicket, whoseOf } from './TicketPage'
import { t } from './words'

const EMPTY = { text: '', photos: [] as string[], voice: '' }

/** A word, a photo or a recording added to a matter; it changes nothing else. */
export function NotePage({ id }: { id: string }) {
  const ticket = useTicket(id).value
  const draft = `note ${id}`
  const [note, change] = useDraft(draft, EMPTY)
  const [empty, setEmpty] = useState(false)
  const { busy, problem, run } = useSending()
  const here = `/tickets/${id}`
  const files = [...note.photos, ...(note.voice ? [note.voice] : [])]
  function send(): void {
    const text = note.text.trim()
    setEmpty(!text && !files.length)
    if (!text && !files.length) return
    const body = { id: newId(), ...(text ? { text } : {}), file_ids: files, reported_at: new Date().toISOString() }
    const about = { title: t('note_about', { title: ticket?.title ?? t('matter') }), edit: { href: `${here}/note`, draft, value: note } }
    void run('POST /tickets/{ticket_id}/notes', { ticket_id: id }, body, about, files, outcome => {
      if (outcome.state === 'sent') learned('/tickets/{ticket_id}', { ticket_id: id }, outcome.answer)
      back(here)
    })
  }
  return (
    <Page title={t('note_title')} sub={ticket && [ticket.title, whoseOf(ticket)].filter(Boolean).join(' · ')} home={here} call={ticket?.phone_to_call?.phone ? { name: ticket.phone_to_call.name, phone: ticket.phone_to_call.phone } : null}
      foot={<Bar><Button look="main" busy={busy} onClick={send}>{t(busy ? 'sending' : 'send')}</Button></Bar>}>
      <Field label={t('note_label')} hint={t('note_hint')} long maxLength={500} required={false} value={note.text} wrong={empty ? t('note_empty') : ''}
        onInput={text => change({ text })} />
      <Voice id={note.voice} onChange={voice => change({ voice })} />
      <Photos ids={note.photos} onChange={photos => change({ photos })} />
      {problem && <Complaint problem={problem} />}
    </Page>
  )
}
