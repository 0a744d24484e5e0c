import type { ErrandKey } from './errand.words'

export const en: Record<ErrandKey, string> = {
  title: 'Errands',
  which_item: 'What would you like done?',
  unnamed: 'No name for it? Just tell us',
  say_something: 'Write, record or photograph something; one is enough',
  search: 'Search',
  search_hint: 'A word or two is enough',
  none_found: 'Nothing found. Try another word.',
  days_wd: 'about {n} working days', days_cd: 'about {n} days', at_once: 'done on the spot',
  home_visit: 'Please fetch the papers from my home', home_visit_sub: 'If walking is hard',
  guide: 'Guide: what to bring',
}
