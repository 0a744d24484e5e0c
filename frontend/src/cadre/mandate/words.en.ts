import type { MandateKey } from './words'

export const en: Record<MandateKey, string> = {
  title: 'Authorisation', about: 'Authorisation: {name}', record: 'Record it', agree: 'I agree, let them do it', again: 'Sign a new one', sign: 'Sign an authorisation', print: 'Print it to be signed', reprint: 'Print', aloud: 'Read aloud', hush: 'Stop',
  who: 'Who may act', backup: 'Who goes on when they are away', nobody: 'Nobody else', change: 'Change powers, term, second agent', powers: 'What they may do', until: 'Until which day', until_hint: 'A year at most; it ends by itself with the matter',
  pass_on: 'Another agent of the village may do it, too', pass_on_sub: 'Only if asked about just that, and agreed', how_signed: 'How it was signed', cannot_read: 'The person cannot read', read: 'Read aloud from beginning to end', witness: 'Name of the witness',
  witness_hint: 'Not the person, the agent or the recorder; a neighbour, for instance', photo: 'The signed sheet', filed: 'The sheet lies in the village\'s file', filed_sub: 'Needed where there is no photo', evidence: 'Take a photo, or tick that it is filed', fill: 'Please fill this in',
  use: 'Use this one', never: 'Never',
  say_who: 'I am {name} of {village}. I authorise {agents} to do “{matter}” (no. {no}) for me.', say_may: 'They may: {powers}.', say_never: 'They may never: {powers}.', say_term: 'From {since} until {until}; it ends when the matter is done.',
  items_are: 'It is about', items_again: 'Use it again whenever “{item}” comes up', items_sub: 'Nothing more to sign within its term', items_more: 'Which others (nine at most)', say_items: 'I am {name} of {village}. I authorise {agents} to do these for me: {items}.', say_term_items: 'From {since} until {until}; within that time it serves as often as these come up.',
  say_alone: 'They may not pass it on.', say_pass_on: 'If they cannot, another agent of the village may; I was asked about just that and agreed.', say_revoke: 'I can take it back at any time: by a call, a word or a touch on the phone, without giving a reason.', say_free: 'The service costs nothing.', and: ', ',
  sign_principal: 'Signature or fingerprint:', sign_agent: 'The agent:', sign_witness: 'The witness:', id_no: 'My identity number: {no}', id_tail: 'Last four of the ID number:', signed_day: 'Signed on:', read_done: '□ Read aloud from beginning to end (for who cannot read or uses a fingerprint)',
  facts: '{how} · recorded by {by} · {day}', witness_is: 'Witness: {name}', read_is: 'read aloud', taken_back: 'Taken back by {by}, {at}', revoke: 'Take it back', revoke_for: 'The person takes it back: record it', revoke_sure: 'The village stops at once and acts for them no more.',
  yes_revoke: 'Take it back', keep: 'Keep it', revoke_about: 'Take back: {name}', photo_n: 'Photo of the sheet', none: 'No authorisation was signed for this.', no_sheet: 'This needs no authorisation.',
}
