import type { IntakeKey } from './words'

export const en: Record<IntakeKey, string> = {
  walk_in: 'Walk-in', say: 'Add a word', sending: 'Sending…', choose: 'Please choose one', known_in_person: 'Known in person', next: 'Next',
  how_came: 'How did they come?', came_walk_in: 'Came here', came_phone: 'Called', came_home_visit: 'On a visit', who_is_it: 'Who is it?',
  find_instead: 'Look among the villagers instead', chosen: 'chosen', change: 'Change', pick_or_new: 'Please choose somebody first, or tap “First time here”',
  new_here: 'First time here', phone: 'Phone', what_for: 'What is it for {name}?', arrival: 'A parcel has arrived', shelf_no: 'On which shelf',
  shelf_hint: 'For example 3-07',
  consent_health: 'Read to the person: for this matter the village doctor and those who handle it are told what they need. Only for this; you can take it back at any time.',
  consent_data: 'Read to the person: the village keeps your name and phone only for your matters. You can see and correct them at any time.',
  consent_how: 'How did they agree?', given_spoken: 'Said yes', given_signed: 'Signed', given_fingerprint: 'Fingerprint', record_now: 'Record it',
  recorded_now: 'It is recorded', kept: 'Kept on the phone',
  kept_sub: 'There is no network now. It goes by itself later; no need to record it again.', tell_them: 'Tell {name}: {who} takes care of it and will call.',
  duty_person: 'the cadre on duty', a_mediator: 'a mediator', the_doctor: 'the village doctor', number_to_tell: 'Number (these 4 digits are enough on the phone)', see_matter: 'See the matter', open_already: 'The same is under way already, no. {no}.', record_another: 'Another one',
  to_desk: 'To the desk', item: 'Item', under_14: 'The person is under 14', guardian_agreed: 'The guardian agrees',
  slip: 'Number of the slip', slip_hint: 'Only if a slip was given: its last 6 digits', slip_wrong: 'That is no number of a slip: look again', slip_adopted: 'Slip {no} leads here too.',
}
