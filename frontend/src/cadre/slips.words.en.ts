import type { SlipsKey } from './slips.words'

export const en: Record<SlipsKey, string> = {
  slips_check: 'Make sure it is the person, then read it to them. Tell nobody else and post it nowhere.',
  no_slips: 'Nobody is waiting for a code. When a villager asks for one on a phone, it appears here.',
  good_until: 'good until {time}',
}
