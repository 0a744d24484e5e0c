import type { Delegation, Service } from '../../api/types'
import { day, localDate } from '../../app/dates'
import { comma, language } from '../../app/i18n'
import { Choice, Choices, Field, Tick } from '../../ui/Field'
import { SERVICES } from '../services'
import { t as villager } from '../words'
import { t } from './words'

export type Relation = Delegation['relation']
export const RELATIONS: Relation[] = ['child', 'spouse', 'parent', 'sibling', 'relative', 'neighbour', 'party_pair', 'other']
const SPANS = [30, 90, 180, 365] as const
/** These two are let go one by one, each with a consent of its own. */
export const APART = ['medical', 'dispute'] as const

export interface Scope { relation: string; relation_text: string; services: Service[]; days: number; agreed: string[] }
export const NO_SCOPE: Scope = { relation: '', relation_text: '', services: [], days: 365, agreed: [] }

export const namesOf = (services: readonly Service[]): string => SERVICES.filter(each => services.includes(each.service)).map(each => villager(each.label)).join(comma())

/** "2027年6月12日": a term may end in another year. */
export const lastDay = (on: string): string => {
  const year = on.slice(0, 4)
  return year === localDate().slice(0, 4) ? day(on) : language.value === 'zh' ? `${year}年${day(on)}` : `${day(on)} ${year}`
}

/** The scope as the server takes it. */
export const scopeOf = (scope: Scope) => ({
  relation: scope.relation as Relation, relation_text: scope.relation_text.trim() || null, services: scope.services, item_codes: [], until_on: localDate(scope.days),
})

/** Whether the scope can be sent; with `apart` the separate consents are asked for here. */
export const isWhole = (scope: Scope, apart: boolean): boolean =>
  !!scope.relation && (scope.relation !== 'other' || !!scope.relation_text.trim()) && scope.services.length > 0
  && (!apart || APART.every(each => !scope.services.includes(each) || scope.agreed.includes(each)))

/** As what, in what, until when. */
export function ScopeFields({ label, scope, tried, apart = false, onChange }: { label: string; scope: Scope; tried: boolean; apart?: boolean; onChange: (part: Partial<Scope>) => void }) {
  const wrong = (empty: boolean) => (tried && empty ? t('choose') : '')
  return (
    <>
      <Choice label={label} value={scope.relation} wrong={wrong(!scope.relation)} options={RELATIONS.map(value => ({ value, label: t(value as 'child') }))} onPick={relation => onChange({ relation })} />
      {scope.relation === 'other' && <Field label={t('other_relation')} maxLength={20} value={scope.relation_text} wrong={wrong(!scope.relation_text.trim())} onInput={relation_text => onChange({ relation_text })} />}
      <Choices label={t('in_what')} value={scope.services} wrong={wrong(!scope.services.length)} options={SERVICES.map(each => ({ value: each.service, label: villager(each.label) }))}
        onPick={services => onChange({ services: services as Service[] })} />
      {apart && APART.filter(each => scope.services.includes(each)).map(each => (
        <div key={each}>
          <Tick label={t(`consent_${each}`)} sub={t('consent_sub')} checked={scope.agreed.includes(each)}
            onTick={on => onChange({ agreed: on ? [...scope.agreed, each] : scope.agreed.filter(other => other !== each) })} />
          {tried && !scope.agreed.includes(each) && <p class="wrong" role="alert">{t('choose')}</p>}
        </div>
      ))}
      <Choice label={t('until')} value={String(scope.days)} options={SPANS.map(days => ({ value: String(days), label: t(`d${days}`) }))} onPick={days => onChange({ days: Number(days) })} />
    </>
  )
}
