import type { SwapKey } from './words'

export const en: Record<SwapKey, string> = {
  title: 'Swaps and substitutes', waiting: 'Waiting for you', going: 'Not settled yet', past: 'The last ones', none: 'Nothing now. If you cannot come, open your turn under Duty and choose “Ask a colleague”.',
  swap_of: '{name} would like to swap', take_of: '{name} looks for somebody', waits: 'for you', open: 'open', ended: 'ended', effective: 'settled',
  ask: 'Ask a colleague', how: 'What', take: 'Take it for me', swap: 'Swap it', whom: 'Whom to ask', everybody: 'Everybody: whoever has time', everybody_sub: 'All who have time are told; the first who agrees has it', busy_then: 'On duty then: {names}', nobody_free: 'All colleagues have other turns then. Swap it, or have the secretary give it away.',
  which: 'For which turn', none_fits: 'No turn of the coming month fits. Ask somebody to take yours.', why: 'Why', choose: 'Choose one', send: 'Send', about: 'Asking about {when}', not_yours: 'Nobody can be asked about this turn now: it has begun, somebody was asked already, or it is not yours.',
  his_turn: '{name}\'s turn', reason: 'Why', until: 'The secretary may object until {at}', ask_for: 'Record for {name}: ask a colleague', record: 'A colleague rang and answered', record_who: 'Who says what', record_says: 'It says that you recorded it; they are told at once, and take it back themselves if they did not say so.', record_send: 'Record it',
  sent: 'Done; it lies on this phone and goes by itself.', history: 'What became of this turn',
}
