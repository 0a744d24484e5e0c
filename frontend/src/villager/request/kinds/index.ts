import type { Kind } from '../form'
import { kind as errand } from './errand'

/** The questions of each kind of request; the commonest come at once, the others when somebody asks for them. */
export const KINDS: Record<Kind['service'] | 'speak', () => Promise<{ kind: Kind }>> = {
  errand: async () => ({ kind: errand }),
  medical: () => import('./medical'),
  parcel: () => import('./parcel'),
  finance: () => import('./finance'),
  dispute: () => import('./dispute'),
  speak: () => import('./speak'),
}
