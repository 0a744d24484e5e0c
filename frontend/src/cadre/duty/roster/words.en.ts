import type { RosterKey } from './words'

export const en: Record<RosterKey, string> = {
  leave_who: 'Who is away', leave_first: 'From', leave_last: 'Until', leave_hint: 'For one day leave this empty', leave_wrong: 'It ends before it begins', leave_missing: 'Choose the first day', leave_take: 'Enter the leave', leaves: 'Entered', no_leaves: 'Nobody is away.', leave_cancel: 'I come after all', leave_kept: 'Noted; nobody has to say why.',
  leave_about: '{name} away from {day}', leave_hits: 'There are {n} turns on these days. Leave does not cancel them: open each and find somebody.',
}
