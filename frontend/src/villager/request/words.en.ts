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
  check: 'Is this right?',
  send: 'Yes, send it', sign_in_and_send: 'Sign in and send', sending: 'Sending…',
  draft: 'You had begun this; go on.', fresh: 'Start anew',
}
