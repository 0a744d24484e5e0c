import { useState } from 'preact/hooks'
import type { Authorisation, AuthorisationForm } from '../../api/types'
import { moment } from '../../app/dates'
import { useRemote } from '../../app/remote'
import { back } from '../../app/router'
import { isCadre, isTown } from '../../app/store'
import { useDraft } from '../../app/useDraft'
import { newId } from '../../outbox/outbox'
import { useSending } from '../../outbox/sending'
import { NoTicket } from '../../ticket/TicketPage'
import { Aloud } from '../../ui/Aloud'
import { Button, LinkButton } from '../../ui/Button'
import { Choice, Choices, Field, showWrong, Tick } from '../../ui/Field'
import { Bar, Page } from '../../ui/Page'
import { Card, Loading, Row, Rows, Tag } from '../../ui/parts'
import { Photos } from '../../ui/Photos'
import { Complaint, ProblemNote } from '../../ui/ProblemNote'
import '../cadre.css'
import { IdentityChoice } from '../identity'
import { deskHref } from '../rows'
import { Tiles } from '../Tiles'
import { agentOf, bodyOf, chosenOf, drafted, draftName, EMPTY, fullDay, isHelped, powersOf, sentences, signed, type Draft } from './form'
import { Sheet } from './Print'
import { Revoke } from './Revoke'
import { t } from './words'

/** 代办委托书: who may do what for whom until when. The person signs on his own phone, or on paper that a cadre records here. */
export default function Mandate({ id, printed }: { id: string; printed?: boolean }) {
  const { value: form, problem } = useRemote('/tickets/{ticket_id}/authorisation-form', { ticket_id: id })
  const [draft, change, ready] = useDraft<Draft>(draftName(id), EMPTY)
  if (!form) return <NoTicket missing={problem?.status === 404}>{problem ? <ProblemNote problem={problem} /> : <Loading />}</NoTicket>
  if (!ready) return <Page title={t('title')} home="/"><Loading /></Page>
  const holds = form.current?.status === 'in_force' ? form.current : null
  if (printed) return <Sheet form={form} said={holds ? signed(holds) : drafted(form, draft)} chosen={holds ? '' : chosenOf(form, draft)} />
  return <Screen form={form} draft={draft} change={change} />
}

/** Besides the first; the server takes ten. */
const MOST_ITEMS = 9

interface Props { form: AuthorisationForm; draft: Draft; change: (part: Partial<Draft>) => void }

function Screen({ form, draft, change }: Props) {
  const { current, signs, ticket } = form
  const [renew, setRenew] = useState(false)
  const [tried, setTried] = useState(false)
  const { busy, problem, run } = useSending()
  const home = isCadre.value || isTown.value ? deskHref(ticket.id) : `/tickets/${ticket.id}`
  const open = signs !== null && (renew || current?.status !== 'in_force')
  const helped = signs === 'paper' && isHelped(draft)
  const bare = signs === 'paper' && !draft.filed && !draft.photos.length

  function send(): void {
    setTried(true)
    if (!agentOf(form, draft) || !powersOf(form, draft).length || bare || (signs === 'paper' && !draft.signed) || (helped && (!draft.read || !draft.witness.trim()))) return void showWrong()
    const about = { title: t('about', { name: form.principal.name }), edit: { href: `${home}/authorisation`, draft: draftName(ticket.id), value: draft } }
    void run('POST /authorisations', {}, bodyOf(form, draft, newId()), about, signs === 'paper' ? draft.photos : [], () => { back(home) })
  }
  const use = (paper: Authorisation) => void run('POST /authorisations/{authorisation_id}/uses', { authorisation_id: paper.id }, { id: newId(), ticket_id: ticket.id }, { title: t('about', { name: form.principal.name }) }, [], () => { back(home) })

  return (
    <Page title={t('title')} sub={`${form.principal.name} · ${ticket.title}`} home={home}
      foot={open && <Bar><Button look="main" busy={busy} onClick={send}>{t(signs === 'app' ? 'agree' : 'record')}</Button></Bar>}>
      {current ? <Given paper={current} form={form} /> : <Card><p class="say">{form.why}</p></Card>}
      {signs && form.usable.map(paper => (
        <Card key={paper.id}><div class="stack"><p>{paper.sentence}</p><div><Button small busy={busy} onClick={() => use(paper)}>{t('use')}</Button></div></div></Card>
      ))}
      {open && <div class="stack wide-gaps">
        <Fields form={form} draft={draft} change={change} tried={tried} />
        {signs === 'paper' && <Signature form={form} draft={draft} change={change} tried={tried} bare={bare} helped={helped} />}
      </div>}
      {signs && !open && <Button block onClick={() => setRenew(true)}>{t('again')}</Button>}
      {problem && <Complaint problem={problem} />}
    </Page>
  )
}

interface FieldsProps extends Props { tried: boolean }

