import { useState } from 'preact/hooks'
import type { PersonRow, Service } from '../../api/types'
import { localDate } from '../../app/dates'
import { go } from '../../app/router'
import { newId } from '../../outbox/outbox'
import { useSending } from '../../outbox/sending'
import { Button } from '../../ui/Button'
import { Choices, Field } from '../../ui/Field'
import { Bar, Page } from '../../ui/Page'
import { Rows } from '../../ui/parts'
import { Complaint } from '../../ui/ProblemNote'
import { SERVICES } from '../../villager/services'
import { t as villager } from '../../villager/words'
import { showWrong, useAsked } from '../here'
import { ActRow } from '../rows'
import { Tiles } from '../Tiles'
import { t, type PeopleKey } from './words'
import { aboutOf, FindPerson } from './find'

const EVIDENCE = ['both_here', 'called', 'signed_paper', 'register_seen'] as const
const RELATIONS = ['rel_child', 'rel_spouse', 'rel_sibling', 'rel_kin', 'rel_neighbour'] as const
const A_YEAR = 365

/** A relative may act for somebody: in what, until when, and how it was made sure that this is wanted. */
export function HelperScreen({ id }: { id: string }) {
  const { value: person } = useAsked<PersonRow>(`/people/${id}`)
  const [agent, setAgent] = useState<PersonRow | null>(null)
  const [relation, setRelation] = useState('')
  const [services, setServices] = useState<Service[]>([])
  const [until, setUntil] = useState(localDate(A_YEAR))
  const [evidence, setEvidence] = useState('')
  const [tried, setTried] = useState(false)
  const { busy, problem, run } = useSending()
  const home = `/desk/people/${id}`
  const wrong = (empty: boolean) => (tried && empty ? t('choose') : '')
  function send(): void {
    setTried(true)
    if (!agent || !relation || !services.length || !until || !evidence) return showWrong()
    const body = { id: newId(), agent_id: agent.id, relation: t(relation as PeopleKey), services, until_on: until, evidence: t(evidence as PeopleKey) }
    void run('POST /people/{person_id}/delegations', { person_id: id }, body, { title: t('helper_about', { name: agent.name }) }, [], () => go(home, { replace: true }))
  }
  return (
    <Page title={t('add_helper')} sub={person && t('helper_of', { name: person.name })} home={home} call={false}
      foot={<Bar><Button look="main" busy={busy} onClick={send}>{t('confirm_helper')}</Button></Bar>}>
      <div class="stack wide-gaps">
        {agent ? <Rows><ActRow title={agent.name} sub={aboutOf(agent)} act={<Button small onClick={() => setAgent(null)}>{t('change')}</Button>} /></Rows>
          : <div class="stack"><FindPerson label={t('find_helper')} without={id} onPick={setAgent} />{tried && <p class="wrong" role="alert">{t('choose')}</p>}</div>}
        <Tiles label={t('relation')} value={relation} wrong={wrong(!relation)} options={RELATIONS.map(value => ({ value, label: t(value) }))} onPick={setRelation} />
        <Choices label={t('helps_in')} value={services} wrong={wrong(!services.length)} options={SERVICES.map(each => ({ value: each.service, label: villager(each.label) }))}
          onPick={picked => setServices(picked as Service[])} />
        <Field label={t('helps_until')} hint={t('a_year_at_most')} type="date" min={localDate()} max={localDate(A_YEAR)} value={until} onInput={setUntil} />
        <Tiles label={t('evidence')} value={evidence} wrong={wrong(!evidence)} options={EVIDENCE.map(value => ({ value, label: t(value) }))} onPick={setEvidence} />
      </div>
      {problem && <Complaint problem={problem} />}
    </Page>
  )
}
