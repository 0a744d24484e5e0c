import { useState } from 'preact/hooks'
import type { Handover } from '../../../api/types'
import { day, time } from '../../../app/dates'
import { refresh, useRemote } from '../../../app/remote'
import { query } from '../../../app/router'
import { newId, unsentOf } from '../../../outbox/outbox'
import { useSending } from '../../../outbox/sending'
import { Button } from '../../../ui/Button'
import { Field, Tick } from '../../../ui/Field'
import { Bar, Page } from '../../../ui/Page'
import { Card, Empty, Loading, Row, Rows, Tag } from '../../../ui/parts'
import { Complaint, ProblemNote } from '../../../ui/ProblemNote'
import { useVillage } from '../../here'
import { deskHref, nameOf } from '../../rows'
import { t } from './words'

const span = (note: Handover) => t('until', { day: day(note.ends_at), from: time(note.starts_at), to: time(note.ends_at) })

/** Two taps: whoever goes hands over, whoever comes accepts. Where several wait, they are listed; one's own is never behind another's. */
export default function HandoverScreen() {
  const code = useVillage()?.code
  const { value: page, problem } = useRemote(code ? '/handovers' : null, { village_code: code })
  if (!page) return <Page title={t('title')} home="/desk">{problem ? <ProblemNote problem={problem} /> : <Loading />}</Page>
  const give = page.give
  // The secretary may accept what is for others: that comes last.
  const notes = [...page.accept.filter(each => each.for_me), ...(give ? [give] : []), ...page.accept.filter(each => !each.for_me)]
  const asked = notes.find(each => each.id === query.value.get('note'))
  const note = asked ?? (notes.length === 1 ? notes[0] : undefined)
  const home = asked && notes.length > 1 ? '/desk/duty/handover' : '/desk'
  if (note) return note === give ? <Give key={note.id} note={note} home={home} /> : <Accept key={note.id} note={note} home={home} />
  return (
    <Page title={t('title')} home="/desk">
      {!notes.length && <Empty>{t(page.is_same ? 'same' : 'nothing')}</Empty>}
      {notes.length > 0 && <Rows>{notes.map(each => (
        <Row key={each.id} href={`/desk/duty/handover?note=${each.id}`} mark={each === give ? 'pen' : 'check'} title={each === give ? to(each) : t('from', { name: each.giver.name })}
          sub={[span(each), each !== give && t('n_moving', { n: each.moving }), each !== give && !each.for_me && each.taker && t('for_other', { name: each.taker.name })].filter(Boolean).join(' · ')} />
      ))}</Rows>}
    </Page>
  )
}

const to = (note: Handover) => (note.taker ? t('give_to', { name: note.taker.name }) : t('give_to_none'))

function Accept({ note, home }: { note: Handover; home: string }) {
  const { busy, problem, run } = useSending()
  const about = t('about_accept', { name: note.giver.name })
  const accept = () => void run('POST /handovers/{handover_id}/accept', { handover_id: note.id }, { id: newId(), reported_at: new Date().toISOString() }, { title: about }, [], refresh)
  const waits = unsentOf(note.id).length > 0
  return (
    <Page title={t('from', { name: note.giver.name })} sub={span(note)} home={home}
      foot={!waits && <Bar><Button look="main" busy={busy} onClick={accept}>{t('accept')}</Button></Bar>}>
      {problem && <Complaint problem={problem} />}
      {waits && <p class="card wait" role="status">{t('sent')}</p>}
      {(note.remark || note.keys_given || note.state === 'made') && <Card>
        {note.remark && <p class="say">{note.remark}</p>}
        {note.keys_given && <p>{t('keys_given')}</p>}
        {note.state === 'made' && <p class="sub">{t('made')}</p>}
      </Card>}
      <Items note={note} />
    </Page>
  )
}

function Give({ note, home }: { note: Handover; home: string }) {
  const { busy, problem, run } = useSending()
  const [remark, setRemark] = useState('')
  const [keys, setKeys] = useState(false)
  const give = () => void run('POST /handovers/of/{shift_id}', { shift_id: note.shift_id },
    { id: newId(), remark: remark.trim() || null, keys_given: keys, reported_at: new Date().toISOString() }, { title: t('about_give') }, [], refresh)
  const waits = unsentOf(note.shift_id).length > 0
  const open = note.may_give && !waits
  return (
    <Page title={to(note)} sub={span(note)} home={home} foot={open && <Bar><Button look="main" busy={busy} onClick={give}>{t('give')}</Button></Bar>}>
      {problem && <Complaint problem={problem} />}
      {note.accepted_by ? <p class="card done" role="status">{t('accepted', { name: note.accepted_by.name })}</p>
        : (waits || note.given_at) ? <p class="card wait" role="status">{note.taker ? t('given', { name: note.taker.name }) : t('given_any')}</p>
          : !note.may_give && <p class="sub">{t('opens', { time: time(note.opens_at) })}</p>}
      <Items note={note} />
      {open && <>
        <Tick label={t('keys')} checked={keys} onTick={setKeys} />
        <Field label={t('remark')} hint={t('remark_hint')} required={false} long maxLength={300} value={remark} onInput={setRemark} />
      </>}
    </Page>
  )
}

/** What goes over, then what stays and is only said; of what is not for this reader, its number. */
function Items({ note }: { note: Handover }) {
  if (!note.items.length) return <Empty>{t('none_open')}</Empty>
  return <>{([true, false] as const).map(moves => {
    const items = note.items.filter(item => item.moves === moves)
    return items.length > 0 && <>
      <h2>{t(moves ? 'moving' : 'staying', { n: items.length })}</h2>
      <Rows>{items.map(item => (item.ticket
        ? <Row key={item.speak_no} href={deskHref(item.ticket.id)} mark={item.ticket.service} title={nameOf(item.ticket)} tag={item.originals > 0 && <Tag tone="wait">{t('originals', { n: item.originals })}</Tag>}
            sub={item.why.map(each => each.label).join(' · ')} />
        : <Row key={item.speak_no} title={t('only_number', { no: item.speak_no })} sub={t('not_shown')} />))}</Rows>
    </>
  })}</>
}
