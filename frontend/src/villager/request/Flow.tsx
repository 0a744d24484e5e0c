import { useState } from 'preact/hooks'
import type { Ticket } from '../../api/types'
import { dropDraft } from '../../app/drafts'
import { lazy } from '../../app/lazy'
import { back, fromTheTop, go, path } from '../../app/router'
import { me } from '../../app/store'
import { useDraft } from '../../app/useDraft'
import { newId } from '../../outbox/outbox'
import { useSending } from '../../outbox/sending'
import { Button } from '../../ui/Button'
import { showWrong } from '../../ui/Field'
import { Bar, Page } from '../../ui/Page'
import { Loading, Steps } from '../../ui/parts'
import { Complaint } from '../../ui/ProblemNote'
import { Emergency } from './Emergency'
import { EMPTY, filesOf, helped, stepsOf, type Asking, type Form, type Kind } from './form'
import { t } from './words'

/** Questions that are answered by one tap, which goes on by itself. */
const TAPPED = ['item', 'kind', 'who', 'need']
const PickOne = lazy(() => import('./PickOne'), false)
const Tell = lazy(() => import('./Tell'), false)
const Check = lazy(() => import('./Check'), false)
const Sent = lazy(() => import('./Sent'))

/** A request in at most five steps, one question a screen; every keystroke is kept as a draft. */
export function Flow({ kind, name }: { kind: Kind; name: string }) {
  const draft = `new ${name}`
  const [form, change, ready] = useDraft<Form>(draft, EMPTY)
  const [tried, setTried] = useState(false)
  const [sent, setSent] = useState<{ ticket: Ticket | null } | null>(null)
  const { busy, problem, run } = useSending()

  if (sent) return <Sent ticket={sent.ticket} />
  if (!ready) return <Page title={kind.title()} home="/"><Loading /></Page>

  const steps = stepsOf(kind, form)
  // What is chosen in the first step decides how many follow.
  const at = Math.max(0, steps.indexOf(form.step))
  const step = steps[at] ?? 'check'
  const lacks = kind.lacks(step, form)
  const last = step === 'check'
  // Here the microphone is the one thing to press.
  const unspoken = step === 'voice' && lacks

  function goTo(next: string): void {
    setTried(false)
    change({ step: next })
    fromTheTop()
  }
  function forward(part: Partial<Form> = {}): void {
    const next = { ...form, ...part }
    change(part)
    setTried(true)
    if (kind.lacks(step, next)) return void showWrong()
    const following = stepsOf(kind, next)
    goTo(following[following.indexOf(step) + 1] ?? 'check')
  }
  function send(): void {
    setTried(true)
    if (lacks) return void showWrong()
    if (!me.value) return go(`/sign-in?next=${encodeURIComponent(path.value)}`)
    const whole = { ...form, id: form.id || newId() }
    change({ id: whole.id })
    // Mended after a refusal it is another request, so it gets another id.
    const about = { title: kind.name(whole), edit: { href: path.value, draft, value: { ...whole, id: '' } } }
    // It came with the page that is looked over: the first question need not carry it.
    void import('./outgoing').then(({ requestOf }) => run('POST /tickets', {}, requestOf(kind, whole), about, filesOf(whole),
      outcome => setSent({ ticket: outcome.state === 'sent' ? outcome.answer : null })))
  }
  const startAnew = () => { void dropDraft(draft).then(() => change({ ...EMPTY })) }
  const asking: Asking = { form, wrong: tried ? lacks : '', change, forward, set: (key, value) => change({ details: { ...form.details, [key]: value } }) }

  return (
    <Page title={kind.title()} onBack={() => { const before = steps[at - 1]; if (before) goTo(before); else back() }}
      foot={TAPPED.includes(step) || unspoken ? undefined : <Bar>
        {last ? <Button look="main" busy={busy} onClick={send}>{t(busy ? 'sending' : me.value ? 'send' : 'sign_in_and_send')}</Button>
          : <Button look="main" onClick={() => forward()}>{t('next')}</Button>}
      </Bar>}>
      <Steps at={at + 1} of={at && steps.length} />
      {at === 0 && (form.kind || form.item) && <p class="side sub"><span class="grow">{t('draft')}</span><Button small onClick={startAnew}>{t('fresh')}</Button></p>}
      {at === 0 && !kind.ownEmergency && <Emergency form={form} change={change} />}
      {step === 'who' ? <PickOne question={t('who')} value={form.who || 'me'} onPick={who => forward({ who: who === 'me' ? '' : who })} options={[
        { value: 'me', label: t('me'), sub: me.value?.name },
        ...helped(kind, form).map(help => ({ value: help.person_id, label: help.name, sub: t('you_are', { relation: help.relation }) })),
      ]} />
        : step === 'tell' ? <>{kind.aboveTell?.(asking)}<Tell form={form} change={change} /></>
        : last ? <><p class="say">{t('check')}</p><Check kind={kind} asking={asking} goTo={goTo} /></>
        : kind.ask(step, asking)}
      {problem && <Complaint problem={problem} />}
    </Page>
  )
}
