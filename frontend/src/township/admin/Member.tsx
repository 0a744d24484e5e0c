import { useState } from 'preact/hooks'
import { address, request } from '../../api/client'
import type { Reads, RoleName, Writes } from '../../api/types'
import { day, time } from '../../app/dates'
import { me } from '../../app/store'
import { useSending } from '../../outbox/sending'
import { Button } from '../../ui/Button'
import { Choice, Field } from '../../ui/Field'
import { Page } from '../../ui/Page'
import { Card, Loading } from '../../ui/parts'
import { Complaint, ProblemNote } from '../../ui/ProblemNote'
import { newPassword, roleOptions, useAsked, useAtOnce } from './asked'
import { USERNAME } from './New'
import { Places, usePlace } from './Places'
import { Password, Secret } from './Secret'
import { placeAsked } from './Staff'
import { Sure } from './Sure'
import { t } from './words'

type One = Reads['/staff/{person_id}']
type Shown = { username: string; password: string } | Writes['POST /people/{person_id}/authenticator']['answer']

/** One member of staff: roles to give and to end, and the way in. */
export function MemberScreen({ id }: { id: string }) {
  const { value: one, problem, again } = useAsked('/staff/{person_id}', { person_id: id })
  const [shown, setShown] = useState<Shown | null>(null)
  const [said, setSaid] = useState('')
  const told = (state: string, words: string) => { setSaid(state === 'sent' ? words : t('kept')); again() }
  if (!one) return <Page title={t('staff')} home="/town/staff">{problem ? <ProblemNote problem={problem} retry={again} /> : <Loading />}</Page>
  const { name } = one
  const done = () => { setShown(null); setSaid(''); again() }
  if (shown && 'otpauth' in shown) {
    return (
      <Secret title={t('totp_of', { name })} say={t('totp_scan')} done={t('scanned')} onDone={done}>
        <img src={shown.qr} alt={t('totp_qr')} width="240" height="240" />
        <p class="sub">{t('totp_by_hand')}<br />{new URLSearchParams(shown.otpauth.split('?')[1]).get('secret')}</p>
      </Secret>
    )
  }
  if (shown) return <Secret title={t('password_of', { name })} say={t('password_set', { name })} done={t('written')} onDone={done}><Password {...shown} /></Secret>
  return (
    <Page title={name} sub={[one.village_name && t('village', { village: one.village_name }), one.phone_masked && t('phone_is', { phone: one.phone_masked })].filter(Boolean).join(' · ')} home="/town/staff">
      {said && <Card tone="done"><p role="status">{said}</p></Card>}
      <h2>{t('his_roles')}</h2>
      {!one.roles.length && <Card tone="wait"><p>{t('no_roles')}</p></Card>}
      {one.roles.map(role => <Held key={role.id} role={role} isOwn={id === me.value?.person_id} onEnded={state => told(state, t('ended'))} />)}
      <Give id={id} name={name} at={one.roles[0]?.place_code} onGiven={state => told(state, t('granted'))} />
      <h2>{t('account')}</h2>
      <Account one={one} onShown={setShown} />
    </Page>
  )
}

function Held({ role, isOwn, onEnded }: { role: One['roles'][number]; isOwn: boolean; onEnded: (state: string) => void }) {
  const { busy, problem, run } = useSending()
  const words = { role: role.label, place: role.place_name }
  const end = () => void run('DELETE /roles/{grant_id}', { grant_id: role.id }, null, { title: t('end_role_of', words) }, [], ({ state }) => onEnded(state))
  return (
    <Card><div class="stack">
      <p><b>{role.label}</b> · {role.place_name}<br /><span class="sub">{t('since', { day: day(role.since) })}</span></p>
      {isOwn && role.role === 'administrator' ? <p class="sub">{t('own_role')}</p>
        : <Sure ask={t('end_role')} label={t('end_role_of', words)} say={t('end_says')} sure={t('end_sure')} busy={busy} onSure={end} />}
      {problem && <Complaint problem={problem} />}
    </div></Card>
  )
}

