import type { KinKey } from './words'

export const en: Record<KinKey, string> = {
  title: 'Acting for each other', who_helps: 'Who acts for me', whom_i_help: 'Whom I act for', for_me: 'Somebody asks you', asked: 'What I asked for',
  sub: '{services} · until {day}', only_items: 'Only these items: {items}', how: '{how} · recorded by {name}',
  nobody_helps: 'Nobody acts for you yet. Tap “Ask somebody” below.', i_help_nobody: 'You act for nobody yet.',
  take_back: 'Take back', taken_back: 'Taken back: {name} can do nothing for you from now on.', not_yet: 'Not taken back yet: there is no network. It goes as soon as there is one; if it is urgent, ring the village.',
  hand_back: 'Hand back', handed_back: 'Handed back.', hand_back_later: 'Not handed back yet: there is no network. It goes by itself.',
  ended: '{end} · {day}', past: 'Earlier ones', each_told: 'You are told of each thing that somebody does for you.', links_last: 'Photos opened before close within half an hour.',
  ask: 'I want to act for somebody', give: 'Ask somebody', accept: 'I accept', refuse: 'I cannot', withdraw: 'Take it back', asks_you: '{name} asks you to act: {services}',
  ask_title: 'I want to act for somebody', ask_how: 'It goes to the village, which rings or visits the person. You may act once they agree.', his_name: 'For whom? Their name', card_no: 'Number of their paper card', card_hint: 'If you have it, it is easier to check', card_wrong: 'A card number has 10 digits',
  word: 'A word to the village', word_hint: 'For example: I am in Xi’an, ring me', village: 'Their village', other_village: 'Another village', send: 'Send to the village', about: 'Asked to act for {name}', photos: 'Photos',
  give_title: 'Ask somebody to act for me', give_how: 'Once they accept on their own phone, they may act. You can take it back at any time.', their_name: 'Whom? Their name', phone: 'Their phone', phone_wrong: 'A phone number has 11 digits', name_wrong: 'A name has 2 to 20 characters',
  give_now: 'Ask them', give_about: 'Asked {name} to act for me', relation: 'What they are to me', relation_of: 'What I am to them', other_relation: 'Say what', in_what: 'In what', choose: 'Please choose one', until: 'Until when',
  d30: 'A month', d90: 'Three months', d180: 'Half a year', d365: 'A year', consent_medical: 'I agree that they know of and act in my medical matters', consent_dispute: 'I agree that they know of and act in my disputes', consent_sub: 'A separate consent; you can take it back at any time.',
  sent_title: 'Sent', child: 'Child', spouse: 'Spouse', parent: 'Parent', sibling: 'Sibling', relative: 'Relative', neighbour: 'Neighbour', party_pair: 'Paired party member', guardian: 'Guardian', other: 'Other', sign_in: 'Sign in to see this.', to_sign_in: 'Sign in',
}
