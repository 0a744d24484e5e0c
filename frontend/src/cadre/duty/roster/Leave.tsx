import { useState } from 'preact/hooks'
import { day, localDate, named } from '../../../app/dates'
import { useRemote } from '../../../app/remote'
import { me } from '../../../app/store'
import { useDraft } from '../../../app/useDraft'
import { newId, unsentOf } from '../../../outbox/outbox'
import { useSending } from '../../../outbox/sending'
import { Button } from '../../../ui/Button'
import { Field } from '../../../ui/Field'
import { Bar, Page } from '../../../ui/Page'
import { Card, Empty, Loading, Row, Rows } from '../../../ui/parts'
import { Complaint, ProblemNote } from '../../../ui/ProblemNote'
import { NotSent } from '../../../villager/NotSent'
import { showWrong, useVillage } from '../../here'
import { ActRow } from '../../rows'
import { Tiles } from '../../Tiles'
import { dayOf, hours, monthBy, useMonth } from '../turns/month'
import { t as duty } from '../words'
import { t } from './words'

const isSecretary = () => !!me.value?.roles.some(each => each.role === 'village_secretary')
const EMPTY = { who: '', first: '', last: '' }
const DRAFT = 'leave'

/** Days on which one cannot sit: one's own, and by the secretary anybody's. Nobody is asked why. */
export function LeaveScreen() {
  const code = useVillage()?.code
  const { value, problem } = useRemote(code ? '/duty/people' : null, { village_code: code })
  const [form, change] = useDraft(DRAFT, EMPTY)
  const { busy, problem: refusal, run } = useSending()
  const [tried, setTried] = useState(false)
  const [kept, setKept] = useState(false)
  const own = me.value?.person_id ?? ''
  const who = form.who || own
  const last = form.last || form.first
  const wrong = form.first && last < form.first ? t('leave_wrong') : ''
  const months = [useMonth(monthBy(0)), useMonth(monthBy(1))]
  const hit = months.flatMap(each => each.value?.items ?? [])
    .filter(turn => form.first && turn.person.id === who && dayOf(turn.starts_at) >= form.first && dayOf(turn.starts_at) <= last)
  const nameOf = value?.members.find(each => each.person.id === who)?.person.name ?? me.value?.name ?? ''
  function send(): void {
    setTried(true)
    setKept(false)
    if (!form.first || wrong || !code) return showWrong()
    const about = { title: t('leave_about', { name: nameOf, day: day(form.first) }), edit: { href: '/desk/duty/leave', draft: DRAFT, value: form } }
    void run('POST /duty/leaves', {}, { id: newId(), village_code: code, person_id: who, first_on: form.first, last_on: last }, about, [], () => { change(EMPTY); setTried(false); setKept(true) })
  }
  const cancel = (id: string) => void run('DELETE /duty/leaves/{leave_id}', { leave_id: id }, null, { title: t('leave_cancel') }, [], () => undefined)
  return (
    <Page title={duty('leave')} home="/desk/duty" foot={<Bar><Button look="main" busy={busy} onClick={send}>{t('leave_take')}</Button></Bar>}>
      <NotSent />
      {isSecretary() && value && <Tiles label={t('leave_who')} value={who} options={value.members.map(({ person }) => ({ value: person.id, label: person.name }))} onPick={picked => change({ who: picked })} />}
      <Field label={t('leave_first')} type="date" min={localDate()} value={form.first} wrong={tried && !form.first ? t('leave_missing') : ''} onInput={first => change({ first })} />
      <Field label={t('leave_last')} hint={t('leave_hint')} type="date" min={form.first || localDate()} required={false} value={form.last} wrong={wrong} onInput={to => change({ last: to })} />
      {hit.length > 0 && <Card tone="wait"><p>{t('leave_hits', { n: hit.length })}</p></Card>}
      {hit.length > 0 && <Rows>{hit.map(turn => <Row key={turn.id} href={`/desk/duty/turns/${turn.id}`} title={`${named(dayOf(turn.starts_at))} ${hours(turn.starts_at, turn.ends_at)}`} />)}</Rows>}
      {kept && <p class="card done" role="status">{t('leave_kept')}</p>}
      {refusal && <Complaint problem={refusal} />}
      <h2>{t('leaves')}</h2>
      {!value && (problem ? <ProblemNote problem={problem} /> : <Loading />)}
      {value && !value.leaves.length && <Empty>{t('no_leaves')}</Empty>}
      {value && value.leaves.length > 0 && <Rows>{value.leaves.map(each => (
        <ActRow key={each.id} title={each.person.name} sub={each.first_on === each.last_on ? named(each.first_on) : `${named(each.first_on)} – ${named(each.last_on)}`}
          act={(isSecretary() || each.person.id === own) && !unsentOf(each.id).length && <Button small onClick={() => cancel(each.id)}>{t('leave_cancel')}</Button>} />
      ))}</Rows>}
    </Page>
  )
}
