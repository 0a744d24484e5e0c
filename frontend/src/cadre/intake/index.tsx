import { useEffect, useState } from 'preact/hooks'
import type { PersonRow, Ticket } from '../../api/types'
import { back, fromTheTop, query } from '../../app/router'
import { useDraft } from '../../app/useDraft'
import { newId } from '../../outbox/outbox'
import { useSending } from '../../outbox/sending'
import { Button, LinkButton } from '../../ui/Button'
import { Bar, Page } from '../../ui/Page'
import { Card, Loading, Steps } from '../../ui/parts'
import { Complaint } from '../../ui/ProblemNote'
import { filesOf, type Kind } from '../../villager/request/form'
import { showWrong, useAsked, useVillage } from '../here'
import { tidy, wrongWith } from '../people/fields'
import { deskHref } from '../rows'
import { asksConsent, INBOUND, intakeOf, isSlip, lacksLabel, middleOf, nameOfPerson, NOTHING, type Intake } from './form'
import { Rest } from './Rest'
import { firstOf, useKind, What, Who } from './steps'
import { t } from './words'

const DRAFT = 'desk new'

/** Somebody stands at the desk, calls, or is visited: who, what, and what else must be known. Three pages, online or not. */
export default function IntakeScreen() {
  const [form, change, ready] = useDraft<Intake>(DRAFT, NOTHING)
  const [tried, setTried] = useState(false)
  const [sent, setSent] = useState<{ ticket: Ticket | null; name: string } | null>(null)
  const { busy, problem, run } = useSending()
  const village = useVillage()
  const kind = useKind(form.service)
  const wanted = query.value.get('person')
  const { value: person } = useAsked<PersonRow>(wanted ? `/people/${wanted}` : null)
  useEffect(() => { if (ready && person && !sent) change({ person: { id: person.id, name: person.name }, who: person.id, fresh: false, at: 2 }) }, [ready, person?.id])

  if (!ready) return <Page title={t('walk_in')} home="/desk"><Loading /></Page>
  if (sent) return <Done {...sent} onAgain={() => setSent(null)} />
  const at = form.at
  const lacks = at === 1 ? !whoIsClear(form) : at === 2 ? !whatIsClear(form, kind) : !restIsClear(form, kind)

  function go(to: Intake['at'], part: Partial<Intake> = {}): void {
    setTried(false)
    change({ ...part, at: to })
    fromTheTop()
    requestAnimationFrame(() => document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true }))
  }
  function forward(): void {
    setTried(true)
    if (lacks) return showWrong()
    go(at === 1 ? 2 : 3, form.fresh ? { new_person: tidy(form.new_person), who: 'new' } : {})
  }
  function send(): void {
    setTried(true)
    if (lacks || !village || !kind) return showWrong()
    const whole = { ...form, id: form.id || newId() }
    change({ id: whole.id })
    const name = nameOfPerson(whole)
    const about = { title: `${name} · ${whole.kind === INBOUND ? t('arrival') : kind.name(whole)}`, edit: { href: '/desk/new', draft: DRAFT, value: { ...whole, id: '' } } }
    void run('POST /tickets', {}, intakeOf(kind, whole, village.code), about, filesOf(whole), outcome => {
      change(NOTHING)
      setSent({ ticket: outcome.state === 'sent' ? outcome.answer : null, name })
    })
  }

  return (
    <Page title={t('walk_in')} sub={nameOfPerson(form) || village?.name} onBack={() => { if (at > 1) go((at - 1) as Intake['at']); else back('/desk') }}
      foot={at === 2 && !whatIsClear(form, kind) ? undefined : <Bar>{at < 3 ? <Button look="main" onClick={forward}>{t('next')}</Button> : <Button look="main" busy={busy} onClick={send}>{t(busy ? 'sending' : 'record_now')}</Button>}</Bar>}>
      <Steps at={at} of={3} />
      {at === 1 && <Who form={form} tried={tried} change={change} onPick={picked => go(2, { person: { id: picked.id, name: picked.name }, who: picked.id, fresh: false })} />}
      {at === 2 && <What form={form} kind={kind} tried={tried} change={change} onward={part => go(3, part)} />}
      {at === 3 && kind && <Rest form={form} kind={kind} tried={tried} change={change} />}
      {problem && <Complaint problem={problem} />}
    </Page>
  )
}

const whoIsClear = (form: Intake) => (form.fresh ? !Object.keys(wrongWith(form.new_person)).length : !!form.person)
const whatIsClear = (form: Intake, kind: Kind | null) => !!kind && (form.kind === INBOUND || !kind.lacks(firstOf(kind), form))
const restIsClear = (form: Intake, kind: Kind | null) => !!kind && (!!form.identity || form.kind === INBOUND) && (!form.slip || isSlip(form.slip)) && (!asksConsent(form) || !!form.given)
  && (form.kind === INBOUND ? !lacksLabel(form) : [...middleOf(kind, form), ...(kind.wordless ? [] : ['tell'])].every(step => !kind.lacks(step, form)))

/** It is recorded, or lies safely on this phone: the number to tell, and what to do next. */
function Done({ ticket, name, onAgain }: { ticket: Ticket | null; name: string; onAgain: () => void }) {
  const visible = ticket && ticket.service !== 'dispute'
  return (
    <Page title={t(ticket ? 'recorded_now' : 'kept')} sub={name}
      foot={<Bar>
        {visible ? <LinkButton look="main" href={deskHref(ticket.id)}>{t('see_matter')}</LinkButton> : <LinkButton look="main" href="/desk">{t('to_desk')}</LinkButton>}
        <Button onClick={onAgain}>{t('record_another')}</Button>
      </Bar>}>
      <Card tone={ticket ? 'done' : 'wait'}><p class="say" role="status">{ticket ? t('tell_them', { name, who: ticket.assignee?.name ?? t(ticket.service === 'dispute' ? 'a_mediator' : ticket.service === 'medical' ? 'the_doctor' : 'duty_person') }) : t('kept_sub')}</p></Card>
      {ticket?.paper_number_trouble && <Card tone="late"><p role="alert">{ticket.paper_number_trouble.sentence}</p>
        <p><a href={deskHref(ticket.paper_number_trouble.ticket_id ?? ticket.id)}>{ticket.paper_number_trouble.ticket_no ?? t('see_matter')}</a></p></Card>}
      {ticket && <Card><p class="sub">{t('number_to_tell')}</p><p class="big-code">{ticket.speak_no}</p>{ticket.paper_number && <p>{t('slip_adopted', { no: ticket.paper_number })}</p>}<p>{ticket.title} · {ticket.sentence}</p></Card>}
    </Page>
  )
}
