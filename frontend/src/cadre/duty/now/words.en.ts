import type { NowKey } from './words'

export const en: Record<NowKey, string> = {
  out: 'Going out', out_says: 'It stands on the public board, so that villagers know when you are back. Only these reasons: not to whose home, not what for.', out_is: 'The board says: {note}', out_back: 'I am back', out_change: 'Still out: change it', out_send: 'Put it on the board', out_why: 'What for', out_until: 'Back at', not_on_duty: 'You are not on duty now: there is nothing to say.',
  home_visit: 'Visiting homes', township: 'A trip to the township', round: 'A round of the village', meeting: 'A meeting', emergency: 'An emergency',
  by_clock: '{time}', by_clock_sub: 'in {span}', half_hour: 'half an hour', one_hour: '1 hour', two_hours: '2 hours', not_known: 'Not known yet', not_known_sub: 'Tap “I am back” then', other_time: 'Another time', which_time: 'When', choose: 'Choose one', clock_wrong: 'Say a time that is still to come',
  take: 'I take over now', take_says: 'You are on duty at once, the board names you, and {name} is told.', take_away: '{name} is on leave today: nobody has this turn.', take_until: 'Until when', to_the_end: 'To the end of the turn', to_the_end_sub: '{time}; {name} need not come back', returns: 'then {name} has it again, by itself', take_gone: 'There is nothing to take over: somebody has done so, or the turn is over.', see_turn: 'See the turn',
  move: 'Change the hours', move_says: '{name} is told; what colleagues were asked about it goes with it.', move_begun: 'This turn has begun: only its end can be changed.', on: 'Day', starts: 'Begins', ends: 'Ends', ends_hint: 'Earlier than its begin means the next day', why: 'Why', move_gone: 'This turn cannot be changed: it is over or cancelled, or not yours to change.',
}
