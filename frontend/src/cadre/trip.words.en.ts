import type { TripKey } from './trip.words'

export const en: Record<TripKey, string> = {
  log_trip_sub: 'Half a minute a trip', save_trip: 'Save', trip_for: 'For whom', no_trip_for: 'Nothing in your hands needs a trip. Take one on first, then log it.',
  more_matters: 'Other matters', trip_where: 'Where', say_where: 'Please say where', place_home: 'At their home', place_phone: 'On the phone', place_bank: 'Bank', place_clinic: 'Clinic',
  trip_what: 'What was done', trip_result: 'How it went', trip_next: 'What comes next', trip_next_on: 'On which day', trip_again_on: 'Next time on', trip_more: 'Not just now? A photo? A fee paid?', trip_earlier: 'Not just now?', trip_at: 'When',
  trip_about: 'Trip: {place}', trip_voice: 'No time to write? Record it; anybody can add the words later.', trip_fee: 'Fee paid for the villager (yuan)',
  trip_fee_hint: 'Official fees only, with a photo of the receipt; the village keeps no money.', trip_fee_wrong: 'A number, such as 20 or 20.5',
  trip_fee_photo: 'Take a photo of the receipt', trip_said: 'In a few words', trip_said_hint: 'For example: the window says three days', trip_lodge: 'Handed in', trip_pick_up: 'Picked up',
  trip_visit: 'Visited', trip_call: 'Called', trip_chase: 'Pressed for it', trip_accompany: 'Went along', trip_other: 'Something else', trip_deliver: 'Delivered', trip_ill: 'Of an illness only where, what and how it went is noted: no word about it, no recording, no photo.', result_done: 'Done', result_partly: 'In part', result_not_done: 'Not done',
  result_nobody_there: 'Nobody there', in_1: 'Tomorrow', in_3: 'In 3 days', in_7: 'In a week', stop: '. ',
}
