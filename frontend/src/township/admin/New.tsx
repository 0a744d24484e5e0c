import { useRef, useState } from 'preact/hooks'
import { request } from '../../api/client'
import type { RoleName } from '../../api/types'
import { dropDraft } from '../../app/drafts'
import { go } from '../../app/router'
import { useDraft } from '../../app/useDraft'
import { newId } from '../../outbox/outbox'
import { Button } from '../../ui/Button'
import { Choices, Field, showWrong } from '../../ui/Field'
import { Bar, Page } from '../../ui/Page'
import { Complaint } from '../../ui/ProblemNote'
import { newPassword, roleOptions, useAtOnce } from './asked'
import { Places, usePlace } from './Places'
import { Password, Secret } from './Secret'
import { placeAsked } from './Staff'
import { t } from './words'

const DRAFT = 'staff'
const EMPTY = { name: '', roles: [] as string[], username: '', phone: '' }
export const USERNAME = /^[A-Za-z0-9][\w.-]{2,39}$/
const PHONE = /^(1[3-9]\d{9}|0\d{9,11})$/

/** Somebody new, with roles and an account at once; the password is made here and shown when the server has taken it. */
export function NewScreen() {
  const code = placeAsked()
  const { here } = usePlace(code)
  const [form, change] = useDraft(DRAFT, EMPTY)
  const [tried, setTried] = useState(false)
  const [made, setMade] = useState<{ id: string; username: string; password: string } | null>(null)
  /** The same form sent again, because no answer came, is the same person with the same password. */
  const last = useRef({ said: '', id: '', password: '' })
  const { busy, problem, run } = useAtOnce()
  const options = roleOptions(here?.level)
  const roles = options.map(each => each.value).filter(each => form.roles.includes(each))
  const name = form.name.trim(), username = form.username.trim().toLowerCase(), phone = form.phone.replace(/[\s-]/g, '')
  const wrong = {
    name: name.length < 2 ? t('fill_name') : '', roles: roles.length ? '' : t('fill_roles'), username: USERNAME.test(username) ? '' : t('fill_username'),
    phone: phone ? (PHONE.test(phone) ? '' : t('wrong_phone')) : here?.level === 'village' ? t('fill_phone') : '',
  }
  const said = (of: keyof typeof wrong) => (tried ? wrong[of] : '')
  function send(): void {
    setTried(true)
    if (!code || Object.values(wrong).some(Boolean)) return void showWrong()
    const asked = { name, roles: roles as RoleName[], place_code: code, username, phone: phone || null }
    const now = JSON.stringify(asked)
    if (last.current.said !== now) last.current = { said: now, id: newId(), password: newPassword() }
    const { id, password } = last.current
    void run(async () => {
      await request('POST', '/staff', { ...asked, id, password })
      await dropDraft(DRAFT)
      setMade({ id, username, password })
    })
  }
  if (made) return <Secret title={t('password_of', { name })} say={t('made', { name })} done={t('written')} onDone={() => go(`/town/staff/${made.id}`, { replace: true })}><Password {...made} /></Secret>
  return (
    <Page title={t('new_title')} sub={here?.name} home="/town/staff" foot={<Bar><Button look="main" busy={busy} onClick={send}>{t(busy ? 'making' : 'make')}</Button></Bar>}>
      <Field label={t('name')} required maxLength={20} value={form.name} wrong={said('name')} onInput={value => change({ name: value })} />
      <Places code={code} onPick={to => go(`/town/staff/new?place=${to}`, { replace: true })} />
      <Choices label={t('roles')} options={options} wrong={said('roles')} value={roles} onPick={picked => change({ roles: picked })} />
      <Field label={t('username')} hint={t('username_hint')} required maxLength={40} value={form.username} wrong={said('username')} onInput={value => change({ username: value })} />
      <Field label={t('phone')} hint={t(here?.level === 'village' ? 'phone_hint' : 'phone_optional')} required={here?.level === 'village'} type="tel" maxLength={20} value={form.phone} wrong={said('phone')} onInput={value => change({ phone: value })} />
      {problem && <Complaint problem={problem} />}
    </Page>
  )
}
