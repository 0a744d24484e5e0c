import { useState } from 'preact/hooks'
import type { VillageRef } from '../../api/types'
import { useRemote } from '../../app/remote'
import { go } from '../../app/router'
import { village } from '../../app/store'
import { newId } from '../../outbox/outbox'
import { useSending } from '../../outbox/sending'
import { Button } from '../../ui/Button'
import { Field, showWrong } from '../../ui/Field'
import { Bar, Page } from '../../ui/Page'
import { Card, Row, Rows, Tag } from '../../ui/parts'
import { Photos } from '../../ui/Photos'
import { Complaint } from '../../ui/ProblemNote'
import { APART, isWhole, NO_SCOPE, ScopeFields, scopeOf } from './Scope'
import { t } from './words'

const PHONE = /^(1[3-9]\d{9}|0\d{9,11})$/
const digits = (text: string) => text.replace(/\D/g, '')
const isName = (text: string) => text.trim().length >= 2

/** A child far away asks to act for an elder; the village asks the elder before anything opens. */
export function AskForm() {
  const [scope, setScope] = useState(NO_SCOPE)
  const [named, setNamed] = useState('')
  const [card, setCard] = useState('')
  const [word, setWord] = useState('')
  const [photos, setPhotos] = useState<string[]>([])
  const [id] = useState(newId)
  const [tried, setTried] = useState(false)
  const { busy, problem, run } = useSending()
  const [here, setHere] = useState<VillageRef | null>(village.value)
  const cardWrong = card && card.length !== 10 ? t('card_wrong') : ''
  function send(): void {
    setTried(true)
    if (!here || !isName(named) || cardWrong || !isWhole(scope, false)) return void showWrong()
    const body = { id, named: named.trim(), village_code: here.code, ...scopeOf(scope), card_no: card || null, word: word.trim() || null, file_ids: photos }
    void run('POST /kin/asks', {}, body, { title: t('about', { name: body.named }) }, photos, () => go('/kin', { replace: true }))
  }
  return (
    <Page title={t('ask_title')} home="/kin" foot={<Bar><Button look="main" busy={busy} onClick={send}>{t('send')}</Button></Bar>}>
      <Card><p>{t('ask_how')}</p></Card>
      <div class="stack wide-gaps">
        <Field label={t('his_name')} maxLength={20} value={named} wrong={tried && !isName(named) ? t('name_wrong') : ''} onInput={setNamed} />
        <VillageOf here={here} tried={tried} onPick={setHere} />
        <ScopeFields label={t('relation_of')} scope={scope} tried={tried} onChange={part => setScope({ ...scope, ...part })} />
        <Field label={t('card_no')} hint={t('card_hint')} required={false} inputMode="numeric" maxLength={10} value={card} wrong={tried ? cardWrong : ''} onInput={text => setCard(digits(text))} />
        <Field label={t('word')} hint={t('word_hint')} required={false} long maxLength={200} value={word} onInput={setWord} />
        <Photos ids={photos} onChange={setPhotos} />
      </div>
      {problem && <Complaint problem={problem} />}
    </Page>
  )
}

/** The person's village, which need not be that of whoever asks. */
function VillageOf({ here, tried, onPick }: { here: VillageRef | null; tried: boolean; onPick: (place: VillageRef | null) => void }) {
  const [text, setText] = useState('')
  const { value: places = [] } = useRemote(here ? null : '/places')
  if (here) return <Rows><Row mark="home" title={t('village')} sub={here.name} onClick={() => onPick(null)} tag={<Tag>{t('other_village')}</Tag>} /></Rows>
  const wanted = text.trim()
  const found = wanted ? places.filter(place => place.level === 'village' && place.name.includes(wanted)).slice(0, 8) : []
  return (
    <div class="stack">
      <Field label={t('village')} type="search" maxLength={20} value={text} wrong={tried ? t('choose') : ''} onInput={setText} />
      {found.length > 0 && <Rows>{found.map(({ code, name, parent_code }) => (
        <Row key={code} title={name} sub={places.find(each => each.code === parent_code)?.name} onClick={() => onPick({ code, name })} />
      ))}</Rows>}
    </div>
  )
}

/** Somebody with a phone of the own asks another person, by name and number, to act. */
export function GiveForm() {
  const [scope, setScope] = useState(NO_SCOPE)
  const [named, setNamed] = useState('')
  const [phone, setPhone] = useState('')
  const [id] = useState(newId)
  const [tried, setTried] = useState(false)
  const { busy, problem, run } = useSending()
  function send(): void {
    setTried(true)
    if (!isName(named) || !PHONE.test(phone) || !isWhole(scope, true)) return void showWrong()
    const consents = APART.filter(each => scope.services.includes(each)).map(service => ({ service, text_version: '2026-11', how: 'tapped' as const }))
    const body = { id, named: named.trim(), phone, ...scopeOf(scope), consents }
    void run('POST /kin/offers', {}, body, { title: t('give_about', { name: body.named }) }, [], () => go('/kin', { replace: true }))
  }
  return (
    <Page title={t('give_title')} home="/kin" foot={<Bar><Button look="main" busy={busy} onClick={send}>{t('give_now')}</Button></Bar>}>
      <Card><p>{t('give_how')}</p></Card>
      <div class="stack wide-gaps">
        <Field label={t('their_name')} maxLength={20} value={named} wrong={tried && !isName(named) ? t('name_wrong') : ''} onInput={setNamed} />
        <Field label={t('phone')} type="tel" value={phone} wrong={tried && !PHONE.test(phone) ? t('phone_wrong') : ''} onInput={text => setPhone(digits(text))} />
        <ScopeFields label={t('relation')} scope={scope} tried={tried} apart onChange={part => setScope({ ...scope, ...part })} />
      </div>
      {problem && <Complaint problem={problem} />}
    </Page>
  )
}
