import { useRemote } from '../../app/remote'
import { LinkButton } from '../../ui/Button'
import { Field, Tick } from '../../ui/Field'
import type { Kind } from '../../villager/request/form'
import Tell from '../../villager/request/Tell'
import { t as parcel } from '../../villager/request/kinds/parcel.words'
import { IdentityChoice } from '../identity'
import { deskHref } from '../rows'
import { Tiles } from '../Tiles'
import { asksConsent, CONSENTS, INBOUND, isSlip, labelLacks, middleOf, type Given, type Intake } from './form'
import { askingOf } from './steps'
import { t } from './words'

interface Props { form: Intake; kind: Kind; tried: boolean; change: (part: Partial<Intake>) => void }

/** Everything else on one page: what this kind of matter needs, how the person agreed, how the person was recognised. */
export function Rest({ form, kind, tried, change }: Props) {
  const health = kind.service === 'medical'
  const tick = (name: string) => <Tick label={t(name as 'under_14')} checked={form.details[name] === true} onTick={on => change({ details: { ...form.details, [name]: on } })} />
  return (
    <div class="stack wide-gaps">
      {kind.service === 'errand' && <OpenAlready form={form} />}
      {form.kind === INBOUND ? <ShelfLabel form={form} tried={tried} change={change} /> : <>
        {kind.aboveTell?.(askingOf(form, tried ? kind.lacks('tell', form) : '', change))}
        {middleOf(kind, form).map(step => <div class="stack wide-gaps" key={step}>{kind.ask(step, askingOf(form, tried ? kind.lacks(step, form) : '', change))}</div>)}
        {health ? <div class="stack">{tick('under_14')}{form.details['under_14'] === true && tick('guardian_agreed')}</div> : <Tell form={form} change={change} />}
      </>}
      {asksConsent(form) && <div class="stack">
        <p class="card">{t(health ? 'consent_health' : 'consent_data')}</p>
        <Tiles label={t('consent_how')} value={form.given} wrong={tried && !form.given ? t('choose') : ''} options={CONSENTS.map(value => ({ value, label: t(`given_${value}`) }))} onPick={given => change({ given: given as Given })} three />
      </div>}
      {form.kind !== INBOUND && <Field label={t('slip')} hint={t('slip_hint')} required={false} maxLength={16} value={form.slip} wrong={form.slip && (tried || form.slip.length > 5) && !isSlip(form.slip) ? t('slip_wrong') : ''} onInput={slip => change({ slip })} />}
      {form.kind !== INBOUND && <IdentityChoice value={form.identity} wrong={tried && !form.identity} onPick={identity => change({ identity })} />}
    </div>
  )
}

/** The same matter of the same person is under way already: worth a look before there are two. */
function OpenAlready({ form }: { form: Intake }) {
  const asked = !form.fresh && form.person && form.item
  const { value } = useRemote(asked ? '/tickets' : null, { box: 'open', beneficiary_id: form.person?.id, item_code: form.item?.code })
  const twin = asked && value?.items[0]
  if (!twin) return null
  return (
    <section class="card wait stack" role="status">
      <p><b>{t('open_already', { no: twin.speak_no })}</b> {twin.sentence}</p>
      <LinkButton href={deskHref(twin.id)}>{t('see_matter')}</LinkButton>
    </section>
  )
}

const CARRIERS = ['ems', 'sf', 'zto', 'yto', 'sto', 'yunda', 'jt', 'jd', 'other'] as const

/** What stands on an arriving parcel, and where it lies. What is inside is nobody's business. */
function ShelfLabel({ form, tried, change }: Omit<Props, 'kind'>) {
  const text = (name: string) => String(form.details[name] ?? '')
  const set = (name: string) => (value: string) => change({ details: { ...form.details, [name]: value } })
  const wrong = (name: string, words: string) => (tried && labelLacks(form, name) ? words : '')
  return (
    <>
      <Tiles label={parcel('carrier')} value={text('carrier')} wrong={wrong('carrier', parcel('choose'))} options={CARRIERS.map(value => ({ value, label: parcel(value) }))} onPick={set('carrier')} three />
      <Field label={parcel('waybill_no')} maxLength={20} value={text('waybill_no')} wrong={wrong('waybill_no', parcel('waybill_wrong'))} onInput={value => set('waybill_no')(value.trim().toUpperCase())} />
      <Field label={t('shelf_no')} hint={t('shelf_hint')} maxLength={6} value={text('shelf_no')} wrong={wrong('shelf_no', t('shelf_hint'))} onInput={value => set('shelf_no')(value.trim())} />
    </>
  )
}
