import { useEffect, useState } from 'preact/hooks'
import { request } from '../../../api/client'
import type { TemporaryPlan } from '../../../api/types'
import { localDate } from '../../../app/dates'
import { comma } from '../../../app/i18n'
import { refresh, useRemote } from '../../../app/remote'
import { back, fromTheTop, go } from '../../../app/router'
import { useDraft } from '../../../app/useDraft'
import { newId } from '../../../outbox/outbox'
import { useSending } from '../../../outbox/sending'
import { Button } from '../../../ui/Button'
import { Choice, Choices, Field } from '../../../ui/Field'
import { Bar, Page } from '../../../ui/Page'
import { Empty, Loading, Steps } from '../../../ui/parts'
import { Complaint, ProblemNote } from '../../../ui/ProblemNote'
import { showWrong, useVillage } from '../../here'
import { useDoing } from '../roster/doing'
import { Tiles } from '../../Tiles'
import { asked, hoursChosen, NOTHING, SHAPES, whole, wrongDays, wrongHours, type Form } from './form'
import { Preview } from './Preview'
import { t } from './words'

const DRAFT = 'temporary roster'
const LIST = '/desk/duty/temporary'
interface Part { form: Form; tried: boolean; change: (part: Partial<Form>) => void; code: string }

/** A few days for an occasion: what and when, the hours, the people, then how it would be, and only then it is put out. */
export function PlanScreen() {
  const code = useVillage()?.code
  const { value, problem } = useRemote(code ? '/duty/temporary' : null, { village_code: code })
  const [form, change, ready] = useDraft<Form>(DRAFT, NOTHING)
  const [plan, setPlan] = useState<TemporaryPlan | null>(null)
  const [tried, setTried] = useState(false)
  const looking = useDoing()
  const sending = useSending()
  // A result that was seen days ago says nothing: whoever comes back looks anew.
  useEffect(() => { if (ready && form.at === 4 && !plan) change({ at: 3 }) }, [ready])
  if (!value || !code || !ready) return <Page title={t('plan')} home={LIST}>{problem ? <ProblemNote problem={problem} retry={refresh} /> : <Loading />}</Page>
  if (!value.may_plan) return <Page title={t('plan')} home={LIST}><Empty>{t('secretary_only')}</Empty></Page>
  const lacks = { 1: !form.occasion || wrongDays(form), 2: wrongHours(hoursChosen(form)), 3: !form.people.length, 4: false }[form.at]

  function move(at: Form['at'], part: Partial<Form> = {}): void {
    setTried(false)
    change({ ...part, at })
    fromTheTop()
    requestAnimationFrame(() => document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true }))
  }
  function forward(): void {
    setTried(true)
    if (lacks) return showWrong()
    if (form.at < 3) return move((form.at + 1) as Form['at'])
    void looking.run(async () => {
      setPlan(await request('POST', '/duty/temporary-previews', asked(form, code!)) as TemporaryPlan)
      move(4)
    })
  }
  function send(): void {
    const wanted = { ...form, id: form.id || newId() }
    change({ id: wanted.id })
    const about = { title: `${t('plan')} · ${plan?.label ?? ''}`, edit: { href: `${LIST}/new`, draft: DRAFT, value: { ...wanted, id: '', at: 3 } } }
    void sending.run('POST /duty/temporary', {}, whole(wanted, code!), about, [], outcome => {
      refresh()
      go(outcome.state === 'sent' ? `${LIST}/${outcome.answer.id}` : LIST, { replace: true })
    })
  }
  const emergency = value.occasions.find(each => each.code === form.occasion)?.is_emergency
  return (
    <Page title={t('plan')} sub={value.occasions.find(each => each.code === form.occasion)?.label} onBack={() => { if (form.at > 1) move((form.at - 1) as Form['at']); else back(LIST) }}
      foot={<Bar>{form.at < 4 ? <Button look="main" busy={looking.busy} onClick={forward}>{t(looking.busy ? 'checking' : form.at === 3 ? 'look' : 'next')}</Button>
        : <Button look="main" busy={sending.busy} onClick={send}>{t(sending.busy ? 'putting' : 'put_out')}</Button>}</Bar>}>
      <Steps at={form.at} of={4} />
      {looking.problem && <Complaint problem={looking.problem} />}
      {sending.problem && <Complaint problem={sending.problem} />}
      <div class="stack wide-gaps">
        {form.at === 1 && <>
          <Tiles label={t('occasion')} value={form.occasion} wrong={tried && !form.occasion ? t('occasion_wrong') : ''} options={value.occasions.map(each => ({ value: each.code, label: each.label }))}
            onPick={occasion => change({ occasion, first: form.first || localDate() })} />
          {emergency && <p class="card wait" role="status">{t('at_once')}</p>}
          <Field label={t('first')} type="date" min={localDate()} value={form.first} wrong={tried && wrongDays(form) ? t('days_wrong') : ''} onInput={first => change({ first })} />
          <Field label={t('last')} hint={t('last_hint')} required={false} type="date" min={form.first || localDate()} value={form.last} onInput={last => change({ last })} />
        </>}
        {form.at === 2 && <HoursPart form={form} tried={tried} change={change} code={code} />}
        {form.at === 3 && <PeoplePart form={form} tried={tried} change={change} code={code} />}
        {form.at === 4 && plan && <Preview plan={plan} fallback={form.fallback} />}
      </div>
    </Page>
  )
}

