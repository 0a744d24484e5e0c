import { useState } from 'preact/hooks'
import type { Delegation, PersonFull } from '../../api/types'
import { day } from '../../app/dates'
import { comma } from '../../app/i18n'
import { go, route, screenOf } from '../../app/router'
import { newId } from '../../outbox/outbox'
import { useSending } from '../../outbox/sending'
import { Button, LinkButton } from '../../ui/Button'
import { Bar, Page } from '../../ui/Page'
import { Empty, Loading, Rows } from '../../ui/parts'
import { Complaint, ProblemNote } from '../../ui/ProblemNote'
import { t as villager } from '../../villager/words'
import { showWrong, useAsked, useVillage } from '../here'
import { ActRow, Callable } from '../rows'
import { CardScreen } from './Card'
import { NewPersonFields, NOBODY, tidy, wrongWith } from './fields'
import { FindPerson } from './find'
import { RevealScreen } from './Reveal'
import { t } from './words'

const routes = [
  route('/desk/people', () => <PeopleScreen />),
  route('/desk/people/new', () => <RegisterScreen />),
  route('/desk/people/:id', ({ id }) => <PersonScreen key={id} id={id} />),
  route('/desk/people/:id/numbers', ({ id }) => <RevealScreen key={id} id={id} />),
  route('/desk/people/:id/card', ({ id }) => <CardScreen key={id} id={id} />),
]

/** The people of the village: who they are, how they sign in, who acts for whom. */
export default function People() {
  return <>{screenOf(routes)}</>
}

function PeopleScreen() {
  return (
    <Page title={t('people')} home="/desk/more" foot={<Bar><LinkButton href="/desk/people/new" look="main">{t('register')}</LinkButton></Bar>}>
      <FindPerson label={t('find')} href={person => `/desk/people/${person.id}`} />
    </Page>
  )
}

function RegisterScreen() {
  const [person, setPerson] = useState(NOBODY)
  const [tried, setTried] = useState(false)
  const { busy, problem, run } = useSending()
  const code = useVillage()?.code
  function send(): void {
    setTried(true)
    if (!code || Object.keys(wrongWith(person)).length) return showWrong()
    const body = { id: newId(), village_code: code, ...tidy(person) }
    void run('POST /people', {}, body, { title: t('register_about', { name: body.name }) }, [],
      outcome => go(outcome.state === 'sent' ? `/desk/people/${outcome.answer.id}` : '/desk', { replace: true }))
  }
  return (
    <Page title={t('register')} home="/desk/people" foot={<Bar><Button look="main" busy={busy} onClick={send}>{t('register_now')}</Button></Bar>}>
      <NewPersonFields value={person} tried={tried} onChange={setPerson} withId />
      {problem && <Complaint problem={problem} />}
    </Page>
  )
}

/** One villager: how to reach them, what the desk can do for them, who acts for them. */
function PersonScreen({ id }: { id: string }) {
  const { value: person, problem, again } = useAsked<PersonFull>(`/people/${id}`)
  const { value: helpers } = useAsked<Delegation[]>(`/people/${id}/delegations`)
  if (!person) return <Page title={t('people')} home="/desk/people">{problem ? <ProblemNote problem={problem} retry={again} /> : <Loading />}</Page>
  return (
    <Page title={person.name} sub={[person.village_name, person.group].filter(Boolean).join(' · ')} home="/desk/people"
      foot={<Bar>
        <LinkButton href={`/desk/new?person=${id}`} look="main">{t('record_for')}</LinkButton>
        <LinkButton href={`/desk/people/${id}/card`}>{t('give_card')}</LinkButton>
      </Bar>}>
      <Rows>
        <Callable name={person.name} sub={person.no_phone ? t('no_phone') : t('own_phone')} phone={person.phone} />
        {person.contact_name && <Callable name={person.contact_name} sub={t('contact')} phone={person.contact_phone} />}
        {person.id_no && <ActRow title={t('id_no')} sub={<span class="line">{person.id_no}</span>} act={null} />}
      </Rows>
      {(person.phone || person.contact_phone || person.id_no) && <LinkButton href={`/desk/people/${id}/numbers`} icon="phone">{t('show_numbers')}</LinkButton>}
      <h2>{t('helpers')}</h2>
      {helpers && !helpers.length && <Empty>{t('no_helpers')}</Empty>}
      {helpers && helpers.length > 0 && <Rows>{helpers.map(row => (
        <ActRow key={row.id} title={`${row.agent_name} · ${row.relation_label}`} sub={<>{[row.services.map(each => villager(each)).join(comma()), row.item_codes.join(comma()), t('until_day', { day: day(row.until_on) })].filter(Boolean).join(' · ')}
            <span class="line">{row.basis_label} · {row.confirmed_by_name}</span></>}
          act={<span class="stack"><LinkButton small href={`/desk/people/${id}/end?of=${row.id}`}>{t('end_helper')}</LinkButton>
            <LinkButton small href={`/desk/people/${id}/helper?of=${row.id}`}>{t('change_helper')}</LinkButton></span>} />
      ))}</Rows>}
      <LinkButton href={`/desk/people/${id}/helper`} icon="plus">{t('add_helper')}</LinkButton>
      <Past id={id} />
    </Page>
  )
}

/** Who could act for somebody once, and why no longer; asked for only when somebody wants to know. */
function Past({ id }: { id: string }) {
  const [shown, show] = useState(false)
  const { value, problem, again } = useAsked<Delegation[]>(shown ? `/people/${id}/delegations?past=true` : null)
  const over = value?.filter(row => row.state !== 'active' && row.state !== 'replaced')
  return (
    <details class="card" onToggle={event => { if (event.currentTarget.open) show(true) }}>
      <summary>{t('past_helpers')}</summary>
      {problem ? <ProblemNote problem={problem} retry={again} /> : !over ? shown && <Loading /> : !over.length ? <p>{t('no_past_helpers')}</p>
        : <Rows>{over.map(row => (
          <ActRow key={row.id} title={`${row.agent_name} · ${row.relation_label}`} act={null}
            sub={<>{row.services.map(each => villager(each)).join(comma())}<span class="line">{t(row.state === 'revoked' ? 'ended_day' : 'until_day', { day: day(row.ended_at ?? row.until_on) })}</span></>} />
        ))}</Rows>}
    </details>
  )
}
