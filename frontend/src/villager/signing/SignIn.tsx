import { useState } from 'preact/hooks'
import { act } from '../../api/client'
import { query } from '../../app/router'
import { Button, LinkButton } from '../../ui/Button'
import { Field, Tick } from '../../ui/Field'
import { Page } from '../../ui/Page'
import { Row } from '../../ui/parts'
import { Complaint } from '../../ui/ProblemNote'
import { useEntering } from './entering'
import { t } from './words'

const PHONE = /^(1[3-9]\d{9}|0\d{9,11})$/
export const digits = (text: string) => text.replace(/\D/g, '')

/** Phone, then the code that was sent to it. */
export function SignIn() {
  const [phone, setPhone] = useState('')
  const [requestId, setRequestId] = useState('')
  const [code, setCode] = useState('')
  const [shared, setShared] = useState(false)
  const [wrong, setWrong] = useState('')
  const { busy, problem, run } = useEntering()
  const persons = problem?.code === 'which_person' ? (problem.more['persons'] as { person_id: string; name: string }[]) : []
  const enter = (person_id?: string) => run(() => act('/sign-in/code', { request_id: requestId, code, shared_phone: shared, ...(person_id ? { person_id } : {}) }), shared)
  const next = query.value.get('next')
  const kept = next ? `?next=${encodeURIComponent(next)}` : ''

  function submit(event: Event): void {
    event.preventDefault()
    const fault = !requestId && !PHONE.test(phone) ? t('phone_wrong') : requestId && code.length !== 6 ? t('code_wrong') : ''
    setWrong(fault)
    if (fault) return
    if (requestId) void enter()
    else void run(async () => { setRequestId((await act('/sign-in/codes', { phone })).request_id); return null })
  }

  return (
    <Page title={t('sign_in')} home="/">
      <form class="stack" onSubmit={submit} noValidate>
        {!requestId
          ? <Field key="phone" label={t('phone')} hint={t('phone_hint')} type="tel" autocomplete="tel" value={phone} wrong={wrong} onInput={value => setPhone(digits(value))} />
          : <Field key="code" label={t('code')} hint={t('code_hint', { phone })} inputMode="numeric" autocomplete="one-time-code" maxLength={6} focus
              value={code} wrong={wrong} onInput={value => setCode(digits(value))} />}
        <Tick label={t('shared')} sub={t('shared_sub')} checked={shared} onTick={setShared} />
        {problem && <Complaint problem={problem} />}
        {persons.length > 0 && <div class="card rows">{persons.map(person => <Row key={person.person_id} title={person.name} onClick={() => void enter(person.person_id)} />)}</div>}
        <Button look="main" submit block busy={busy}>{requestId ? t('sign_in') : t('get_code')}</Button>
        {requestId && <Button look="plain" onClick={() => { setRequestId(''); setCode('') }}>{t('code_again')}</Button>}
      </form>
      <LinkButton href={`/card${kept}`}>{t('no_phone')}</LinkButton>
      <LinkButton href={`/staff${kept}`} look="plain">{t('i_am_staff')}</LinkButton>
    </Page>
  )
}
