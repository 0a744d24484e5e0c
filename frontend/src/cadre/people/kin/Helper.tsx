import { useEffect, useState } from 'preact/hooks'
import type { Delegation, PersonRow } from '../../../api/types'
import { localDate } from '../../../app/dates'
import { go, query } from '../../../app/router'
import { newId } from '../../../outbox/outbox'
import { useSending } from '../../../outbox/sending'
import { Button } from '../../../ui/Button'
import { Choice, Field } from '../../../ui/Field'
import { Bar, Page } from '../../../ui/Page'
import { Rows } from '../../../ui/parts'
import { Complaint } from '../../../ui/ProblemNote'
import { RELATIONS } from '../../../villager/kin/Scope'
import { t as kin } from '../../../villager/kin/words'
import { showWrong, useAsked } from '../../here'
import { ActRow } from '../../rows'
import { aboutOf, FindPerson } from '../find'
import { consentsOf, FoundFields, lacks, type Basis, type Found } from './scope'
import { t } from './words'

const A_YEAR = 365

/** A relative may act for somebody: in what, until when, and how it was made sure that this is wanted; also anew, in place of an earlier one. */
export function HelperScreen({ id }: { id: string }) {
  const { value: person } = useAsked<PersonRow>(`/people/${id}`)
  const replaces = query.value.get('of')
  const { value: given } = useAsked<Delegation[]>(replaces ? `/people/${id}/delegations` : null)
  const old = given?.find(each => each.id === replaces)
  const [agent, setAgent] = useState<Pick<PersonRow, 'id' | 'name'> & Partial<PersonRow> | null>(null)
  const [relation, setRelation] = useState('')
  const [words, setWords] = useState('')
  const [found, setFound] = useState<Found>({ services: [], basis: '', how: {}, photos: [] })
  const [items, setItems] = useState('')
  const [until, setUntil] = useState(localDate(A_YEAR))
  const [note, setNote] = useState('')
  const [sent] = useState(newId)
  const [tried, setTried] = useState(false)
  const { busy, problem, run } = useSending()
  useEffect(() => {
    if (!old) return
    setAgent({ id: old.agent_id, name: old.agent_name })
    setRelation(old.relation)
    setWords(old.relation_text ?? '')
    setItems(old.item_codes.join(','))
    setFound(last => ({ ...last, services: old.services }))
  }, [old?.id])
  const home = `/desk/people/${id}`
  const wrong = (empty: boolean) => (tried && empty ? t('choose') : '')
  function send(): void {
    setTried(true)
    if (!agent || !relation || (relation === 'other' && !words.trim()) || !until || lacks(found)) return showWrong()
    const codes = found.services.includes('errand') ? items.toUpperCase().split(/[\s,，、]+/).filter(Boolean) : []
    const body = {
      id: sent, agent_id: agent.id, relation: relation as Delegation['relation'], relation_text: words.trim() || null, services: found.services, item_codes: codes, until_on: until,
      basis: found.basis as Basis, evidence: note.trim(), consents: consentsOf(found), file_ids: found.photos, replaces: old?.id ?? null,
    }
    void run('POST /people/{person_id}/delegations', { person_id: id }, body, { title: t('about', { name: agent.name }) }, found.photos, () => go(home, { replace: true }))
  }
  return (
    <Page title={t(replaces ? 'change_title' : 'helper_title')} sub={person && t('helper_of', { name: person.name })} home={home}
      foot={<Bar><Button look="main" busy={busy} onClick={send}>{t('confirm')}</Button></Bar>}>
      <div class="stack wide-gaps">
        {agent ? <Rows><ActRow title={agent.name} sub={'group' in agent ? aboutOf(agent as PersonRow) : undefined} act={!replaces && <Button small onClick={() => setAgent(null)}>{t('change')}</Button>} /></Rows>
          : <div class="stack"><FindPerson label={t('find_helper')} without={id} onPick={setAgent} />{tried && <p class="wrong" role="alert">{t('choose')}</p>}</div>}
        <Choice label={t('relation')} value={relation} wrong={wrong(!relation)} options={[...RELATIONS.slice(0, -1), 'guardian' as const, 'other' as const].map(value => ({ value, label: kin(value) }))} onPick={setRelation} />
        {relation === 'other' && <Field label={t('other_relation')} maxLength={20} value={words} wrong={wrong(!words.trim())} onInput={setWords} />}
        <FoundFields found={found} tried={tried} onChange={part => setFound({ ...found, ...part })} />
        {found.services.includes('errand') && <Field label={t('items')} hint={t('items_hint')} required={false} maxLength={200} value={items} onInput={setItems} />}
        <Field label={t('until')} hint={t('a_year')} type="date" min={localDate()} max={localDate(A_YEAR)} value={until} onInput={setUntil} />
        <Field label={t('note')} hint={t('note_hint')} required={false} maxLength={200} value={note} onInput={setNote} />
      </div>
      {problem && <Complaint problem={problem} />}
    </Page>
  )
}
