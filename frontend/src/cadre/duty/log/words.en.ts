import type { LogKey } from './words'

export const en: Record<LogKey, string> = {
  log: 'Duty log', by_itself: 'The log writes itself out of what was done; nobody clocks in.', month_of: 'Which month', month_hint: 'For example 2026-11', month_wrong: 'Write it as 2026-11', no_days: 'This month has not begun.',
  pdf: 'PDF to print', xlsx: 'Excel sheet', print: 'Print', add: 'Add a word', add_title: 'Add a word to the log', turns: 'Who sat', no_turn: 'Nobody was planned', numbers: 'Numbers', matters: 'Matters', trips: 'Trips', urgent: 'Urgent', acts: 'What was done', remarks: 'Remarks',
  first_act: 'First act {at}', served: 'Served', unserved: 'No record yet', on_paper: 'on paper', led_by: 'led by {name}',
  walk_ins: 'Visitors', calls: 'Calls', other: 'By app and others', moves: 'Steps', notes: 'Notes', handled: 'Settled on the spot', passed_on: 'Passed on', trips_n: 'Trips', urgent_n: 'Urgent', open_at_end: 'Still open', on_paper_n: 'From paper', remarks_n: 'Remarks', emergencies: 'Emergencies', inspections: 'Inspections',
  day_sub: 'Visits and calls {in} · settled {done} · still open {open}', hidden: '{label}: {n} (numbers only)', town_note: 'The township sees turns and numbers; the rest stays in the village.',
  mark_new: 'new', mark_walk_in: 'visit', mark_phone: 'call', mark_handled: 'settled', mark_passed_on: 'passed on', mark_open: 'open',
  told: 'told to {who}', late: 'added later', typed: 'from paper, typed in by {by} {at}', sat: 'sat there: {who}', wrote: '{by} {at}', reported: 'reported to {whom} ({at})', n_times: '{n}',
  kind: 'What is it', kind_note: 'Remark', kind_weather: 'Weather', kind_special: 'Something special', kind_emergency: 'Emergency', kind_inspection: 'Inspection', kind_walk_in: 'Visitors', kind_call: 'Calls', kind_handled: 'Settled on the spot', kind_passed_on: 'Passed on',
  paper: 'Written on paper while power or network was down', paper_hint: 'Who types it in, and when, stands beside it', time: 'At what time', time_hint: 'For example 09:30', time_wrong: 'Write it as 09:30', text: 'In a word', text_hint: 'Nothing about illnesses or quarrels', text_wrong: 'Write a word', count: 'How many', count_wrong: 'A number from 1 to 99', whom: 'Reported to whom', whom_wrong: 'Say to whom; if to nobody yet, ring first', save: 'Put it into the log', never_changed: 'It cannot be changed; put a mistake right by another word.',
  which_village: 'Which village', over_not: 'The day is not over',
}
