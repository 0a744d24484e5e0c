import type { CustodyKey } from './words'

export const en: Record<CustodyKey, string> = {
  originals: 'Originals', none_here: 'The village keeps no originals.', held_sub: '{where} · since {day}', held_days: ' · {n} days', late: 'Overnight', long: 'Over 7 days', today_only: 'Back today',
  lost: 'Lost', copies: '× {n}', received: 'Take originals', handed_over: 'Hand to a colleague', lodged: 'Hand in at the window', picked_up: 'Pick up', returned: 'Give back',
  retained: 'Kept by the office', lost_reported: 'Report a loss', found: 'Found', loss_settled: 'Settle a loss', more: 'Something else', by_day: 'The record, day by day',
  asks: '{name} hands you: {papers}', asks_hint: 'Count them, take them in your hand, then confirm.', got_it: 'I have them', not_so: 'Not so', waits: '{papers}: {name} has yet to confirm',
  waits_owner: '{papers}: whoever took them has yet to confirm', with_window: 'at {name}', with_person: 'with {name}', with_cabinet: 'in the locked cabinet', with_lost: 'being looked for',
  with_settled: 'not to come back', with_owner: 'with the owner', answer_about: '{title}: hand-over', why_not: 'Why not', mine: 'Originals in my hands', to_confirm: 'Hand-overs to confirm',
  before_shift: 'Before you go, hand the {n} originals to {name}, who confirms it.', village_out: 'Originals out in the village: {n}',
  out_counts: 'Over 7 days {long} · identity cards {cards} · lost {lost}', of_whom: '{name} · {title}',
}
