import type { RateKey } from './rate.words'

export const en: Record<RateKey, string> = {
  rate_rule: 'Hand the phone over and turn away. The grade is theirs alone; silence never counts as satisfied.',
  rate_not_here: 'This cannot be rated on your phone: nobody collects ratings of their own work. Ask a colleague who had no part in it, or let them use their own phone.',
  hand_over: 'Hand it to {name}', your_rating: '{name}, please tell us', say_why: 'Please choose a reason or write a word', rate_done: 'That is it',
  rating_about: 'Rating: {title}', thanks: 'Thank you', thanks_sub: 'What {name} said is noted.', phone_back: 'Please give the phone back to {name}',
}
