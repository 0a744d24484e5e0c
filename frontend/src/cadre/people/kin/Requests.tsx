import { useState } from 'preact/hooks'
import { address } from '../../../api/client'
import type { DeskRequest, PersonFull, PersonRow } from '../../../api/types'
import { go } from '../../../app/router'
import { useSending } from '../../../outbox/sending'
import { Files } from '../../../ticket/Timeline'
import { Button } from '../../../ui/Button'
import { Field } from '../../../ui/Field'
import { Bar, Page } from '../../../ui/Page'
import { Card, Empty, Loading, Row, Rows } from '../../../ui/parts'
import { Complaint, ProblemNote } from '../../../ui/ProblemNote'
import { lastDay } from '../../../villager/kin/Scope'
import { showWrong, useAsked, useVillage } from '../../here'
import { ActRow, Callable } from '../../rows'
import { Tiles } from '../../Tiles'
import { aboutOf, FindPerson } from '../find'
import { consentsOf, FoundFields, lacks, listed, type Basis, type Found } from './scope'
import { t } from './words'

const REASONS = ['not_confirmed', 'papers_missing', 'come_in_person', 'not_allowed'] as const

const useRequests = () => {
  const code = useVillage()?.code
  return useAsked<DeskRequest[]>(code ? address('/kin/requests', { village_code: code }) : null)
}

const inWords = (row: DeskRequest) => t('asks', { relation: row.relation_label, services: listed(row.services), day: lastDay(row.until_on) })

/** What relatives ask of the village, the oldest first. */
export function RequestsScreen() {
  const { value, problem, again } = useRequests()
  return (
    <Page title={t('requests')} home="/desk/more">
      {!value && (problem ? <ProblemNote problem={problem} retry={again} /> : <Loading />)}
      {value && !value.length && <Empty>{t('no_requests')}</Empty>}
      {value && value.length > 0 && <Rows>{value.map(row => <Row key={row.id} href={`/desk/kin/${row.id}`} title={t('wants', { name: row.asker_name, named: row.named })} sub={inWords(row)} />)}</Rows>}
    </Page>
  )
}

/** One of them: who that is, what the person says, or why it came to nothing. */
export function RequestScreen({ id }: { id: string }) {
  const { value, problem, again } = useRequests()
  const row = value?.find(each => each.id === id)
  if (!row) return <Page title={t('requests')} home="/desk/kin">{problem ? <ProblemNote problem={problem} retry={again} /> : value ? <Empty>{t('gone')}</Empty> : <Loading />}</Page>
  return <Answer row={row} />
}

function Answer({ row }: { row: DeskRequest }) {
  const [person, setPerson] = useState<PersonRow | null>(null)
  const [found, setFound] = useState<Found>({ services: row.services, basis: '', how: {}, photos: [] })
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const { busy, problem, run } = useSending()
  const done = () => go('/desk/kin', { replace: true })
  function confirm(): void {
    setTried(true)
    if (!person || lacks({ ...found, photos: [...found.photos, ...row.files.map(file => file.id)] })) return showWrong()
    const body = { principal_id: person.id, basis: found.basis as Exclude<Basis, 'own_app'>, services: found.services, until_on: row.until_on, evidence: note.trim(), consents: consentsOf(found), file_ids: found.photos }
    void run('POST /kin/requests/{request_id}/confirm', { request_id: row.id }, body, { title: t('about', { name: row.asker_name }) }, found.photos, done)
  }
  return (
    <Page title={t('wants', { name: row.asker_name, named: row.named })} sub={inWords(row)} home="/desk/kin"
      foot={<Bar><Button look="main" busy={busy} onClick={confirm}>{t('agrees')}</Button></Bar>}>
      <Rows><Callable name={row.asker_name} sub={t('asker')} phone={row.asker_phone} /></Rows>
      {(row.word || row.card_no) && <Card><div class="stack">{row.word && <p>{t('said', { word: row.word })}</p>}{row.card_no && <p>{t('card_no', { no: row.card_no })}</p>}</div></Card>}
      <Files files={row.files} />
      <Card tone="wait"><p>{t('ask_first')}</p></Card>
      <div class="stack wide-gaps">
        {person ? <Whom person={person} onChange={() => setPerson(null)} />
          : <div class="stack"><FindPerson label={t('find_person')} without={row.asker_id} onPick={setPerson} />{tried && <p class="wrong" role="alert">{t('choose')}</p>}</div>}
        <FoundFields found={found} among={row.services} tried={tried} onChange={part => setFound({ ...found, ...part })} />
        <Field label={t('note')} hint={t('note_hint')} required={false} maxLength={200} value={note} onInput={setNote} />
      </div>
      {problem && <Complaint problem={problem} />}
      <Decline row={row} onDone={done} />
    </Page>
  )
}

/** The person, with the number to ring. */
function Whom({ person, onChange }: { person: PersonRow; onChange: () => void }) {
  const { value: whole } = useAsked<PersonFull>(`/people/${person.id}`)
  return (
    <Rows>
      <ActRow title={person.name} sub={aboutOf(person)} act={<Button small onClick={onChange}>{t('change')}</Button>} />
      {whole?.phone && <Callable name={person.name} sub={t('ask_person')} phone={whole.phone} />}
      {whole?.contact_name && <Callable name={whole.contact_name} sub={t('ask_person')} phone={whole.contact_phone} />}
    </Rows>
  )
}

function Decline({ row, onDone }: { row: DeskRequest; onDone: () => void }) {
  const [why, setWhy] = useState('')
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const { busy, problem, run } = useSending()
  function decline(): void {
    setTried(true)
    if (!why) return showWrong()
    void run('POST /kin/requests/{request_id}/close', { request_id: row.id }, { reason: why as (typeof REASONS)[number], note: note.trim() || null }, { title: t('declined', { name: row.asker_name }) }, [], onDone)
  }
  return (
    <details class="card">
      <summary>{t('or_not')}</summary>
      <div class="stack">
        <Tiles label={t('why')} value={why} wrong={tried && !why ? t('choose') : ''} options={REASONS.map(value => ({ value, label: t(value) }))} onPick={setWhy} />
        <Field label={t('decline_note')} required={false} maxLength={200} value={note} onInput={setNote} />
        <Button busy={busy} onClick={decline}>{t('decline')}</Button>
        {problem && <Complaint problem={problem} />}
      </div>
    </details>
  )
}
