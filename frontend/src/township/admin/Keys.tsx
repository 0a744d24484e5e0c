import { useState } from 'preact/hooks'
import { request } from '../../api/client'
import type { Reads, Writes } from '../../api/types'
import { day, localDate } from '../../app/dates'
import { comma } from '../../app/i18n'
import { go } from '../../app/router'
import { useSending } from '../../outbox/sending'
import { Button, LinkButton } from '../../ui/Button'
import { Choices, Field, showWrong } from '../../ui/Field'
import { Bar, Page } from '../../ui/Page'
import { Card, Empty, Loading, Tag } from '../../ui/parts'
import { Complaint, ProblemNote } from '../../ui/ProblemNote'
import { useAsked, useAtOnce } from './asked'
import { Places, usePlace } from './Places'
import { Secret } from './Secret'
import { placeAsked } from './Staff'
import { Sure } from './Sure'
import { t } from './words'

type Key = Reads['/api-keys'][number]
type Scope = Key['scopes'][number]
const SCOPES: Scope[] = ['summary', 'changes']
const LONGEST_DAYS = 365

/** The keys of screens and other machines, the newest first. */
export function KeysScreen() {
  const { value: keys, problem, again } = useAsked('/api-keys')
  const [said, setSaid] = useState('')
  return (
    <Page title={t('keys_title')} home="/town" foot={<Bar><LinkButton look="main" icon="plus" href="/town/keys/new">{t('add_key')}</LinkButton></Bar>}>
      <p>{t('keys_hello')}</p>
      {said && <Card tone="done"><p role="status">{said}</p></Card>}
      {!keys && (problem ? <ProblemNote problem={problem} retry={again} /> : <Loading />)}
      {keys && !keys.length && <Empty>{t('no_keys')}</Empty>}
      {keys?.map(key => <OneKey key={key.id} of={key} onEnded={state => { setSaid(t(state === 'sent' ? 'key_ended_now' : 'kept')); again() }} />)}
    </Page>
  )
}

function OneKey({ of: key, onEnded }: { of: Key; onEnded: (state: string) => void }) {
  const { placeOf } = usePlace(undefined)
  const { busy, problem, run } = useSending()
  const isOver = key.expires_on < localDate()
  const end = () => void run('DELETE /api-keys/{key_id}', { key_id: key.id }, null, { title: t('end_key_of', { name: key.name }) }, [], ({ state }) => onEnded(state))
  return (
    <Card><div class="stack">
      <div>
        <p class="head"><b>{key.name}</b>{key.revoked_at ? <Tag tone="late">{t('key_ended')}</Tag> : isOver && <Tag>{t('key_over')}</Tag>}</p>
        <p class="sub">{[placeOf(key.place_code)?.name ?? key.place_code, SCOPES.filter(scope => key.scopes.includes(scope)).map(scope => t(scope)).join(comma()), t('until_day', { year: key.expires_on.slice(0, 4), day: day(key.expires_on) }), key.last_used_on ? t('key_used', { day: day(key.last_used_on) }) : t('key_unused')].join(' · ')}</p>
      </div>
      {!key.revoked_at && !isOver && <Sure ask={t('end_key')} label={t('end_key_of', { name: key.name })} say={t('end_key_says')} sure={t('end_key_sure')} busy={busy} onSure={end} />}
      {problem && <Complaint problem={problem} />}
    </div></Card>
  )
}

/** A new key, which is shown once. */
export function NewKeyScreen() {
  const code = placeAsked()
  const { here } = usePlace(code)
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<string[]>(['summary'])
  const [until, setUntil] = useState(localDate(LONGEST_DAYS))
  const [tried, setTried] = useState(false)
  const [made, setMade] = useState<Writes['POST /api-keys']['answer'] | null>(null)
  const [copied, setCopied] = useState(false)
  const { busy, problem, run } = useAtOnce()
  const wrong = {
    name: name.trim().length < 2 ? t('fill_key_name') : '', scopes: scopes.length ? '' : t('fill_scopes'),
    until: until >= localDate() && until <= localDate(LONGEST_DAYS) ? '' : t('wrong_until'),
  }
  function send(): void {
    setTried(true)
    if (!code || Object.values(wrong).some(Boolean)) return void showWrong()
    void run(async () => setMade(await request('POST', '/api-keys', { name: name.trim(), place_code: code, scopes, expires_on: until }) as typeof made))
  }
  if (made) {
    return (
      <Secret title={t('key_of', { name: made.name })} say={t('key_write')} done={t('copied_done')} onDone={() => go('/town/keys', { replace: true })}>
        <p class="say">{made.key}</p>
        {navigator.clipboard && <Button block onClick={() => void navigator.clipboard.writeText(made.key).then(() => setCopied(true))}>{t('copy')}</Button>}
        {copied && <p role="status">{t('copied')}</p>}
      </Secret>
    )
  }
  return (
    <Page title={t('add_key')} sub={here?.name} home="/town/keys" foot={<Bar><Button look="main" busy={busy} onClick={send}>{t(busy ? 'making' : 'make_key')}</Button></Bar>}>
      <Field label={t('key_name')} hint={t('key_name_hint')} required maxLength={50} value={name} wrong={tried ? wrong.name : ''} onInput={setName} />
      <Places code={code} onPick={to => go(`/town/keys/new?place=${to}`, { replace: true })} />
      <Choices label={t('scopes')} options={SCOPES.map(value => ({ value, label: t(value), sub: t(`${value}_sub`) }))} wrong={tried ? wrong.scopes : ''} value={scopes} onPick={setScopes} />
      <Field label={t('until')} hint={t('until_hint')} type="date" min={localDate()} max={localDate(LONGEST_DAYS)} value={until} wrong={tried ? wrong.until : ''} onInput={setUntil} />
      {problem && <Complaint problem={problem} />}
    </Page>
  )
}