function Give({ id, name, at, onGiven }: { id: string; name: string; at: string | undefined; onGiven: (state: string) => void }) {
  const [code, setCode] = useState(at ?? placeAsked())
  const [picked, setPicked] = useState('')
  const [tried, setTried] = useState(false)
  const { here } = usePlace(code)
  const { busy, problem, run } = useSending()
  const options = roleOptions(here?.level)
  const role = options.find(each => each.value === picked)
  function give(): void {
    setTried(true)
    if (role && code) void run('POST /people/{person_id}/roles', { person_id: id }, { role: picked as RoleName, place_code: code }, { title: `${name}：${role.label}` }, [], ({ state }) => { setPicked(''); setTried(false); onGiven(state) })
  }
  return (
    <details class="card"><summary>{t('grant')}</summary>
      <div class="stack">
        <Places code={code} onPick={setCode} />
        <Choice label={t('role')} options={options} wrong={tried && !role ? t('fill_role') : ''} value={picked} onPick={setPicked} />
        {problem && <Complaint problem={problem} />}
        <Button look="main" block busy={busy} onClick={give}>{t('grant_now')}</Button>
      </div>
    </details>
  )
}

function Account({ one, onShown }: { one: One; onShown: (shown: Shown) => void }) {
  const { account, person_id } = one
  const [username, setUsername] = useState('')
  const [tried, setTried] = useState(false)
  const [own, setOwn] = useState('')
  const { busy, problem, run } = useAtOnce()
  const name = account?.username ?? username.trim().toLowerCase()
  const set = (password: string) => request('PUT', address('/people/{person_id}/account', { person_id }), { username: name, password })
  function renew(): void {
    setTried(true)
    if (!USERNAME.test(name)) return
    // Whoever changes his own is signed out by it, so he has to have it before.
    if (person_id === me.value?.person_id) return setOwn(newPassword())
    const password = newPassword()
    void run(async () => { await set(password); onShown({ username: name, password }) })
  }
  const scan = () => void run(async () => onShown(await request('POST', address('/people/{person_id}/authenticator', { person_id })) as Shown))
  if (own) {
    return (
      <Card tone="wait"><div class="stack">
        <p>{t('own_says')}</p><Password own username={name} password={own} />
        {problem && <Complaint problem={problem} />}
        <Button look="main" block busy={busy} onClick={() => void run(async () => { await set(own); me.value = null })}>{t('own_sure')}</Button>
        <Button block onClick={() => setOwn('')}>{t('no')}</Button>
      </div></Card>
    )
  }
  return (
    <Card><div class="stack">
      <p>{account ? <b>{t('name_is', { name })}</b> : t('no_account_long')}{account && <><br /><span class="sub">{t(account.has_totp ? 'totp_on' : 'totp_off')}</span></>}</p>
      {account?.locked_until && <p class="wrong">{t('locked_until', { time: time(account.locked_until) })}</p>}
      {one.roles.length > 0 && !one.may_set_account && <p>{t('elsewhere')}</p>}
      {one.may_set_account && <>
        {!account && <Field label={t('username')} hint={t('username_hint')} required maxLength={40} value={username} wrong={tried && !USERNAME.test(name) ? t('fill_username') : ''} onInput={setUsername} />}
        {account ? <Sure ask={t('new_password')} say={t('new_says')} sure={t('new_sure')} busy={busy} onSure={renew} /> : <Button look="main" block busy={busy} onClick={renew}>{t('set_account')}</Button>}
        {account && <Sure ask={t(account.has_totp ? 'totp_again' : 'totp')} say={t('totp_says')} sure={t('totp_sure')} busy={busy} onSure={scan} />}
      </>}
      {problem && <Complaint problem={problem} />}
    </div></Card>
  )
}
