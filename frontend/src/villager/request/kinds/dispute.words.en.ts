import type { DisputeKey } from './dispute.words'

export const en: Record<DisputeKey, string> = {
  title: 'Settle a quarrel',
  which: 'What is it about?',
  note: 'Free, voluntary, private. Only you, the mediator and the village secretary can read it; the township cannot. Anybody may refuse to talk.',
  choose: 'Please choose one',
  neighbour: 'Neighbours', land_contract: 'Farm land', homestead: 'House and plot', marriage_family: 'Marriage and family', elder_support: 'Care of parents', inheritance: 'Inheritance', debt: 'Borrowed money',
  damages: 'Damages', labour: 'Wages', contract: 'A deal or contract', environment_water: 'Water, surroundings', production_livestock: 'Crops and animals', village_affairs: 'Village affairs', traffic: 'Traffic', other: 'Something else',
  other_side: 'With whom?', other_hint: 'The name of the other side or its household', other_wrong: 'Please write the other side’s name, 2 to 20 characters',
  claims: 'What would settle it for you?',
  dangers: 'Is any of this so?', dangers_hint: 'Leave it if not. If so, the village secretary is told at once.',
  violence: 'Somebody was beaten', threats: 'There are threats', weapons: 'Knives or sticks', self_harm: 'Somebody may harm themselves', minor_harmed: 'A child was hurt', group_petition: 'Many want to go and petition',
  danger_now: 'Call the police first; talk when everybody is safe.', call_110: 'Call 110',
}
