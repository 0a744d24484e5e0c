import type { TellingKey } from './telling.words'

export const en: Record<TellingKey, string> = {
  tell: 'Tell us about it', tell_hint: 'Write, record or photograph; all optional. Photograph papers and things, not people.',
  change: 'Change',
  what: 'What', said: 'Your answers', for_whom: 'For whom', words: 'In words', files: 'Photos and recording', files_n: '{n}', village: 'Village', urgency: 'How urgent',
  twin: 'You already have the same matter under way:', see_twin: 'See that one',
  got_it: 'We have it', then: 'What comes next', number: 'Number', number_hint: 'These four digits are enough on the phone', see: 'See the matter', home: 'Home',
  kept: 'Kept on the phone', kept_hint: 'There is no network now. It goes by itself later; no need to fill it in again.', kept_signed_out: 'Your sign-in has run out, so it has not gone yet. Sign in again and it goes by itself; no need to fill it in again.', sign_in: 'Sign in',
  relatives_hint: 'To act for your family, have it registered at the village once, or call the person on duty.',
  what_to_bring: 'For “{item}” bring',
  nothing_to_bring: 'For “{item}” nothing has to be brought',
  decided_by: 'decided by {who}',
  more: 'See everything',
  out_of_season: 'This is not the time: every year from {from} to {to}.',
  changed: 'What it asks for has changed since you chose it. Look at it as it is now, then send.', ended: '"{item}" is no longer on the list: go back and choose another, or call the village.',
  free: 'free of charge', fee: 'fee {yuan} yuan', month_day: '{day}/{month}',
  local: 'Details may differ from place to place; the person on duty will check with you.',
}
