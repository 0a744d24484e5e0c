import type { FormKey } from './form.words'

export const en: Record<FormKey, string> = {
  which: 'Which', how_many: '{paper}: how many', card_rule: 'Identity cards never stay overnight: give them back before closing.',
  never: 'Bank and social security cards are looked at and never kept.', way: 'How the person confirms', signature: 'Signature', fingerprint: 'Fingerprint', witness: 'Before a witness',
  app: 'By a tap on a phone', no_phone: 'The person has no phone of their own: take a signature, a finger, or a witness.', confirmer: 'Who takes them, and confirms on their own phone', photo_of: 'Photograph the signed receipt, not the papers', witness_name: 'Who is the witness', received_by: 'Who took them',
  received_by_hint: 'Leave empty if it was the person', to_whom: 'To whom', cabinet: 'Lock up in the cabinet', take_out: 'I take them out of the cabinet', window: 'Which window', place_town: 'Town service centre',
  place_county: 'County service centre', slip: "Who took them, or the slip's number", slip_kept: "Number of the office's paper", how_lost: 'How it was lost',
  what_done: 'What was done, and what the person was told', note: 'Anything else', choose: 'Choose one', say: 'Write a word', nothing_for: 'No originals for this now.',
  about: '{title}: {act}', out_title: 'Originals that are out', nothing_out: 'None are out: all are with their owners.',
}