/** What the sheet says: read it, have it read aloud, change what is not usual. */
function Fields({ form, draft, change, tried }: FieldsProps) {
  const agent = agentOf(form, draft)
  const text = sentences(form, drafted(form, draft))
  const people = form.agents.map(each => ({ value: each.id, label: each.name }))
  return (
    <>
      <Tiles label={t('who')} value={agent} wrong={tried && !agent ? t('fill') : ''} options={people} onPick={picked => change({ agent: picked, ...(picked === draft.backup ? { backup: '' } : {}) })} />
      <Card><div class="stack">
        {text.map(each => <p key={each}>{each}</p>)}
        <div class="stack"><Aloud text={text.join('')} label={t('aloud')} stop={t('hush')} />
          {form.signs === 'paper' && <LinkButton href={`${deskHref(form.ticket.id)}/authorisation/print`}>{t('print')}</LinkButton>}</div>
      </div></Card>
      <details>
        <summary>{t('change')}</summary>
        <div class="stack wide-gaps">
          <Choices label={t('powers')} value={powersOf(form, draft)} wrong={tried && !powersOf(form, draft).length ? t('fill') : ''} options={form.powers} onPick={powers => change({ powers })} />
          <Field label={t('until')} hint={t('until_hint')} type="date" min={form.since_on} max={form.latest_on} value={draft.until || form.until_on} onInput={until => change({ until })} />
          <Choice label={t('backup')} value={draft.backup} options={[{ value: '', label: t('nobody') }, ...people.filter(each => each.value !== agent)]} onPick={backup => change({ backup })} />
          <Tick label={t('pass_on')} sub={t('pass_on_sub')} checked={draft.pass_on} onTick={pass_on => change({ pass_on })} />
          <Items form={form} draft={draft} change={change} />
        </div>
      </details>
    </>
  )
}

/** One sheet for several things: this item as often as it comes up, and others that the village may do in somebody's place. */
function Items({ form, draft, change }: Props) {
  const { item } = form
  const all = useRemote(item ? '/catalogue' : null, { village_code: form.village.code }).value ?? []
  const others = all.filter(each => each.code !== item?.code && each.limit_days > 0 && ['FULL', 'LODGE'].includes(each.proxy_mode))
  if (!item) return null
  const known = [item, ...others]
  const pick = (codes: string[]) => change({ items: known.filter(each => codes.includes(each.code)).map(({ code, name }) => ({ code, name })) })
  const chosen = draft.items.map(each => each.code)
  const wide = chosen.includes(item.code)
  return (
    <>
      <Tick label={t('items_again', { item: item.name })} sub={t('items_sub')} checked={wide} onTick={on => pick(on ? [item.code] : [])} />
      {wide && <Choices label={t('items_more')} required={false} value={chosen.filter(code => code !== item.code)} options={others.map(each => ({ value: each.code, label: each.name }))}
        onPick={codes => pick([item.code, ...codes.slice(0, MOST_ITEMS)])} />}
    </>
  )
}

/** How it was signed on paper, and what shows it. */
function Signature({ form, draft, change, tried, bare, helped }: FieldsProps & { bare: boolean; helped: boolean }) {
  return (
    <>
      <Tiles label={t('how_signed')} value={draft.signed} wrong={tried && !draft.signed ? t('fill') : ''} options={form.ways.filter(way => way.value !== 'app')} onPick={picked => change({ signed: picked })} three />
      <Tick label={t('cannot_read')} checked={draft.cannot_read} onTick={cannot_read => change({ cannot_read })} />
      {helped && <div class="stack">
        <Tick label={t('read')} checked={draft.read} onTick={read => change({ read })} />
        {tried && !draft.read && <p class="wrong" role="alert">{t('fill')}</p>}
        <Field label={t('witness')} hint={t('witness_hint')} maxLength={20} value={draft.witness} wrong={tried && !draft.witness.trim() ? t('fill') : ''} onInput={witness => change({ witness })} />
      </div>}
      <div class="stack">
        <b>{t('photo')}</b>
        <Photos ids={draft.photos} onChange={photos => change({ photos })} />
        <Tick label={t('filed')} sub={t('filed_sub')} checked={draft.filed} onTick={filed => change({ filed })} />
        {tried && bare && <p class="wrong" role="alert">{t('evidence')}</p>}
      </div>
      <IdentityChoice value={draft.identity} wrong={false} onPick={identity => change({ identity })} />
    </>
  )
}

const TONES = { in_force: 'done', expired: 'late', revoked: 'late', ended: 'plain', replaced: 'plain' } as const

/** The paper that the matter is carried under now. */
function Given({ paper, form }: { paper: Authorisation; form: AuthorisationForm }) {
  return (
    <>
      {paper.advice && <Card tone="late"><p>{paper.advice}</p></Card>}
      <Card><p class="say">{paper.sentence}</p></Card>
      <Rows>
        <Row title={[paper.agent, paper.backup_agent].flatMap(each => each?.name ?? []).join(t('and'))} tag={<Tag tone={TONES[paper.status]}>{paper.status_label}</Tag>}
          sub={<>{t('facts', { how: paper.signed_label, by: paper.recorded_by.name, day: fullDay(paper.since_on) })}
            {paper.witness_name && <span class="line">{[paper.read_aloud && t('read_is'), t('witness_is', { name: paper.witness_name })].filter(Boolean).join(' · ')}</span>}
            {paper.revoked && <span class="line">{t('taken_back', { by: paper.revoked.by, at: moment(paper.revoked.at) })}</span>}</>} />
        {paper.items.length > 0 && <Row title={t('items_are')} sub={paper.items.map(item => item.name).join(t('and'))} />}
        <Row title={t('never')} sub={paper.forbidden.map(power => power.label).join(t('and'))} />
      </Rows>
      {paper.files.length > 0 && <div class="shots">{paper.files.map(file => (file.kind === 'photo'
        ? <a class="shot" key={file.id} href={file.url} target="_blank" rel="noopener"><img src={file.url} alt={t('photo_n')} loading="lazy" /></a>
        : <audio key={file.id} controls src={file.url} />))}</div>}
      <div class="stack">
        <Aloud text={sentences(form, signed(paper)).join('')} label={t('aloud')} stop={t('hush')} />
        {isCadre.value && paper.status === 'in_force' && <LinkButton href={`${deskHref(form.ticket.id)}/authorisation/print`}>{t('reprint')}</LinkButton>}
        <Revoke paper={paper} />
      </div>
    </>
  )
}
