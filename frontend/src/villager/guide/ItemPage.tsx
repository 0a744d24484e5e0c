import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Item } from '../../api/types'
import { draftOf, saveDraft } from '../../app/drafts'
import { go } from '../../app/router'
import { me, village } from '../../app/store'
import { Button, LinkButton } from '../../ui/Button'
import { useCallee } from '../../ui/Call'
import { Icon, type IconName } from '../../ui/Icon'
import { Bar, Page } from '../../ui/Page'
import { Card } from '../../ui/parts'
import { EMPTY, type Form } from '../request/form'
import { daysOf } from '../request/kinds/catalogue'
import { feeOf, inSeason, monthDay } from '../request/kinds/ItemCard'
import { t as telling } from '../request/telling.words'
import { speech } from './speech'
import { t } from './words'

const ICONS: Record<Item['materials'][number]['kind'], IconName> = {
  original_seen: 'errand', original_held: 'parcel', copy: 'list', declaration: 'pen', photo: 'photo', in_person: 'person',
}
/** A drawing of what it is: a card, a sheet, a photo, a pen, oneself. */
const iconOf = ({ code, kind }: Item['materials'][number]): IconName => (/card/.test(code) && kind !== 'photo' ? 'finance' : ICONS[kind])

const long = (item: Item) => (item.promised_days === null || !item.promised_unit ? daysOf(item)
  : t('promised', { days: daysOf({ limit_days: item.promised_days, limit_unit: item.promised_unit }), legal: daysOf(item) }))
const season = (item: Item) => ({ from: monthDay(item.season_from ?? ''), to: monthDay(item.season_to ?? '') })
const papersOf = (item: Item) => item.materials.map(paper => [paper.name, paper.copies > 1 ? t('copies', { n: paper.copies }) : '', paper.may_follow ? t('may_follow') : '', paper.note].filter(Boolean).join(', '))

/** Everything that one item takes, in the order in which people ask. */
export function ItemPage({ item, changed }: { item: Item; changed: boolean }) {
  const [starting, setStarting] = useState(false)
  const fee = feeOf(item) || t('depends')
  // Larger drawings, as soon as they are there: nobody waits for them.
  const [drawn, setDrawn] = useState<typeof import('./Drawing')>()
  useEffect(() => { void import('./Drawing').then(setDrawn, () => undefined) }, [])
  async function begin(): Promise<void> {
    setStarting(true)
    const last = await draftOf<Form>('new errand')
    const step = me.value?.helps.some(help => help.services.includes('errand')) ? 'who' : 'tell'
    await saveDraft('new errand', { ...EMPTY, ...last, id: '', kind: '', item: { code: item.code, name: item.name, version: item.version }, step })
    go('/new/errand')
  }
  return (
    <Page title={item.name} sub={item.group} home="/guide" foot={changed ? undefined : <Bar><Button look="main" busy={starting} onClick={() => void begin()}>{t('ask_for_it')}</Button></Bar>}>
      <article class="guide stack">
        {changed && <Card tone="wait"><p>{t('old_version')}</p><LinkButton href={`/guide/${item.code}`}>{t('see_now')}</LinkButton></Card>}
        {!inSeason(item) && <Card tone="wait"><p role="status"><b>{t('out_of_season', season(item))}</b></p></Card>}
        {item.red_flags.length > 0 && <Card tone="late"><b>{t('watch_out')}</b><Lines lines={item.red_flags} /></Card>}
        <Card>
          <h2>{t(item.materials.length ? 'bring' : 'bring_nothing')}</h2>
          <ul class="has">{item.materials.map(paper => (
            <li key={paper.code}>{drawn ? <drawn.Drawing {...paper} /> : <Icon name={iconOf(paper)} />}<span><b>{paper.name}</b><span class="sub">{[paper.kind_label, paper.copies > 1 && t('copies', { n: paper.copies }), paper.may_follow && t('may_follow'), paper.note].filter(Boolean).join(' · ')}</span></span></li>
          ))}</ul>
        </Card>
        <Card>
          <Said label={t('how_long')}><p>{long(item)}</p>{item.limit_days > 0 && <p class="sub">{t('counted_from')}</p>}{item.limit_note && <p class="sub">{item.limit_note}</p>}</Said>
          <Said label={t('how_much')}><p>{fee}</p></Said>
          {item.season_from && <p>{t('season', season(item))}</p>}
        </Card>
        <Card>
          <Said label={t('village_does')}><p>{item.village_does}</p></Said>
          <Said label={t('you_do')}><p>{item.you_do}</p>{item.true_will && <p>{t('true_will')}</p>}</Said>
        </Card>
        {(item.target || item.conditions.length > 0 || item.steps.length > 0 || item.result) && <Card>
          {item.target && <Said label={t('for_whom')}><p>{item.target}</p></Said>}
          {item.conditions.length > 0 && <Said label={t('conditions')}><Lines lines={item.conditions} /></Said>}
          {item.steps.length > 0 && <Said label={t('steps')}><Lines lines={item.steps} /></Said>}
          {item.result && <Said label={t('result')}><p>{item.result}</p></Said>}
        </Card>}
        {(item.window || item.window_phone) && <Card>
          <Said label={t('where')}><p>{[item.window, item.window_address].filter(Boolean).join(' · ')}</p></Said>
          {item.window_phone && <a class="button block" href={`tel:${item.window_phone}`}><Icon name="phone" />{t('call_window', { phone: item.window_phone })}</a>}
        </Card>}
        <p class="sub">{[`${t('decided_by')}: ${item.decided_by}`, item.legal_basis && `${t('law')}: ${item.legal_basis}`, item.verify_locally && telling('local')].filter(Boolean).join(' · ')}</p>
        <OnPaper item={item} />
        <ReadOut text={[item.name, t('bring'), ...papersOf(item), t('how_long'), long(item), t('how_much'), fee, t('village_does'), item.village_does, t('you_do'), item.you_do, ...item.red_flags].join('。')} />
        <Button icon="errand" block onClick={() => print()}>{t('print')}</Button>
      </article>
    </Page>
  )
}

/** What a sheet of paper has to say because nobody can tap it: whom to ring, and since when this is so. */
function OnPaper({ item }: { item: Item }) {
  const callee = useCallee()
  return <p class="on-paper">{t('on_paper', { village: village.value?.name ?? '', name: callee.name, phone: callee.phone, version: item.version, since: item.valid_from })}</p>
}

const Said = ({ label, children }: { label: string; children: ComponentChildren }) => <div><b class="sub">{label}</b>{children}</div>
const Lines = ({ lines }: { lines: string[] }) => <ul class="bullets">{lines.map(line => <li key={line}>{line}</li>)}</ul>

/** For whoever does not read; only where the phone has a voice. */
function ReadOut({ text }: { text: string }) {
  const [speaking, setSpeaking] = useState(false)
  const voice = speech()
  useEffect(() => () => voice?.stop(), [])
  if (!voice) return null
  const toggle = () => {
    setSpeaking(!speaking)
    if (speaking) voice.stop()
    else voice.say(text, () => setSpeaking(false))
  }
  return <Button icon="aloud" block look="ghost" onClick={toggle}>{t(speaking ? 'stop' : 'read_out')}</Button>
}
