import type { DelegationIn, Service } from '../../../api/types'
import { comma } from '../../../app/i18n'
import { Choices } from '../../../ui/Field'
import { Photos } from '../../../ui/Photos'
import { SERVICES } from '../../../villager/services'
import { t as villager } from '../../../villager/words'
import { Tiles } from '../../Tiles'
import { t } from './words'

export const BASES = ['principal_in_person', 'principal_by_phone', 'written_paper', 'guardian_papers'] as const
export type Basis = (typeof BASES)[number]
export const APART = ['medical', 'dispute'] as const
const HOW = ['spoken', 'signed', 'fingerprint'] as const
type Apart = (typeof APART)[number]

/** What the desk found out when it asked the person. */
export interface Found { services: Service[]; basis: string; how: Partial<Record<Apart, string>>; photos: string[] }

const onPaper = (basis: string) => basis === 'written_paper' || basis === 'guardian_papers'
export const lacks = (found: Found): boolean => !found.services.length || !found.basis || (onPaper(found.basis) && !found.photos.length)
  || APART.some(each => found.services.includes(each) && !found.how[each])

export const consentsOf = (found: Found) => APART.filter(each => found.services.includes(each)).map(service => ({ service, text_version: '2026-11', how: found.how[service] })) as NonNullable<DelegationIn['consents']>
export const listed = (services: readonly Service[]): string => SERVICES.filter(each => services.includes(each.service)).map(each => villager(each.label)).join(comma())

/** In what, how the person was asked, and for health and quarrels a consent each, read out. */
export function FoundFields({ found, among, tried, onChange }: { found: Found; among?: readonly Service[]; tried: boolean; onChange: (part: Partial<Found>) => void }) {
  const wrong = (empty: boolean) => (tried && empty ? t('choose') : '')
  return (
    <>
      <Choices label={t('in_what')} value={found.services} wrong={wrong(!found.services.length)} onPick={services => onChange({ services: services as Service[] })}
        options={SERVICES.filter(each => !among || among.includes(each.service)).map(each => ({ value: each.service, label: villager(each.label) }))} />
      {APART.filter(each => found.services.includes(each)).map(each => (
        <div class="stack" key={each}>
          <p class="card">{t(`read_${each}`)}</p>
          <Tiles label={`${t('consent_how')} · ${villager(each)}`} value={found.how[each] ?? ''} wrong={wrong(!found.how[each])} options={HOW.map(value => ({ value, label: t(value) }))} onPick={how => onChange({ how: { ...found.how, [each]: how } })} three />
        </div>
      ))}
      <Tiles label={t('basis')} value={found.basis} wrong={wrong(!found.basis)} options={BASES.map(value => ({ value, label: t(value) }))} onPick={basis => onChange({ basis })} />
      {onPaper(found.basis) && <div class="stack"><p class="label">{t('photo_paper')}</p><Photos ids={found.photos} onChange={photos => onChange({ photos })} />
        {tried && !found.photos.length && <p class="wrong" role="alert">{t('photo_missing')}</p>}</div>}
    </>
  )
}
