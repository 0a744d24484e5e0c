import type { ErrandKey } from './errand.words'

export const en: Record<ErrandKey, string> = {
  title: 'Errands',
  which_item: 'What would you like done?',
  unnamed: 'No name for it? Just tell us',
  say_something: 'Write, record or photograph something; one is enough',
  search: 'Search',
  search_hint: 'A word or two is enough',
  none_found: 'Nothing found. Try another word.',
  what_to_bring: 'For “{item}” bring',
  nothing_to_bring: 'For “{item}” nothing has to be brought',
  days_wd: 'about {n} working days', days_cd: 'about {n} days', at_once: 'done on the spot',
  free: 'free of charge', fee: 'fee {yuan} yuan',
  decided_by: 'decided by {who}',
  local: 'Details may differ from place to place; the person on duty will check with you.',
  home_visit: 'Please fetch the papers from my home', home_visit_sub: 'If walking is hard',
  guide: 'Guide: what to bring', more: 'See everything', month_day: '{day}/{month}',
  out_of_season: 'This is not the time: every year from {from} to {to}.',
  changed: 'What it asks for has changed since you chose it. Look at it as it is now, then send.', ended: '"{item}" is no longer on the list: go back and choose another, or call the village.',
}
