import type { RequestKey } from './words'

export const en: Record<RequestKey, string> = {
  next: 'Next',
  call_120: 'Call 120 ambulance', call_110: 'Call 110 police', call_119: 'Call 119 fire',
  urgent_ask: 'Danger, or cannot wait?',
  urgent_hint: 'When a life is at stake, call first and fill in later.',
  called_go_on: 'I have called, go on',
  today: 'Not that bad, but today',
  not_urgent: 'Not urgent after all',
  is_urgent: 'Urgent: today', is_emergency: 'Emergency: called already',
  who: 'For whom?',
  me: 'For myself', you_are: 'you are the {relation}',
  tell: 'Tell us about it', tell_hint: 'Write, record or photograph; all optional. Photograph papers and things, not people.',
  check: 'Is this right?', change: 'Change',
  send: 'Yes, send it', sign_in_and_send: 'Sign in and send', sending: 'Sending…',
  what: 'What', for_whom: 'For whom', words: 'In words', files: 'Photos and recording', files_n: '{n}', village: 'Village', urgency: 'How urgent',
  twin: 'You already have the same matter under way:', see_twin: 'See that one',
  got_it: 'We have it', then: 'What comes next', number: 'Number', number_hint: 'These four digits are enough on the phone', see: 'See the matter', home: 'Home',
  kept: 'Kept on the phone', kept_hint: 'There is no network now. It goes by itself later; no need to fill it in again.', kept_signed_out: 'Your sign-in has run out, so it has not gone yet. Sign in again and it goes by itself; no need to fill it in again.', sign_in: 'Sign in',
  draft: 'You had begun this; go on.', fresh: 'Start anew',
  relatives_hint: 'To act for your family, have it registered at the village once, or call the person on duty.',
}