function HoursPart({ form, tried, change }: Part) {
  const put = (n: number, part: Partial<Form['own'][number]>) => change({ own: form.own.map((each, at) => (at === n ? { ...each, ...part } : each)) })
  const sub = (hours: Form['own']) => hours.map(each => `${each.starts}–${each.ends}`).join(comma())
  return (
    <>
      <Choice label={t('shape')} value={form.shape} onPick={shape => change({ shape: shape as Form['shape'] })}
        options={[...(['both', 'day', 'night'] as const).map(value => ({ value, label: t(`shape_${value}`), sub: sub([...SHAPES[value]]) })), { value: 'own', label: t('shape_own') }]} />
      {form.shape === 'own' && <>
        {form.own.map((each, n) => (
          <section class="card" key={n}><div class="stack">
            <b>{t('shift_n', { n: n + 1 })}</b>
            <Field label={t('starts')} type="time" value={each.starts} onInput={starts => put(n, { starts })} />
            <Field label={t('ends')} hint={t('ends_hint')} type="time" value={each.ends} onInput={ends => put(n, { ends })} />
            {form.own.length > 1 && <Button onClick={() => change({ own: form.own.filter((_, at) => at !== n) })}>{t('remove_hours')}</Button>}
          </div></section>
        ))}
        {tried && wrongHours(form.own) && <p class="wrong" role="alert">{t('hours_wrong')}</p>}
        {form.own.length < 4 && <Button icon="plus" onClick={() => change({ own: [...form.own, { starts: form.own.at(-1)!.ends, ends: '' }] })}>{t('add_hours')}</Button>}
      </>}
      <Tiles three label={t('persons')} value={String(form.persons)} options={[1, 2, 3].map(n => ({ value: String(n), label: t('n_persons', { n }) }))} onPick={n => change({ persons: Number(n) })} />
      <Choice label={t('stands')} value={form.stands} onPick={stands => change({ stands: stands as 'beside' })}
        options={(['instead', 'beside'] as const).map(value => ({ value, label: t(value), sub: t(`${value}_sub`) }))} />
    </>
  )
}

function PeoplePart({ form, tried, change, code }: Part) {
  const { value, problem } = useRemote('/duty/people', { village_code: code })
  if (!value) return problem ? <ProblemNote problem={problem} retry={refresh} /> : <Loading />
  const members = value.members.filter(each => !each.is_exempt).map(({ person }) => ({ value: person.id, label: person.name }))
  if (!members.length) return <Empty>{t('no_members')}</Empty>
  return (
    <>
      <Choices label={t('people')} hint={t('people_hint')} wrong={tried && !form.people.length ? t('people_wrong') : ''} value={form.people} options={members}
        onPick={people => change({ people, fallback: people.includes(form.fallback) ? '' : form.fallback })} />
      <Choice label={t('fallback')} hint={t('fallback_hint')} value={form.fallback} onPick={fallback => change({ fallback })}
        options={[{ value: '', label: t('nobody') }, ...members.filter(each => !form.people.includes(each.value))]} />
    </>
  )
}
