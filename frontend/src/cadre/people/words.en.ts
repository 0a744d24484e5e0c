import type { PeopleKey } from './words'

export const en: Record<PeopleKey, string> = {
  people: 'Villagers', contact: 'contact', choose: 'Please choose one', find_hint: 'A part of the name, or the last four digits of the phone',
  find_offline: 'There is no network to look people up. Tap “First time here” and note name and phone; it goes by itself later.',
  nobody_found: 'Nobody found for “{q}”. Try another part of the name, or register a new person.', born: 'born {year}', no_phone: 'no phone',
  reach_through: 'reached through {name}', change: 'Change', name: 'Name', name_wrong: 'A name has 2 to 20 characters', no_phone_tick: 'Has no phone', phone: 'Phone',
  phone_wrong: 'A phone number has 11 digits; a landline with area code', contact_name: 'Name of somebody to call', contact_phone: 'Their phone', group: 'Which group',
  group_hint: 'For example: group 3', find: 'Find a villager', register: 'Register somebody', register_now: 'Register', register_about: 'Register: {name}',
  record_for: 'Record a matter', give_card: 'Give a card', own_phone: 'own phone', helpers: 'Who may act for them',
  no_helpers: 'Nobody yet. Relatives who want to act by phone are registered here first.', add_helper: 'Register a relative', end_helper: 'End', change_helper: 'Change',
  past_helpers: 'Who could act before', no_past_helpers: 'Nobody before.', ended_day: 'taken back on {day}', until_day: 'until {day}',

  card_what: 'For people without a phone of their own: scan the QR code, then type the 6 digits on the card.',
  card_check: 'Make sure it is the person, and hand it over yourself.', card_old: 'A new card ends the old one.', make_card: 'Make the card',
  card_title: 'Buchucun · my card', card_no: 'Card {no}', card_until: 'good until {day} {year}', card_qr: 'QR code to sign in',
  card_once: 'The 6 digits are shown this once. Print it, hand it over, keep no copy.', print_card: 'Print this card',
  id_no: 'ID number', id_hint: 'As on the ID card; leave it empty if the card is not here', id_old: 'This is an old number of 15 digits: give the 18 characters of the present card',
  id_shape: 'An ID number has 18 characters: 17 digits, then a digit or X', id_check: 'The last character does not fit, so some digit is wrong: compare it with the card',
  show_numbers: 'See whole numbers', show_now: 'Show', which_number: 'Which number?', why_see: 'Why do you need it?', why_call: 'To call the person', why_form: 'To fill in a form', why_check: 'To check who it is',
  why_other: 'Another reason', why_words: 'What is the reason?', why_hint: 'One sentence; no number, nothing about illness or quarrels', why_missing: 'Please say why you need it',
  seen_is_noted: 'Who looked, when and why is written down.', left_today: '{n} more looks today',
}
