import { useState } from 'preact/hooks'
import { act } from '../../api/client'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { Page } from '../../ui/Page'
import { Complaint } from '../../ui/ProblemNote'
import { useEntering } from './entering'
import { digits } from './SignIn'
import { t } from './words'

/** Cadres and officers: user name, password and, where one was set up, a one-time code. */
export function StaffSignIn() {
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const [totp, setTotp] = useState('')
  const [tried, setTried] = useState(false)
  const { busy, problem, run } = useEntering()
  const missing = (value: string) => (tried && !value ? t('fill') : '')

  function submit(event: Event): void {
    event.preventDefault()
    setTried(true)
    if (username && password) void run(() => act('/sign-in/password', { username: username.trim(), password, ...(totp ? { totp } : {}) }))
  }

  return (
    <Page title={t('staff')} home="/sign-in">
      <form class="stack" onSubmit={submit} noValidate>
        <Field label={t('username')} autocomplete="username" value={username} wrong={missing(username)} onInput={setUsername} />
        <Field label={t('password')} type="password" autocomplete="current-password" value={password} wrong={missing(password)} onInput={setPassword} />
        <Field label={t('totp')} required={false} hint={t('totp_hint')} inputMode="numeric" autocomplete="one-time-code" maxLength={6} value={totp}
          onInput={value => setTotp(digits(value))} />
        {problem && <Complaint problem={problem} />}
        <Button look="main" submit block busy={busy}>{t('sign_in')}</Button>
      </form>
    </Page>
  )
}
