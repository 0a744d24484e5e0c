import type { SheetKey } from './words'

export const en: Record<SheetKey, string> = {
  find: 'Find by number', find_sub: 'For whoever rings, or holds a receipt or a slip', find_now: 'Find', number: 'Number', number_hint: 'The 4 digits of a receipt, the 6 of a slip, or the whole number', none_found: 'Nothing found. Ask for the number again, or look for the person by name.',
  month: 'Log of a month', which_month: 'Month', month_hint: 'Such as 2026-11', month_wrong: 'Year and month, such as 2026-11', whose: 'Whose', own: 'My own', all: 'The whole village', pdf: 'PDF (to print)', xlsx: 'Excel sheet',
  sheet_says: 'In order of days: when, for whom (family name only), what was done, which fees were paid. Of health and disputes only that there was a trip. Nobody is ranked or compared.', to_slips: 'Slips for days without a network',
  slips: 'Slips for days without a network', slips_sub: 'Printed before, given out when the network is away', slips_how: 'Without a network, give the villager a slip and write its number into the form for walk-ins. It is sent when the network is back, and the number leads to the matter. Each number exists once.',
  pages: 'Sheets to print', n_pages: '{n} ({slips} slips)', issue: 'Get new numbers', no_slips: 'None printed yet. Get new numbers, then print and cut them.', range_sub: '{used} of {all} used · {who} · {at}', print_slips: 'Print these (PDF)',
  slip: 'Number of the slip', slip_hint: 'Its last 6 digits', slip_wrong: 'That is no number of a slip: look again', slip_save: 'Keep', slip_of: 'Slip: {name}',
  no_trips: 'Nothing logged yet. After a trip to town or a call, tap “Log a trip”.', next_is: 'next: {what} {day}', added_by: '{name} added: {text}',
  fee_paid: '{yuan} yuan paid, with a receipt', trip_heard: 'Recording of this trip', words_for: 'What the recording says', words_save: 'Add the words', words_kept: 'Kept',
  words_about: 'Words for: {place}', texts_hidden: 'Only for those who handle it',
}
