import { useState } from 'preact/hooks'
import type { Delegation } from '../../../api/types'
import { go, query } from '../../../app/router'
import { useSending } from '../../../outbox/sending'
import { Button } from '../../../ui/Button'
import { Field } from '../../../ui/Field'
import { Bar, Page } from '../../../ui/Page'
import { Card, Loading } from '../../../ui/parts'
import { Complaint, ProblemNote } from '../../../ui/ProblemNote'
import { showWrong, useAsked } from '../../here'
import { IdentityChoice, type Identity } from '../../identity'
import { Tiles } from '../../Tiles'
import { t } from './words'

const REASONS = ['not_wanted', 'done', 'no_trust', 'principal_deceased', 'false_papers'] as const
/** These the village says by itself; for the others it speaks for the person. */
const OWN_WORD = ['principal_deceased', 'false_papers']

/** A cadre ends a delegation for somebody: why, and how it was made sure whose wish it is. */
export function EndScreen({ id }: { id: string }) {
  const { value, problem, again } = useAsked<Delegation[]>(`/people/${id}/delegations`)
  const row = value?.find(each => each.id === query.value.get('of'))
  const [why, setWhy] = useState('')
  const [checked, setChecked] = useState<Identity | ''>('')
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const sending = useSending()
  const home = `/desk/people/${id}`
  if (!row) return <Page title={t('end_title')} home={home}>{problem ? <ProblemNote problem={problem} retry={again} /> : <Loading />}</Page>
  const asks = !OWN_WORD.includes(why)
  function send(): void {
    setTried(true)
    if (!row || !why || (asks && !checked)) return showWrong()
    const body = { reason: why as (typeof REASONS)[number], note: note.trim() || null, on_behalf: asks && checked ? { identity_checked: checked } : null }
    void sending.run('POST /delegations/{delegation_id}/revoke', { delegation_id: row.id }, body, { title: t('end_about', { name: row.agent_name }) }, [], () => go(home, { replace: true }))
  }
  return (
    <Page title={t('end_title')} sub={t('end_of', { agent: row.agent_name, name: row.principal_name })} home={home}
      foot={<Bar><Button look="main" busy={sending.busy} onClick={send}>{t('end')}</Button></Bar>}>
      <Card><p>{t('end_now')}</p></Card>
      <div class="stack wide-gaps">
        <Tiles label={t('end_why')} value={why} wrong={tried && !why ? t('choose') : ''} options={REASONS.map(value => ({ value, label: t(value) }))} onPick={setWhy} />
        {asks && <IdentityChoice value={checked} wrong={tried && !checked} onPick={setChecked} />}
        <Field label={t('note')} required={false} maxLength={200} value={note} onInput={setNote} />
      </div>
      {sending.problem && <Complaint problem={sending.problem} />}
    </Page>
  )
}
