import type { VillageKey } from './words'

export const en: Record<VillageKey, string> = {
  which: 'Which is your village?',
  sub: 'It will be remembered; you can change it any time',
  search: 'Find a village',
  search_hint: 'One character is enough',
  none: 'No such village found. Try another character, or ask at 12345.',
  no_places: 'There are no villages here yet: the administrator loads them first (python -m app.cli init).',
  all_towns: 'Other townships',
}
