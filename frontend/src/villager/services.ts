import type { Service } from '../api/types'
import type { VillagerKey } from './words'

/** The five services in the order in which people ask for them. */
export const SERVICES: { service: Service; label: VillagerKey; sub: VillagerKey }[] = [
  { service: 'errand', label: 'errand', sub: 'errand_sub' },
  { service: 'medical', label: 'medical', sub: 'medical_sub' },
  { service: 'parcel', label: 'parcel', sub: 'parcel_sub' },
  { service: 'finance', label: 'finance', sub: 'finance_sub' },
  { service: 'dispute', label: 'dispute', sub: 'dispute_sub' },
]
