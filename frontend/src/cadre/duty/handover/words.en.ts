import type { HandoverKey } from './words'

export const en: Record<HandoverKey, string> = {
  title: 'Hand over', nothing: 'Nothing to hand over or to accept. In the last half hour of your turn this lists what you have; one tap hands it over.', same: 'The next turn is yours too: nothing to hand over.', give_to: 'Hand over to {name}', give_to_none: 'Nobody is on the roster after you: the secretary takes it over',
  from: 'From {name}', n_moving: '{n} go over', for_other: 'for {name}', made: 'No time to hand over: the system wrote this.', until: '{day} {from}–{to}', opens: 'From {time} on you can hand over. See what there is.', moving: 'Going over: {n}', staying: 'Staying, only so that you know: {n}',
  none_open: 'Nothing unfinished in hand.', remark: 'Anything else to say', remark_hint: 'One sentence. Nothing about illness or quarrels.', keys: 'Keys handed over in person', keys_given: 'The keys were handed over.', give: 'Hand over', accept: 'Accept',
  given: 'Handed over; {name} has to accept. Until then it is all yours.', given_any: 'Handed over; the secretary has to accept.', accepted: '{name} took over.', only_number: 'No. {no}', not_shown: 'Not for you to see; its own person does it', originals: 'Originals: {n}', about_give: 'Handing over', about_accept: 'Taking over from {name}', sent: 'You have taken over: it is all yours now.',
}
